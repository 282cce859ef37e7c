// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.api;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A simulated AWS account, seen from outside in one Region.
 *
 * <p>It answers at the moment that its world has reached; between two calls nothing happens there.
 * Not safe for calls from several threads at once, but for the denials.
 */
public final class Account {

  /**
   * What an account shows beside its services.
   *
   * @param id twelve digits
   * @param region such as {@code us-east-1}
   * @param clock the time that the world has reached
   * @param layers the bytes of a layer or configuration of an image, by digest
   */
  public record Surroundings(
      String id,
      String region,
      Supplier<Instant> clock,
      Function<String, Optional<byte[]>> layers) {
    public Surroundings {
      requireNonNull(id, "id is null");
      requireNonNull(region, "region is null");
      requireNonNull(clock, "clock is null");
      requireNonNull(layers, "layers is null");
    }
  }

  private final Surroundings surroundings;
  private final Map<String, Service> services = new TreeMap<>();
  private final Set<String> denied = new ConcurrentSkipListSet<>();

  /** An account with these services. */
  public Account(Surroundings surroundings, Collection<Service> services) {
    this.surroundings = requireNonNull(surroundings, "surroundings is null");
    services.forEach(service -> this.services.put(service.name(), service));
  }

  /** Returns the account's twelve digits. */
  public String id() {
    return surroundings.id();
  }

  /** Returns the Region's name. */
  public String region() {
    return surroundings.region();
  }

  /** Returns the time that the world has reached. */
  public Instant now() {
    return surroundings.clock().get();
  }

  /** Returns the bytes that the URL of GetDownloadUrlForLayer stands for. */
  public Optional<byte[]> layer(String digest) {
    return surroundings.layers().apply(digest);
  }

  /** Returns the modelled actions: {@code lambda:GetFunction}, sorted. */
  public Set<String> operations() {
    Set<String> operations = new TreeSet<>();
    services.forEach(
        (name, service) -> service.operations().forEach(o -> operations.add(name + ":" + o)));
    return operations;
  }

  /** Lets every caller be refused an action, {@code lambda:GetFunction} or {@code cloudtrail:*}. */
  public void deny(String action) {
    denied.add(requireNonNull(action, "action is null"));
  }

  /** Takes a denial back. */
  public void allow(String action) {
    denied.remove(action);
  }

  /**
   * Answers a call.
   *
   * @throws ServiceException the service's own error
   */
  public ObjectNode answer(Call call) throws ServiceException {
    Service service = services.get(call.service());
    if (service == null) {
      throw new ServiceException(
          "UnrecognizedClientException",
          400,
          "The service " + call.service() + " is not modelled in this account");
    }
    if (denied.contains(call.action()) || denied.contains(call.service() + ":*")) {
      throw Dialect.of(call.service()).accessDenied(call);
    }
    return service.answer(call);
  }
}
