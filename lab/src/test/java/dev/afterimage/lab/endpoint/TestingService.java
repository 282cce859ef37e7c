// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.endpoint;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.lab.api.Call;
import dev.afterimage.lab.api.Dialect;
import dev.afterimage.lab.api.Service;
import dev.afterimage.lab.api.ServiceException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A service that answers what it was told to, and remembers what it was asked. */
public final class TestingService implements Service {
  private final String name;
  private final Map<String, ObjectNode> answers = new TreeMap<>();
  private final List<Call> calls = new CopyOnWriteArrayList<>();

  /** A service without operations. */
  public TestingService(String name) {
    this.name = name;
  }

  /** Lets an operation answer. */
  public TestingService answer(String operation, ObjectNode answer) {
    answers.put(operation, answer);
    return this;
  }

  /** Returns the calls so far. */
  public List<Call> calls() {
    return calls;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Set<String> operations() {
    return answers.keySet();
  }

  @Override
  public ObjectNode answer(Call call) throws ServiceException {
    calls.add(call);
    ObjectNode answer = answers.get(call.operation());
    if (answer == null) {
      throw Dialect.of(name).noOperation(call);
    }
    return answer;
  }
}
