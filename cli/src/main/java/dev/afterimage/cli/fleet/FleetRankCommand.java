// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.cli.fleet;

import dev.afterimage.core.contrast.diff.DiffOptions;
import dev.afterimage.fleet.duck.FleetDatabase;
import dev.afterimage.fleet.rank.RankJson;
import dev.afterimage.fleet.rank.RankQuestion;
import dev.afterimage.fleet.rank.RankText;
import dev.afterimage.fleet.rank.Ranker;
import dev.afterimage.fleet.rank.Ranking;
import dev.afterimage.fleet.rank.Unit;
import dev.afterimage.fleet.store.FleetException;
import dev.afterimage.fleet.store.FleetFolder;
import dev.afterimage.fleet.view.Overview;
import dev.afterimage.fleet.view.OverviewFile;
import dev.afterimage.fleet.view.OverviewReader;
import dev.afterimage.report.Safe;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code afterimage fleet rank}: what the failures follow. */
@Command(
    name = "rank",
    description = {
      "Ranks the smallest combinations of attributes that separate failed from succeeded.",
      "",
      "Rows that match --failed are held against rows that match --ok; both are conditions in SQL",
      "on the columns of the table, so that slow and fast, or before and after, can be compared.",
      ""
    },
    mixinStandardHelpOptions = true)
final class FleetRankCommand implements Callable<Integer> {
  /** The formats of a ranking. */
  enum Format {
    text,
    json
  }

  @Spec private CommandSpec spec;
  @Mixin private FleetOption fleet = new FleetOption();

  @Option(
      names = "--over",
      paramLabel = "TABLE",
      description = "${COMPLETION-CANDIDATES}; default ${DEFAULT-VALUE}.")
  private Unit over = Unit.ATTEMPTS;

  @Option(names = "--failed", paramLabel = "SQL", description = "The rows in question.")
  private @Nullable String failed;

  @Option(names = "--ok", paramLabel = "SQL", description = "The rows they are held against.")
  private @Nullable String ok;

  @Option(names = "--where", paramLabel = "SQL", description = "Look only at these rows.")
  private @Nullable String where;

  @Option(
      names = "--attributes",
      paramLabel = "N",
      description = "The most attributes of a combination, 1 to 3; default ${DEFAULT-VALUE}.")
  private int attributes = DiffOptions.DEFAULT.attributes();

  @Option(
      names = "--support",
      paramLabel = "SHARE",
      description = "The least share of the failures; default ${DEFAULT-VALUE}.")
  private double support = DiffOptions.DEFAULT.support();

  @Option(
      names = "--risk-ratio",
      paramLabel = "RATIO",
      description = "The least risk ratio; default ${DEFAULT-VALUE}.")
  private double riskRatio = DiffOptions.DEFAULT.riskRatio();

  @Option(names = "--q", paramLabel = "Q", description = "The most q; default ${DEFAULT-VALUE}.")
  private double q = DiffOptions.DEFAULT.q();

  @Option(
      names = "--shuffle",
      paramLabel = "SEED",
      description = "Deal the outcomes out at random first: what is reported then is chance.")
  private @Nullable Long shuffle;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "${COMPLETION-CANDIDATES}; default ${DEFAULT-VALUE}.")
  private Format format = Format.text;

  @Override
  public Integer call() throws Exception {
    RankQuestion question = question();
    try (FleetDatabase database = FleetDatabase.open(fleet.folder())) {
      Ranking ranking = Ranker.rank(database, question);
      String text =
          format == Format.json ? RankJson.write(ranking) : Safe.lines(RankText.write(ranking));
      spec.commandLine().getOut().print(text);
      spec.commandLine().getOut().flush();
      if (question.equals(OverviewReader.QUESTION)) {
        keep(OverviewReader.read(database, ranking));
      }
    }
    return 0;
  }

  /** The local page shows the same: it need not rank again. */
  private void keep(Overview overview) throws FleetException {
    FleetFolder folder = fleet.folder();
    try {
      OverviewFile.of(folder, folder.existing()).write(overview);
    } catch (IOException e) {
      spec.commandLine()
          .getErr()
          .println(
              "afterimage: the ranking is not kept for the local page: cannot write to "
                  + folder.root()
                  + ": "
                  + e.getMessage());
    }
  }

  private RankQuestion question() {
    DiffOptions usual = DiffOptions.DEFAULT;
    DiffOptions options;
    try {
      options = new DiffOptions(attributes, support, riskRatio, q, usual.kept(), 1);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()));
    }
    return new RankQuestion(
        over,
        failed == null ? over.failed() : failed,
        ok == null ? (failed == null ? over.ok() : "NOT (" + failed + ")") : ok,
        Optional.ofNullable(where),
        options,
        shuffle == null ? OptionalLong.empty() : OptionalLong.of(shuffle));
  }
}
