// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.workload;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.lab.code.Dictionary;
import dev.afterimage.lab.code.Language;
import dev.afterimage.lab.code.LogStyle;
import dev.afterimage.lab.code.RandomWords;
import dev.afterimage.lab.code.Steps;
import dev.afterimage.lab.code.Wording;
import dev.afterimage.lab.ground.Site;
import dev.afterimage.lab.json.Json;
import dev.afterimage.lab.lambda.FunctionConfig;
import dev.afterimage.lab.sim.RandomStream;
import dev.afterimage.lab.sim.Randoms;
import java.time.Duration;
import java.util.List;

/** Draws a workflow. */
public final class Designer {
  private static final List<String> HOSTS =
      List.of(
          "api.parcelhub.example",
          "rates.example.net",
          "models.example.com",
          "search.example.org",
          "geo.example.io");

  private final Site site;
  private final Randoms randoms;
  private final RandomStream random;
  private final Vocabulary words;
  private final Demands demands;
  private final String tongue;

  /** A designer whose drawings follow from {@code randoms}. */
  public Designer(Site site, Randoms randoms, Demands demands) {
    this.site = requireNonNull(site, "site is null");
    this.randoms = requireNonNull(randoms, "randoms is null");
    this.demands = requireNonNull(demands, "demands is null");
    this.random = randoms.stream("design");
    this.words = Vocabulary.draw(random);
    this.tongue = random.pick(Dictionary.TONGUES);
  }

  /** Draws the workflow. */
  public Workload draw() {
    Wiring wiring =
        demands
            .wiring()
            .orElse(
                random.pick(
                    List.of(
                        Wiring.OPTIMISED,
                        Wiring.OPTIMISED,
                        Wiring.OPTIMISED,
                        Wiring.DIRECT,
                        Wiring.JSONATA)));
    boolean vpc = demands.inVpc().orElse(random.chance(0.3));
    String service = random.pick(HOSTS);
    String machine = words.resource(words.noun() + "Flow");
    String logGroup = random.chance(0.2) ? "/aws/vendedlogs/states/" + machine + "-Logs" : "";
    int count = demands.items().orElse(random.between(4, 14));
    Catalog catalog = new Catalog(randoms.stream("catalog"), words.noun(), count);
    ObjectNode input = Json.object();
    input.put("job", words.noun() + "-" + random.hex(6)).put("side", false);
    Workload workload =
        new Workload(
            new Workload.Traits(machine, wiring, service, vpc, logGroup),
            catalog,
            Json.object(),
            input);
    for (Role role : roles()) {
      workload.put(draft(role, workload));
    }
    new DefinitionDrawing(workload, site, random).draw(demands.isDistributed());
    return workload;
  }

  private List<Role> roles() {
    boolean side = demands.needsSide() || random.chance(0.3);
    boolean sender = random.chance(0.7);
    if (side) {
      return sender
          ? List.of(Role.LISTER, Role.WORKER, Role.MERGER, Role.SENDER, Role.SIDE)
          : List.of(Role.LISTER, Role.WORKER, Role.MERGER, Role.SIDE);
    }
    return sender
        ? List.of(Role.LISTER, Role.WORKER, Role.MERGER, Role.SENDER)
        : List.of(Role.LISTER, Role.WORKER, Role.MERGER);
  }

  private FunctionDraft draft(Role role, Workload workload) {
    String state = words.state(role, random);
    String name = words.resource(state);
    boolean demanded = role == demands.target();
    Language language =
        demanded && demands.language().isPresent()
            ? demands.language().get()
            : random.pick(List.of(Language.PYTHON, Language.PYTHON, Language.NODE, Language.JAVA));
    LogStyle style =
        !(demanded && demands.mustSpeak()) && random.chance(0.08)
            ? LogStyle.SILENT
            : random.pick(language.styles());
    boolean image = demanded ? demands.isImage().orElse(random.chance(0.75)) : random.chance(0.75);
    FunctionDraft draft =
        new FunctionDraft(
            new FunctionDraft.Authorship(name, role, language, style, wording(name)),
            config(name, language, image),
            random.between(Duration.ofMillis(120), Duration.ofMillis(2600)),
            p -> BaseWork.answer(role, p, workload.catalog()));
    draft.setState(state);
    draft.setQualifier(qualifier(demanded));
    draft.init().add(Steps.compute(random.between(Duration.ofMillis(120), Duration.ofMillis(700))));
    draft.init().add(Steps.keep(random.between(48, 92)));
    if (random.chance(0.5)) {
      draft.init().add(Steps.say("ready"));
    }
    BaseWork.fill(draft, workload.traits().service(), workload.catalog());
    return draft;
  }

  private String qualifier(boolean demanded) {
    if (demanded && demands.qualifier().isPresent()) {
      return demands.qualifier().get();
    }
    return random.chance(0.75) ? "" : random.pick(List.of("live", "prod", "current"));
  }

  private Wording wording(String name) {
    Randoms own = randoms.within("wording/" + name);
    return demands.hasRandomWords() ? new RandomWords(own) : new Dictionary(tongue, own);
  }

  private FunctionConfig config(String name, Language language, boolean image) {
    String role = site.role(name + "-role");
    String architecture = random.pick(List.of("x86_64", "arm64"));
    FunctionConfig config =
        image
            ? FunctionConfig.ofImage(role, architecture)
            : FunctionConfig.ofZip(role, architecture, language);
    config =
        config
            .with("Timeout", random.pick(List.of(15, 30, 60, 120, 300)))
            .with("MemorySize", random.pick(List.of(512, 1024, 1769, 2048)))
            .withVariable("STAGE", words.stage())
            .withVariable("LOG_LEVEL", random.pick(List.of("INFO", "info", "DEBUG")));
    if (random.chance(0.2)) {
      ObjectNode logging = Json.object().put("LogFormat", "JSON");
      logging.put("ApplicationLogLevel", "INFO");
      logging.put("SystemLogLevel", random.pick(List.of("INFO", "DEBUG", "INFO")));
      return config.with("LoggingConfig", logging);
    }
    return config;
  }
}
