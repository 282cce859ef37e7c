// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.service;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.lab.api.Dialect;
import dev.afterimage.lab.api.ServiceException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * How an operation pages: what its token and its limit are called, and how large a page may be.
 *
 * @param token the request's member with the token
 * @param next the answer's member with the next token
 * @param limit the request's member with the size of a page; empty where it has none
 * @param usual items in a page where none was asked for
 * @param max items that may be asked for
 * @param cap items that a page holds at the most, however many were asked for
 */
public record Pages(String token, String next, String limit, int usual, int max, int cap) {

  /**
   * One page.
   *
   * @param next the token of the page behind it
   */
  public record Page<T>(List<T> items, Optional<String> next) {
    public Page {
      items = List.copyOf(items);
      requireNonNull(next, "next is null");
    }
  }

  /** An operation whose request and answer name the token alike. */
  public static Pages of(String token, String limit, int usual, int max) {
    return new Pages(token, token, limit, usual, max, max);
  }

  /** Returns the page of {@code all} that the call asks for. */
  public <T> Page<T> page(List<T> all, Input input) throws ServiceException {
    int size = Math.min(cap, limit.isEmpty() ? usual : input.count(limit, usual, max));
    int from = offset(input);
    int to = Math.min(all.size(), from + size);
    Optional<String> behind = to < all.size() ? Optional.of(token(input, to)) : Optional.empty();
    return new Page<>(from < to ? all.subList(from, to) : List.of(), behind);
  }

  /** Writes the token into an answer, where there is one. */
  public void write(ObjectNode answer, Optional<String> nextToken) {
    nextToken.ifPresent(text -> answer.put(next, text));
  }

  /** Returns where the asked page begins: 0 for the first. */
  public int offset(Input input) throws ServiceException {
    Optional<String> given = input.text(token);
    if (given.isEmpty()) {
      return 0;
    }
    try {
      String text =
          new String(Base64.getUrlDecoder().decode(given.get()), StandardCharsets.US_ASCII);
      String[] parts = text.split(":", -1);
      if (parts.length == 2 && parts[1].equals(fingerprint(input))) {
        return Integer.parseInt(parts[0]);
      }
    } catch (IllegalArgumentException e) {
      throw Dialect.of(input.call().service()).badToken();
    }
    throw Dialect.of(input.call().service()).badToken();
  }

  /** Returns the token of the page that begins at {@code offset}. */
  public String token(Input input, int offset) {
    byte[] text = (offset + ":" + fingerprint(input)).getBytes(StandardCharsets.US_ASCII);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(text);
  }

  /** A token is good for the request that it was given out for, whatever the size of its pages. */
  private String fingerprint(Input input) {
    ObjectNode request = input.call().input().deepCopy();
    request.remove(token);
    if (!limit.isEmpty()) {
      request.remove(limit);
    }
    return Integer.toHexString((input.call().operation() + request).hashCode());
  }
}
