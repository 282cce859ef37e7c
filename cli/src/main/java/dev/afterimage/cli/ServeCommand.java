// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.cli;

import dev.afterimage.cli.fleet.ServedFleet;
import dev.afterimage.cli.image.ImagesBeside;
import dev.afterimage.core.CaseFile;
import dev.afterimage.fleet.store.FleetException;
import dev.afterimage.report.html.HtmlReport;
import dev.afterimage.web.WebOptions;
import dev.afterimage.web.WebPorts;
import dev.afterimage.web.WebServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code afterimage serve}: the local page over a folder of cases. */
@Command(
    name = "serve",
    description = {
      "Shows the runs of a folder of cases in the browser; compares any two of them.",
      "",
      "The page answers on loopback only, and only to who has the printed address: it holds a",
      "token that is new at each start. Its Collect page gathers runs from AWS, as",
      "'afterimage collect' does, with the credentials and options given here. Ctrl-C ends it.",
      ""
    },
    mixinStandardHelpOptions = true)
final class ServeCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--evidence",
      paramLabel = "PATH",
      description = "The folder of cases, or one case; default the current folder.")
  private Path evidence = Path.of("");

  @Option(
      names = "--fleet",
      paramLabel = "DIR",
      description = "Show the runs of this fleet together, on a page of its own.")
  private @Nullable Path fleet;

  @Option(
      names = "--port",
      paramLabel = "N",
      description = "The port on 127.0.0.1; default a free one.")
  private int port;

  @Option(
      names = "--html-budget",
      paramLabel = "BYTES",
      description = "What a report may take; default ${DEFAULT-VALUE}.")
  private long htmlBudget = HtmlReport.DEFAULT_BUDGET;

  @Option(
      names = "--keep",
      paramLabel = "DIR",
      description =
          "Where collected cases are left, each in a folder of its own; default the cache.")
  private @Nullable Path keep;

  @Mixin private AwsOptions aws = new AwsOptions();
  @Mixin private GatherOptions gather = new GatherOptions();

  @Option(names = "--open", description = "Show the page in the browser.")
  private boolean open;

  @Override
  public Integer call() throws Exception {
    if (port < 0 || port > 65_535 || htmlBudget < 1) {
      throw new CommandException(
          ExitStatus.USAGE, "--port takes 0 to 65535, --html-budget a number of bytes");
    }
    aws.endpoint();
    gather.deadline();
    gather.redactionKey();
    try (WebServer server = start()) {
      Runtime.getRuntime().addShutdownHook(new Thread(server::close, "serve-stop"));
      spec.commandLine().getOut().println(server.address());
      spec.commandLine().getOut().flush();
      if (open) {
        Browser.open(server.address());
      }
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return ExitStatus.OK;
  }

  private List<Path> images(CaseFile file, CaseFile.Examination examination) throws IOException {
    return new ImagesBeside(Map.of(), Version.text(), spec.commandLine().getErr()::println)
        .files(file, List.of(examination));
  }

  private WebServer start() throws CommandException, FleetException {
    PrintWriter err = spec.commandLine().getErr();
    WebPorts ports =
        new WebPorts(
            fleet == null ? Optional.empty() : Optional.of(new ServedFleet(fleet)),
            Optional.of(new ServedCollector(aws, gather, Optional.ofNullable(keep), err)));
    try {
      return WebServer.start(
          new WebOptions(evidence, port, Version.text(), htmlBudget, ports.with(this::images)));
    } catch (IOException e) {
      throw new CommandException(ExitStatus.OTHER, String.valueOf(e.getMessage()));
    }
  }
}
