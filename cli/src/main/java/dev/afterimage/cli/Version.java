// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.cli;

import picocli.CommandLine.IVersionProvider;

/** The version of this build, from its jar. */
final class Version implements IVersionProvider {
  /** Returns the version; {@code dev} where the classes are not in a jar. */
  static String text() {
    String version = Version.class.getPackage().getImplementationVersion();
    return version == null ? "dev" : version;
  }

  @Override
  public String[] getVersion() {
    return new String[] {"afterimage " + text()};
  }
}
