// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.endpoint;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.lab.json.Json;
import dev.afterimage.lab.service.ModelledService;
import dev.afterimage.lab.service.Pages;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** A service with one operation that pages through numbered items, three at a time. */
public final class TestingPages extends ModelledService {

  /**
   * How an operation pages.
   *
   * @param operation the operation
   * @param parameters its parameters
   * @param token the request's member with the token
   * @param next the answer's member with the token
   * @param items the answer's member with the items
   */
  public record Shape(
      String operation, String parameters, String token, String next, String items) {}

  /** A service with {@code count} items. */
  public TestingPages(String name, Shape shape, int count, IntFunction<ObjectNode> item) {
    super(name);
    Pages pages = new Pages(shape.token(), shape.next(), "", 3, 3, 3);
    List<ObjectNode> all = IntStream.range(0, count).mapToObj(item).toList();
    operation(
        shape.operation(),
        shape.parameters() + " " + shape.token(),
        input -> {
          Pages.Page<ObjectNode> page = pages.page(all, input);
          ObjectNode answer = Json.object();
          answer.set(shape.items(), Json.nodes(page.items()));
          pages.write(answer, page.next());
          return answer;
        });
  }
}
