// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.diagnosis;

import dev.afterimage.core.evidence.Ref;
import dev.afterimage.core.history.Failure;
import dev.afterimage.core.invocation.Fleet;
import dev.afterimage.core.invocation.Invocation;
import dev.afterimage.core.invocation.LogLine;
import dev.afterimage.core.invocation.Sandbox;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Every text that speaks of the failure under question. */
public record Symptoms(List<Symptom> all) {
  /** Of a longer line only the start is searched: patterns must stay fast on hostile logs. */
  private static final int LONGEST = 20_000;

  private static final Pattern QUOTED_INPUT =
      Pattern.compile("(\\b(?:in|to) the input) '\\s*[\\[{].*[\\]}]\\s*'", Pattern.DOTALL);

  public Symptoms {
    all = List.copyOf(all);
  }

  /** Collects the texts of failed attempts and of the logs of their invocations. */
  static Symptoms of(Optional<Failure> failure, Trials trials, Fleet fleet) {
    List<Symptom> all = new ArrayList<>();
    failure.ifPresent(
        f -> {
          FailureKind kind = FailureKind.of(f.origin());
          f.origin().error().ifPresent(error -> add(all, Symptom.Source.ERROR, error, f));
          add(all, Symptom.Source.MESSAGE, withoutInput(f.origin().text().message()), f);
          f.attempts().stream()
              .filter(attempt -> kind.is(attempt.attempt().end().error(), attempt.text().message()))
              .forEach(attempt -> all.add(message(attempt)));
        });
    for (Trial trial : trials.failedInB()) {
      trial.invocation().ifPresent(invocation -> lines(invocation, fleet).forEach(all::add));
    }
    return new Symptoms(all.stream().distinct().toList());
  }

  private static void add(List<Symptom> all, Symptom.Source source, String text, Failure failure) {
    if (!text.isEmpty()) {
      all.add(new Symptom(source, cut(text), failure.origin().event().ref()));
    }
  }

  private static Symptom message(Failure.FailedAttempt attempt) {
    return new Symptom(
        Symptom.Source.MESSAGE,
        cut(withoutInput(attempt.text().message())),
        attempt.attempt().end().ref());
  }

  private static Stream<Symptom> lines(Invocation invocation, Fleet fleet) {
    Stream<LogLine> init =
        invocation.place().ordinal() > 0
            ? Stream.empty()
            : fleet.sandboxOf(invocation).stream()
                .flatMap(sandbox -> sandbox.generations().stream())
                .filter(generation -> generation.number() == invocation.place().generation())
                .map(Sandbox.Generation::initLines)
                .flatMap(List::stream);
    return Stream.concat(init, invocation.lines().stream())
        .filter(line -> line.content() instanceof LogLine.Application)
        .map(line -> new Symptom(Symptom.Source.LOG, cut(line.text()), line.ref()));
  }

  /** Step Functions quotes the whole input of a state: that it holds a field tells nothing. */
  private static String withoutInput(String message) {
    return QUOTED_INPUT.matcher(message).replaceAll("$1 '…'");
  }

  private static String cut(String text) {
    return text.length() > LONGEST ? text.substring(0, LONGEST) : text;
  }

  /** Returns the error's name and messages alone, without what the logs say. */
  public Symptoms ofError() {
    return new Symptoms(all.stream().filter(s -> s.source() != Symptom.Source.LOG).toList());
  }

  /** Returns the texts in which a pattern is found. */
  public List<Symptom> matching(Pattern pattern) {
    return all.stream().filter(symptom -> pattern.matcher(symptom.text()).find()).toList();
  }

  /** Returns the places of the texts in which a pattern is found. */
  public List<Ref> refs(Pattern pattern) {
    return matching(pattern).stream().map(Symptom::ref).toList();
  }
}
