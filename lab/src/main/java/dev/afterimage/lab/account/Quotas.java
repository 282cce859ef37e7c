// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.account;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** The quotas of the account that its services obey. */
public final class Quotas {

  /** Concurrent executions of all functions of a Region. */
  public static final String CONCURRENT_EXECUTIONS = "L-B99A9384";

  /** Network interfaces per VPC. */
  public static final String INTERFACES_PER_VPC = "L-9FEE3D26";

  /**
   * One quota.
   *
   * @param service the service's code
   * @param code the quota's code
   * @param name what it limits
   * @param value the applied value
   */
  record Quota(String service, String code, String name, double value) {}

  private final Map<String, Quota> byCode = new LinkedHashMap<>();

  /** The quotas of an account that never asked for more. */
  public Quotas() {
    put(new Quota("lambda", CONCURRENT_EXECUTIONS, "Concurrent executions", 1000));
    put(new Quota("lambda", "L-2ACBD22F", "Function and layer storage", 75));
    put(new Quota("lambda", INTERFACES_PER_VPC, "Elastic network interfaces per VPC", 500));
    put(new Quota("vpc", "L-DF5E4CA3", "Network interfaces per Region", 5000));
    put(new Quota("states", "L-BEA4E0DC", "StateTransition throttle token refill rate", 5000));
    put(new Quota("states", "L-7CAF6F88", "StateTransition throttle bucket size", 5000));
    put(new Quota("states", "L-3D9DBA4C", "Open executions", 1_000_000));
  }

  private void put(Quota quota) {
    byCode.put(quota.code(), quota);
  }

  /** Sets what applies to this account. */
  public void set(String code, double value) {
    byCode.computeIfPresent(code, (key, old) -> new Quota(old.service(), key, old.name(), value));
  }

  /** Returns the applied value; 0 for a quota that is not modelled. */
  public double value(String code) {
    Quota quota = byCode.get(code);
    return quota == null ? 0 : quota.value();
  }

  Collection<Quota> all() {
    return Collections.unmodifiableCollection(byCode.values());
  }
}
