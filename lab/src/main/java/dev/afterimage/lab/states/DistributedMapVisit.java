// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.states;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.lab.asl.Scope;
import dev.afterimage.lab.asl.StateFailure;
import dev.afterimage.lab.asl.StateSpec;
import dev.afterimage.lab.json.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** A distributed Map: each item, or batch of items, is an execution of its own. */
final class DistributedMapVisit extends Visit {
  private static final int MOST_AT_ONCE = 1000;
  private static final Duration PREPARATION = Duration.ofMillis(350);

  /** A child that was not started yet. */
  private record Pending(int index, JsonNode input, int items) {}

  private final List<ExecutionRun> running = new ArrayList<>();
  private final TreeMap<Integer, JsonNode> outputs = new TreeMap<>();
  private List<Pending> pending = new ArrayList<>();
  private Optional<MapRun> mapRun = Optional.empty();
  private long started;
  private int unfinished;
  private boolean over;

  DistributedMapVisit(Branch branch, StateSpec spec, Entry entry) {
    super(branch, spec, entry);
  }

  @Override
  void begin() {
    tryAgain(entry().event());
  }

  @Override
  void tryAgain(long previous) {
    long[] last = {entry().event()};
    guarded(
        entry().event(),
        () -> {
          Scope entered = data().enter(spec(), scope());
          ItemReader.Items items = ItemReader.read(this, entered);
          last[0] =
              run()
                  .record(
                      "MapStateStarted",
                      previous,
                      Json.object()
                          .put("length", items.problem().isEmpty() ? items.list().size() : 0));
          guarded(last[0], () -> open(entered, items, last[0]));
        });
  }

  private void open(Scope entered, ItemReader.Items items, long previous) throws StateFailure {
    MapRun opened = run().engine().newMapRun(run(), spec(), limits(entered));
    mapRun = Optional.of(opened);
    over = false;
    running.clear();
    outputs.clear();
    started = run().record("MapRunStarted", previous, Json.object().put("mapRunArn", opened.arn()));
    if (items.problem().isPresent()) {
      opened.expect(0, 0);
      run().after(PREPARATION, () -> close("States.ItemReaderFailed", items.problem().get()));
      return;
    }
    pending = batches(entered, items.list());
    unfinished = pending.size();
    opened.expect(items.list().size(), pending.size());
    run().after(PREPARATION, this::launch);
  }

  private MapRun.Limits limits(Scope entered) throws StateFailure {
    double percentage = number("ToleratedFailurePercentage", entered).orElse(0.0);
    if (percentage < 0 || percentage > 100) {
      throw StateFailure.runtime("ToleratedFailurePercentage must be between 0 and 100.");
    }
    int count = number("ToleratedFailureCount", entered).orElse(0.0).intValue();
    int concurrency = number("MaxConcurrency", entered).orElse(0.0).intValue();
    return new MapRun.Limits(concurrency, count, percentage, spec().has("ResultWriter"));
  }

  private Optional<Double> number(String field, Scope entered) throws StateFailure {
    return data().value(spec(), field, entered).map(JsonNode::asDouble);
  }

  private List<Pending> batches(Scope entered, ArrayNode items) throws StateFailure {
    int size = spec().node("ItemBatcher").path("MaxItemsPerBatch").asInt(0);
    List<Pending> all = new ArrayList<>();
    ArrayNode batch = Json.array();
    for (int i = 0; i < items.size(); i++) {
      ObjectNode item = Json.object().put("Index", i);
      item.set("Value", items.get(i));
      context().withObject("/Map").set("Item", item);
      JsonNode input =
          data()
              .item(
                  spec(), Scope.of(entered.input(), context(), branch().variables()), items.get(i));
      if (size == 0) {
        all.add(new Pending(all.size(), input, 1));
      } else {
        batch.add(input);
        if (batch.size() == size || i == items.size() - 1) {
          ObjectNode whole = Json.object();
          whole.set("Items", batch);
          all.add(new Pending(all.size(), whole, batch.size()));
          batch = Json.array();
        }
      }
    }
    return all;
  }

  private void launch() {
    if (over || branch().isOver()) {
      return;
    }
    if (unfinished == 0) {
      complete();
      return;
    }
    int asked = mapRun.orElseThrow().limits().concurrency();
    int limit = asked == 0 ? MOST_AT_ONCE : Math.min(asked, MOST_AT_ONCE);
    while (!pending.isEmpty() && running.size() < limit) {
      Pending next = pending.remove(0);
      boolean express =
          spec()
              .node("ItemProcessor")
              .path("ProcessorConfig")
              .path("ExecutionType")
              .asText()
              .equals("EXPRESS");
      ExecutionRun[] child = new ExecutionRun[1];
      child[0] =
          run()
              .engine()
              .newChild(
                  new Engine.ChildSpec(
                      run(),
                      mapRun.orElseThrow(),
                      spec().processor(),
                      Json.text(next.input()),
                      express),
                  ended -> ended(next, ended, child[0]));
      running.add(child[0]);
      child[0].start();
    }
  }

  private void ended(Pending item, Execution child, ExecutionRun childRun) {
    running.remove(childRun);
    MapRun open = mapRun.orElseThrow();
    open.count(child.status(), item.items());
    if (over || branch().isOver()) {
      return;
    }
    unfinished--;
    child.output().ifPresent(text -> outputs.put(item.index(), Json.parse(text)));
    if (open.isBeyondTolerance()) {
      close(
          "States.ExceedToleratedFailureThreshold",
          "The specified tolerated failure threshold was exceeded");
    } else {
      run().after(Duration.ofMillis(6), this::launch);
    }
  }

  private void complete() {
    MapRun open = mapRun.orElseThrow();
    JsonNode result = Json.nodes(outputs.values());
    if (open.limits().writesResults()) {
      JsonNode target = spec().node("ResultWriter").path("Parameters");
      String bucket = target.path("Bucket").asText();
      if (!run().engine().objects().isWritable(bucket)) {
        close(
            "States.ResultWriterFailed",
            "Failed to write a test manifest into the specified output bucket. Bucket name: "
                + bucket
                + ". Reason: Access Denied (Service: Amazon S3; Status Code: 403; Error Code: AccessDenied)");
        return;
      }
      open.write();
      result = written(open, bucket, target.path("Prefix").asText("results"));
    } else {
      open.write();
    }
    over = true;
    open.close("SUCCEEDED", run().now());
    long succeeded = run().record("MapRunSucceeded", started);
    run().record("MapStateSucceeded", succeeded);
    succeed(result, succeeded);
  }

  private static ObjectNode written(MapRun open, String bucket, String prefix) {
    ObjectNode result = Json.object().put("MapRunArn", open.arn());
    String id = open.arn().substring(open.arn().lastIndexOf(':') + 1);
    result
        .putObject("ResultWriterDetails")
        .put("Bucket", bucket)
        .put("Key", prefix + "/" + id + "/manifest.json");
    return result;
  }

  private void close(String error, String cause) {
    if (over || branch().isOver()) {
      return;
    }
    over = true;
    mapRun.orElseThrow().close("FAILED", run().now());
    cancelChildren();
    long event =
        run()
            .record("MapRunFailed", started, Json.object().put("error", error).put("cause", cause));
    handle(Failure.of(error, Optional.of(cause), event));
  }

  @Override
  Failure givingUp(Failure failure) {
    return mapRun.isEmpty() ? failure : failure.at(run().record("MapStateFailed", failure.event()));
  }

  @Override
  void cancelChildren() {
    over = true;
    mapRun.ifPresent(
        open -> {
          if (!running.isEmpty()) {
            List.copyOf(running).forEach(child -> child.abort(Optional.empty(), Optional.empty()));
            open.close(open.isBeyondTolerance() ? "FAILED" : "ABORTED", run().now());
          }
        });
  }
}
