// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.workload;

import static java.util.Objects.requireNonNull;

import dev.afterimage.lab.code.Language;
import java.util.Optional;

/** What a drawn workflow must have; whatever is not demanded is drawn. */
public final class Demands {
  private Role target = Role.WORKER;
  private Optional<Wiring> wiring = Optional.empty();
  private Optional<Boolean> vpc = Optional.empty();
  private Optional<Integer> items = Optional.empty();
  private Optional<Language> language = Optional.empty();
  private Optional<Boolean> image = Optional.empty();
  private Optional<String> qualifier = Optional.empty();
  private boolean side;
  private boolean distributed;
  private boolean speaks;
  private boolean randomWords;

  /** No demands. */
  public Demands() {}

  /** Says which function the demands on a function are for. */
  public Demands target(Role role) {
    target = requireNonNull(role, "role is null");
    return this;
  }

  /** Demands a wiring. */
  public Demands wiring(Wiring wanted) {
    wiring = Optional.of(wanted);
    return this;
  }

  /** Demands that the functions are, or are not, in a VPC. */
  public Demands inVpc(boolean wanted) {
    vpc = Optional.of(wanted);
    return this;
  }

  /** Demands a number of items. */
  public Demands items(int wanted) {
    items = Optional.of(wanted);
    return this;
  }

  /** Demands a language of the target. */
  public Demands language(Language wanted) {
    language = Optional.of(wanted);
    return this;
  }

  /** Demands that the target comes, or does not come, from an image. */
  public Demands image(boolean wanted) {
    image = Optional.of(wanted);
    return this;
  }

  /** Demands how the target is called; empty for without version or alias. */
  public Demands qualifier(String wanted) {
    qualifier = Optional.of(wanted);
    return this;
  }

  /** Demands a function that is only called when the input asks for it. */
  public Demands side() {
    side = true;
    return this;
  }

  /** Demands that the Map is distributed. */
  public Demands distributed() {
    distributed = true;
    return this;
  }

  /** Demands that the target logs. */
  public Demands speaking() {
    speaks = true;
    return this;
  }

  /** Demands that all words of the authors are made up. */
  public Demands randomWords(boolean wanted) {
    randomWords = wanted;
    return this;
  }

  Role target() {
    return target;
  }

  Optional<Wiring> wiring() {
    return wiring;
  }

  Optional<Boolean> inVpc() {
    return vpc;
  }

  Optional<Integer> items() {
    return items;
  }

  Optional<Language> language() {
    return language;
  }

  Optional<Boolean> isImage() {
    return image;
  }

  Optional<String> qualifier() {
    return qualifier;
  }

  boolean needsSide() {
    return side;
  }

  boolean isDistributed() {
    return distributed;
  }

  boolean mustSpeak() {
    return speaks;
  }

  boolean hasRandomWords() {
    return randomWords;
  }
}
