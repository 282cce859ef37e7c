// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.lambda;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/** A function with its versions and aliases. */
final class LambdaFunction {
  private final String name;
  private final String arn;
  private final List<FunctionVersion> published = new ArrayList<>();
  private final Map<String, Alias> aliases = new TreeMap<>();
  private final Map<String, Provisioned> provisioned = new TreeMap<>();
  private FunctionVersion latest;
  private FunctionVersion serving;
  private OptionalInt reserved = OptionalInt.empty();

  LambdaFunction(FunctionVersion first) {
    this.name = first.name().function();
    this.arn = first.name().functionArn();
    this.latest = requireNonNull(first, "first is null");
    this.serving = first;
  }

  String name() {
    return name;
  }

  String arn() {
    return arn;
  }

  /** Returns what {@code $LATEST} is for the control plane, an update in progress included. */
  FunctionVersion latest() {
    return latest;
  }

  void setLatest(FunctionVersion version) {
    latest = version;
  }

  /** Returns what an invocation of {@code $LATEST} runs. */
  FunctionVersion serving() {
    return serving;
  }

  void serve(FunctionVersion version) {
    serving = version;
  }

  List<FunctionVersion> published() {
    return Collections.unmodifiableList(published);
  }

  void publish(FunctionVersion version) {
    published.add(version);
  }

  Optional<FunctionVersion> version(String number) {
    return published.stream().filter(v -> v.name().number().equals(number)).findFirst();
  }

  Collection<Alias> aliases() {
    return Collections.unmodifiableCollection(aliases.values());
  }

  Optional<Alias> alias(String alias) {
    return Optional.ofNullable(aliases.get(alias));
  }

  void put(Alias alias) {
    aliases.put(alias.name(), alias);
  }

  void removeAlias(String alias) {
    aliases.remove(alias);
  }

  OptionalInt reserved() {
    return reserved;
  }

  void reserve(OptionalInt concurrency) {
    reserved = concurrency;
  }

  Map<String, Provisioned> provisioned() {
    return Collections.unmodifiableMap(provisioned);
  }

  void put(Provisioned configuration) {
    provisioned.put(configuration.qualifier(), configuration);
  }
}
