// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.workload;

import dev.afterimage.lab.sim.RandomStream;
import java.util.List;
import java.util.Locale;

/**
 * What the people of an account call things.
 *
 * @param noun what is worked on, in the plural
 * @param team the prefix of their resources
 * @param stage the suffix of their resources
 */
record Vocabulary(String noun, String team, String stage) {
  private static final List<String> NOUNS =
      List.of(
          "invoices",
          "parcels",
          "claims",
          "tracks",
          "meters",
          "quotes",
          "scans",
          "orders",
          "tickets",
          "sensors",
          "articles",
          "policies",
          "shipments",
          "photos",
          "ledgers",
          "routes",
          "leases",
          "surveys",
          "samples",
          "feeds");
  private static final List<String> TEAMS =
      List.of(
          "acme", "north", "billing", "ops", "atlas", "kite", "harbor", "core", "delta", "field",
          "mint", "polar", "vega", "tide");
  private static final List<String> STAGES =
      List.of("dev", "prod", "staging", "test", "prd", "live");
  private static final List<String> LIST_VERBS = List.of("List", "Find", "Collect", "Load", "Scan");
  private static final List<String> WORK_VERBS =
      List.of("Process", "Score", "Convert", "Enrich", "Render", "Index", "Price", "Embed");
  private static final List<String> MERGE_VERBS =
      List.of("Merge", "Summarise", "Reduce", "Combine", "Total");
  private static final List<String> SEND_VERBS =
      List.of("Publish", "Notify", "Store", "Announce", "Archive");
  private static final List<String> SIDE_VERBS = List.of("Audit", "Verify", "Mirror", "Check");

  static Vocabulary draw(RandomStream random) {
    return new Vocabulary(random.pick(NOUNS), random.pick(TEAMS), random.pick(STAGES));
  }

  /** Returns the name of a state for a role. */
  String state(Role role, RandomStream random) {
    String verb =
        random.pick(
            switch (role) {
              case LISTER -> LIST_VERBS;
              case WORKER -> WORK_VERBS;
              case MERGER -> MERGE_VERBS;
              case SENDER -> SEND_VERBS;
              case SIDE -> SIDE_VERBS;
            });
    String subject = role == Role.WORKER ? singular() : noun;
    return verb + Character.toUpperCase(subject.charAt(0)) + subject.substring(1);
  }

  private String singular() {
    return noun.endsWith("ies")
        ? noun.substring(0, noun.length() - 3) + "y"
        : noun.substring(0, noun.length() - 1);
  }

  /** Returns the name of a resource. */
  String resource(String what) {
    String kebab = what.replaceAll("([a-z])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
    return team + "-" + kebab + "-" + stage;
  }
}
