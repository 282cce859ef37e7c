// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.endpoint;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.lab.api.Account;
import dev.afterimage.lab.api.Call;
import dev.afterimage.lab.api.ServiceException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The one way to the accounts: through the weather, and one call at a time for each account. */
final class AccountGate {
  private final Map<String, Account> accounts = new LinkedHashMap<>();
  private final Weather weather;

  /** A gate to one account for each Region. */
  AccountGate(Collection<Account> accounts, Weather weather) {
    this.weather = requireNonNull(weather, "weather is null");
    for (Account account : accounts) {
      if (this.accounts.put(account.region(), account) != null) {
        throw new IllegalArgumentException("two accounts for the Region " + account.region());
      }
    }
    if (this.accounts.isEmpty()) {
      throw new IllegalArgumentException("no account to serve");
    }
  }

  /** Returns the account in a Region. */
  Optional<Account> in(String region) {
    return Optional.ofNullable(accounts.get(region));
  }

  /** Returns the account of what is the same in every Region. */
  Account first() {
    return accounts.values().iterator().next();
  }

  Weather weather() {
    return weather;
  }

  /**
   * Answers a call and writes the answer while nothing happens in the account.
   *
   * @throws ServiceException the weather's error or the service's own
   */
  <T> T ask(Account account, Call call, Function<ObjectNode, T> writer) throws ServiceException {
    if (weather.throttlesNext()) {
      throw Refusals.throttled(call);
    }
    if (weather.denies(call)) {
      throw Refusals.denied(call, account);
    }
    Optional<Call> behind = EmptyPages.behind(call);
    Call meant = behind.orElse(call);
    boolean empty = behind.isEmpty() && weather.emptiesPagesOf(call);
    synchronized (account) {
      ObjectNode answer = account.answer(meant);
      return writer.apply(empty ? EmptyPages.before(meant, answer) : answer);
    }
  }
}
