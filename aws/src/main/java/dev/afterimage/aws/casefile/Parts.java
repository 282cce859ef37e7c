// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.aws.casefile;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.core.evidence.Json;
import dev.afterimage.core.evidence.Timestamps;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The pages of one answer that are here, in a folder that readers of the case do not see. */
public final class Parts {
  private final Path folder;

  Parts(Path folder) {
    this.folder = folder;
  }

  /** A run of pages: from the start of the answer, or from its end backwards. */
  public enum Chain {
    FORWARD("f"),
    BACKWARD("b");

    private final String prefix;

    Chain(String prefix) {
      this.prefix = prefix;
    }
  }

  /** Returns the pages of a chain that are here, without a gap, the first one first. */
  public List<Part> of(Chain chain) throws IOException {
    List<Part> parts = new ArrayList<>();
    Optional<Part> next = read(file(chain, 1));
    while (next.isPresent()) {
      parts.add(next.get());
      next = read(file(chain, parts.size() + 1));
    }
    return parts;
  }

  private Path file(Chain chain, int number) {
    return folder.resolve(chain.prefix + String.format(java.util.Locale.ROOT, "%05d", number));
  }

  private static Optional<Part> read(Path file) throws IOException {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      String line = reader.readLine();
      Optional<ObjectNode> meta = line == null ? Optional.empty() : Json.parseObject(line);
      return meta.flatMap(
          node ->
              Timestamps.parse(node.path("at"))
                  .map(
                      at ->
                          new Part(
                              file,
                              at,
                              Json.text(node, "token"),
                              node.path("head") instanceof ObjectNode head
                                  ? head
                                  : JsonNodeFactory.instance.objectNode(),
                              node.path("items").asInt())));
    }
  }

  /** A page as AWS gave it, redacted. */
  public record Page(Instant at, Optional<String> token, ObjectNode head, List<String> items) {
    public Page {
      items = List.copyOf(items);
    }
  }

  /** Saves a page behind those that are here; it is there as a whole or not at all. */
  public Part add(Chain chain, int number, Page page) throws IOException {
    Files.createDirectories(folder);
    Path file = file(chain, number);
    ObjectNode meta = JsonNodeFactory.instance.objectNode();
    meta.put("at", page.at().toString()).put("items", page.items().size());
    page.token().ifPresent(token -> meta.put("token", token));
    meta.set("head", page.head());
    Path temp = file.resolveSibling(file.getFileName() + ".tmp");
    try (BufferedWriter out = Files.newBufferedWriter(temp, StandardCharsets.UTF_8)) {
      out.append(meta.toString()).append('\n');
      for (String item : page.items()) {
        out.append(item).append('\n');
      }
    }
    Files.move(temp, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    return new Part(file, page.at(), page.token(), page.head(), page.items().size());
  }

  /** Returns the items of a page. */
  public static List<String> items(Part part) throws IOException {
    List<String> lines = Files.readAllLines(part.file(), StandardCharsets.UTF_8);
    return lines.subList(1, lines.size());
  }

  /** Forgets a chain whose pages cannot be continued. */
  public void drop(Chain chain) throws IOException {
    for (Part part : of(chain)) {
      Files.delete(part.file());
    }
  }

  /** Forgets every page. */
  public void drop() throws IOException {
    Folders.delete(folder);
  }
}
