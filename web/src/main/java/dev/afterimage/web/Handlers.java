// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.web;

import dev.afterimage.core.CaseFile;
import dev.afterimage.core.evidence.EvidenceException;
import dev.afterimage.report.Safe;
import dev.afterimage.report.html.Assets;
import dev.afterimage.report.html.HtmlReport;
import dev.afterimage.report.html.Templates;
import io.javalin.config.RoutesConfig;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What the page answers. */
final class Handlers {
  private static final Templates TEMPLATES =
      new Templates(Handlers.class.getClassLoader(), "dev.afterimage.web.template");

  private final WebOptions options;
  private final CaseFolder folder;
  private final RunChooser chooser;
  private final Jobs jobs;
  private final Assets assets = Assets.with(script());

  Handlers(WebOptions options, CaseFolder folder) {
    this.options = options;
    this.folder = folder;
    this.chooser = new RunChooser(folder);
    this.jobs = new Jobs(folder);
  }

  private static String script() {
    try (InputStream in = Handlers.class.getResourceAsStream("list.js")) {
      if (in == null) {
        throw new IllegalStateException("the jar lacks list.js");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void addTo(RoutesConfig routes) {
    routes.get("/", context -> html(context, "list.jte", list()));
    // A browser may ask for an icon before it has read that the page brings its own.
    routes.get("/favicon.ico", context -> context.status(204));
    routes.get("/state.json", context -> context.json(state()));
    routes.get(
        "/compare",
        context ->
            report(context, chooser.compare(parameter(context, "a"), parameter(context, "b"))));
    routes.get("/explain", context -> report(context, chooser.explain(parameter(context, "run"))));
    options
        .ports()
        .fleet()
        .ifPresent(
            page ->
                routes.get(
                    "/fleet", c -> html(c, "fleet.jte", FleetCharts.of(page.view(), assets))));
    options.ports().collector().ifPresent(collector -> collect(routes, collector));
    routes.exception(EvidenceException.class, Handlers::evidence);
    routes.exception(WebPorts.NotYetException.class, this::notYet);
    routes.exception(
        IOException.class, (e, c) -> c.status(500).result(String.valueOf(e.getMessage())));
  }

  private void html(Context context, String template, Object page) {
    context.header("Content-Security-Policy", assets.policyOfServer() + "; frame-ancestors 'none'");
    context.html(TEMPLATES.render(template, page));
  }

  private void notYet(WebPorts.NotYetException e, Context context) {
    context.status(202).header("Refresh", "2");
    html(context, "wait.jte", new WaitPage(String.valueOf(e.getMessage()), assets));
  }

  private ListPage list() {
    return ListPage.of(folder, options.ports(), assets);
  }

  private Map<String, Object> state() {
    ListPage.State state = list().state();
    return Map.of("reading", state.reading(), "read", state.read(), "all", state.all());
  }

  private static String parameter(Context context, String name) {
    return Optional.ofNullable(context.queryParam(name))
        .filter(value -> !value.isEmpty())
        .orElseThrow(
            () -> new BadRequestResponse("no run is chosen for " + name + "; go back to the list"));
  }

  private void report(Context context, RunChooser.Chosen first)
      throws EvidenceException, IOException {
    CaseFile.Examination examined = first.file().examine(first.choice(), List.of());
    List<Path> images = options.ports().images().files(first.file(), examined);
    RunChooser.Chosen chosen = images.isEmpty() ? first : RunChooser.with(first, images);
    CaseFile.Examination examination =
        images.isEmpty() ? examined : chosen.file().examine(chosen.choice(), List.of());
    String command =
        chosen
            .choice()
            .a()
            .map(a -> "afterimage compare " + a.name() + " " + chosen.choice().b().name())
            .orElse("afterimage explain " + chosen.choice().b().name());
    HtmlReport.Options how =
        new HtmlReport.Options(
            command + " --evidence CASE --format html",
            options.version(),
            options.htmlBudget(),
            Optional.of("/"));
    context.html(HtmlReport.write(examination, chosen.file().paths(), how));
  }

  private void collect(RoutesConfig routes, WebPorts.Collector collector) {
    routes.get("/collect", context -> html(context, "collect.jte", CollectPage.empty(assets)));
    routes.post(
        "/collect",
        context -> context.redirect("/collect/" + jobs.start(collector, runs(context))));
    routes.get(
        "/collect/{job}",
        context ->
            html(
                context,
                "collect.jte",
                CollectPage.of(context.pathParam("job"), job(context), assets)));
    routes.get(
        "/collect/{job}/progress.json",
        context -> {
          // How it ended is read first: no line comes after it.
          Jobs.End end = job(context).end();
          context.json(
              Map.of(
                  "end", end.state(),
                  "problem", Safe.line(end.problem()),
                  "next", end.next(),
                  "lines", CollectPage.safe(job(context).lines())));
        });
  }

  /** Returns the runs that the form names, the baseline first. */
  private static List<String> runs(Context context) {
    List<String> runs =
        Stream.of("a", "b")
            .map(name -> Optional.ofNullable(context.formParam(name)).orElse("").strip())
            .toList();
    if (runs.get(1).isEmpty()) {
      throw new BadRequestResponse("no run is named; give an execution ARN or a console URL");
    }
    if (runs.get(0).equals(runs.get(1))) {
      throw new BadRequestResponse("A and B are the same run; name two, or leave A empty");
    }
    return runs.stream().filter(run -> !run.isEmpty()).toList();
  }

  private Jobs.Job job(Context context) {
    return jobs.find(context.pathParam("job"))
        .orElseThrow(() -> new NotFoundResponse("no such collection; it is of an earlier start"));
  }

  private static void evidence(EvidenceException e, Context context) {
    context.status(404).result(String.valueOf(e.getMessage()));
  }
}
