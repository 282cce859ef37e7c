// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.service;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.lab.api.Call;
import dev.afterimage.lab.api.Dialect;
import dev.afterimage.lab.api.Service;
import dev.afterimage.lab.api.ServiceException;
import java.util.Collections;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** A service made of declared operations; whatever is not declared is refused. */
public abstract class ModelledService implements Service {

  /** What an operation does. */
  @FunctionalInterface
  protected interface Handler {
    /** Answers a call whose parameters are all declared. */
    ObjectNode answer(Input input) throws ServiceException;
  }

  private record Operation(Set<String> parameters, Set<String> required, Handler handler) {}

  private final String name;
  private final Map<String, Operation> operations = new TreeMap<>();

  /** A service by its IAM prefix. */
  protected ModelledService(String name) {
    this.name = requireNonNull(name, "name is null");
  }

  /**
   * Declares an operation.
   *
   * @param parameters its modelled parameters with a space between; those with a {@code !} at the
   *     end must be there
   */
  protected final void operation(String operation, String parameters, Handler handler) {
    Set<String> all = new TreeSet<>();
    Set<String> required = new TreeSet<>();
    for (String word : parameters.trim().split(" +", -1)) {
      String parameter = word.endsWith("!") ? word.substring(0, word.length() - 1) : word;
      all.add(parameter);
      if (word.endsWith("!")) {
        required.add(parameter);
      }
    }
    operations.put(operation, new Operation(all, required, handler));
  }

  @Override
  public final String name() {
    return name;
  }

  @Override
  public final Set<String> operations() {
    return Collections.unmodifiableSet(operations.keySet());
  }

  @Override
  public final ObjectNode answer(Call call) throws ServiceException {
    Operation operation = operations.get(call.operation());
    if (operation == null) {
      throw Dialect.of(name).noOperation(call);
    }
    Input input = new Input(call);
    for (Iterator<String> names = call.input().fieldNames(); names.hasNext(); ) {
      String parameter = names.next();
      if (!operation.parameters.contains(parameter)) {
        throw input.invalid("The parameter " + parameter + " is not recognized");
      }
    }
    for (String parameter : operation.required) {
      if (!input.has(parameter)) {
        input.required(parameter);
      }
    }
    return operation.handler.answer(input);
  }
}
