// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.workload;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import dev.afterimage.lab.code.Language;
import dev.afterimage.lab.code.LogStyle;
import dev.afterimage.lab.code.ProcessView;
import dev.afterimage.lab.code.Program;
import dev.afterimage.lab.code.Step;
import dev.afterimage.lab.code.Steps;
import dev.afterimage.lab.code.Wording;
import dev.afterimage.lab.lambda.FunctionConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** A function that is not deployed yet: what it does and how it is configured can be changed. */
public final class FunctionDraft {

  /**
   * Who wrote it, and in what.
   *
   * @param name the function's name
   * @param role what it is for
   * @param language its language
   * @param style how it logs
   * @param wording the words of its authors
   */
  public record Authorship(
      String name, Role role, Language language, LogStyle style, Wording wording) {
    public Authorship {
      requireNonNull(name, "name is null");
      requireNonNull(role, "role is null");
      requireNonNull(language, "language is null");
      requireNonNull(style, "style is null");
      requireNonNull(wording, "wording is null");
    }
  }

  private final Authorship authorship;
  private final List<Step> init = new ArrayList<>();
  private final List<Step> before = new ArrayList<>();
  private final List<Step> work = new ArrayList<>();
  private final List<Step> after = new ArrayList<>();
  private Function<ProcessView, JsonNode> result;
  private FunctionConfig config;
  private String state = "";
  private String qualifier = "";
  private Duration pace;

  FunctionDraft(
      Authorship authorship,
      FunctionConfig config,
      Duration pace,
      Function<ProcessView, JsonNode> result) {
    this.authorship = requireNonNull(authorship, "authorship is null");
    this.config = requireNonNull(config, "config is null");
    this.pace = requireNonNull(pace, "pace is null");
    this.result = requireNonNull(result, "result is null");
  }

  /** Returns the function's name. */
  public String name() {
    return authorship.name();
  }

  /** Returns what it is for. */
  public Role role() {
    return authorship.role();
  }

  /** Returns its language. */
  public Language language() {
    return authorship.language();
  }

  /** Returns the words of its authors. */
  public Wording wording() {
    return authorship.wording();
  }

  /** Returns how it logs. */
  public LogStyle style() {
    return authorship.style();
  }

  /** Returns the steps at the load of its module. */
  public List<Step> init() {
    return init;
  }

  /** Returns the steps before its work. */
  public List<Step> before() {
    return before;
  }

  /** Returns the steps of its work. */
  public List<Step> work() {
    return work;
  }

  /** Returns the steps after its work. */
  public List<Step> after() {
    return after;
  }

  /** Changes what it answers. */
  public void answerWith(UnaryOperator<Function<ProcessView, JsonNode>> change) {
    result = change.apply(result);
  }

  /** Returns how long its work usually takes. */
  public Duration pace() {
    return pace;
  }

  /** Sets how long its work usually takes. */
  public void setPace(Duration usual) {
    pace = usual;
  }

  /** Returns its configuration. */
  public FunctionConfig config() {
    return config;
  }

  /** Changes its configuration. */
  public void configure(UnaryOperator<FunctionConfig> change) {
    config = change.apply(config);
  }

  /** Returns the state that calls it. */
  public String state() {
    return state;
  }

  void setState(String name) {
    state = name;
  }

  /** Returns the version or alias that it is called by; empty for none. */
  public String qualifier() {
    return qualifier;
  }

  void setQualifier(String name) {
    qualifier = name;
  }

  /** Returns the code as it is now. */
  public Program program() {
    List<Step> handler = new ArrayList<>(before);
    handler.addAll(work);
    handler.add(runtime -> Steps.pause(pace).run(runtime));
    handler.addAll(after);
    Function<ProcessView, JsonNode> answer = result;
    handler.add(Steps.answer(answer));
    return new Program(
        authorship.language(), authorship.style(), authorship.wording(), init, handler);
  }
}
