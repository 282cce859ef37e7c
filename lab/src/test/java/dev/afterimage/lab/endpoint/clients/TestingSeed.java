// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.endpoint.clients;

import dev.afterimage.lab.api.Account;
import dev.afterimage.lab.scenario.Scenarios;
import dev.afterimage.lab.scenario.Staged;
import java.util.List;

/** The seed's two runs, played once for all tests. */
public final class TestingSeed {
  private static final Staged STAGED = Scenarios.find("seed").orElseThrow().play(7);
  private static final Account ACCOUNT = STAGED.world().account();

  private TestingSeed() {}

  /** Returns the account in which they ran. */
  public static Account account() {
    return ACCOUNT;
  }

  /** Returns the ARNs of the runs, the good one first. */
  public static List<String> runs() {
    return STAGED.runs();
  }
}
