// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.fleet.rates;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.afterimage.core.compare.Change;
import dev.afterimage.core.contrast.Partition;
import dev.afterimage.core.contrast.Table;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ConditionTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static Change change(Change.Kind kind, String name, String a, String b) {
    try {
      return new Change(
          kind,
          new Change.Field("poll", name),
          new Change.Values(JSON.readTree(a), JSON.readTree(b)),
          new Change.Origin(Optional.empty(), Optional.empty()),
          true,
          List.of());
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  private static Condition.Field field(String name, String a, String b) {
    return (Condition.Field) Condition.of(change(Change.Kind.INPUT, name, a, b)).orElseThrow();
  }

  @Test
  void text_isHeldAgainstEveryOtherValue() {
    Condition.Field tier = field("/customer/tier", "\"gold\"", "\"free\"");

    assertThat(tier.words()).isEqualTo("customer.tier = free");
    assertThat(tier.holds(Map.of("customer.tier", "free"))).contains(true);
    assertThat(tier.holds(Map.of("customer.tier", "silver"))).contains(false);
    assertThat(tier.holds(Map.of())).isEmpty();
  }

  @Test
  void number_isPartedInTheMiddle() {
    Condition.Field size = field("/size", "100", "300");

    assertThat(size.words()).isEqualTo("size above 200.000");
    assertThat(size.holds(Map.of("size", "201"))).contains(true);
    assertThat(size.holds(Map.of("size", "199"))).contains(false);
    assertThat(size.holds(Map.of("size", "many"))).isEmpty();
  }

  @Test
  void fieldThatIsGone_isHeldAgainstRunsThatHaveIt() {
    Condition.Field gone = field("/mode", "\"full\"", "null");

    assertThat(gone.words()).isEqualTo("no mode");
    assertThat(gone.holds(Map.of("mode", "other"))).contains(false);
    assertThat(gone.holds(Map.of("size", "1"))).contains(true);
  }

  @Test
  void fieldThatIsNew_isHeldAgainstRunsWithoutIt() {
    assertThat(field("/mode", "null", "\"full\"").holds(Map.of())).contains(false);
  }

  @Test
  void itemOfAList_isLookedForAmongTheItems() {
    assertThat(Condition.of(change(Change.Kind.INPUT, "/batches/0/id", "\"a\"", "\"b\"")))
        .contains(new Condition.Item("b"));
  }

  @Test
  void whatTheTablesDoNotHold_hasNoCondition() {
    assertThat(Condition.of(change(Change.Kind.INPUT, "/a", "1", "{\"b\":[]}"))).isEmpty();
    assertThat(Condition.of(change(Change.Kind.INPUT, "/a", "[1]", "null"))).isEmpty();
    assertThat(Condition.of(change(Change.Kind.ENVIRONMENT, "Environment", "1", "2"))).isEmpty();
  }

  @Test
  void codeWithoutADigest_isKnownByItsTimeOnly() {
    Change digest = change(Change.Kind.IMAGE, "digest", "null", "\"sha256:b\"");
    Instant at = Instant.parse("2026-03-01T12:00:00Z");
    Change dated =
        new Change(
            digest.kind(),
            digest.field(),
            digest.values(),
            new Change.Origin(Optional.of(at), Optional.empty()),
            true,
            List.of());

    assertThat(Condition.of(digest)).isEmpty();
    assertThat(Condition.of(dated)).contains(new Condition.Since(at));
  }

  private static Condition.Tried tried(String attribute, Partition.Condition inside) {
    Partition partition = new Partition(attribute, inside, new Table(1, 0, 0, 1), 0, 0.5, Set.of());
    return (Condition.Tried) Condition.of("poll", partition).orElseThrow();
  }

  private static String words(String attribute, double bound, boolean above) {
    return tried(attribute, new Partition.Threshold(bound, bound, above)).words();
  }

  @Test
  void threshold_isToldInTheReadersWords_andComparedExactly() {
    assertThat(words("processAgeMs", 6_622_730, true))
        .isEqualTo("a process age of at least 6,622 s");
    assertThat(words("idleGapMs", 1_500.5, false))
        .isEqualTo("an idle time before of at most 1,501 ms");
    assertThat(words("inputBytes", 2048, true)).isEqualTo("an input size of at least 2,048 bytes");
    assertThat(words("maxMemoryUsedMb", 97, true)).isEqualTo("memory used of at least 97 MB");
    assertThat(tried("processAgeMs", new Partition.Threshold(1, 6_622_730, true)).with())
        .isEqualTo("process_age_ms >= 6622730.0");
  }

  @Test
  void startOfAProcess_isColdOrWarm() {
    assertThat(tried("cold", new Partition.OneOf(List.of("cold"))).words())
        .isEqualTo("a cold start");
    assertThat(tried("cold", new Partition.OneOf(List.of("warm"))).with()).isEqualTo("NOT cold");
  }
}
