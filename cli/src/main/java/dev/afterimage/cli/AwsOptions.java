// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.cli;

import java.io.PrintWriter;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How AWS is reached: options that mean what they mean in the AWS CLI. */
final class AwsOptions {
  @Option(names = "--profile", paramLabel = "NAME", description = "The profile of the AWS CLI.")
  private @Nullable String profile;

  @Option(names = "--region", paramLabel = "REGION", description = "Where a name is looked for.")
  private @Nullable String region;

  @Option(
      names = "--profile-b",
      paramLabel = "NAME",
      description = "The profile for the second run.")
  private @Nullable String profileB;

  @Option(
      names = "--region-b",
      paramLabel = "REGION",
      description = "The Region for the second run.")
  private @Nullable String regionB;

  @Option(names = "--endpoint-url", paramLabel = "URL", description = "Call this in place of AWS.")
  private @Nullable URI endpointUrl;

  @Mixin private NoteOptions notes = new NoteOptions();

  /** Returns the profile for a run, counted from 0. */
  Optional<String> profile(int run) {
    return run == 1 && profileB != null ? Optional.of(profileB) : Optional.ofNullable(profile);
  }

  /** Returns the Region for a run, counted from 0. */
  Optional<String> region(int run) {
    return run == 1 && regionB != null ? Optional.of(regionB) : Optional.ofNullable(region);
  }

  /** Returns where calls go in place of AWS. */
  Optional<URI> endpoint() throws CommandException {
    if (endpointUrl != null
        && (endpointUrl.getHost() == null
            || !String.valueOf(endpointUrl.getScheme()).matches("https?"))) {
      throw new CommandException(
          ExitStatus.USAGE,
          "--endpoint-url " + endpointUrl + " is no URL; give it as http://HOST:PORT");
    }
    return Optional.ofNullable(endpointUrl);
  }

  /** Returns what is told beside the result. */
  Notes notes(PrintWriter err) {
    return notes.to(err);
  }
}
