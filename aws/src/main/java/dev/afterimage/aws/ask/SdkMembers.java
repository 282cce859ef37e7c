// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.aws.ask;

import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.SdkRequest;

/** Members of requests and answers, by the names of the service's model. */
final class SdkMembers {
  private SdkMembers() {}

  private static Optional<SdkField<?>> field(SdkPojo pojo, String name) {
    for (SdkField<?> field : pojo.sdkFields()) {
      if (field.memberName().equals(name)) {
        return Optional.of(field);
      }
    }
    return Optional.empty();
  }

  private static Optional<Object> get(SdkPojo pojo, String name) {
    return field(pojo, name).map(field -> field.getValueOrDefault(pojo));
  }

  /** Returns a text that is there and not empty. */
  static Optional<String> text(SdkPojo pojo, String name) {
    return get(pojo, name).map(Object::toString).filter(text -> !text.isEmpty());
  }

  /** Returns a whole number. */
  static Optional<Long> number(SdkPojo pojo, String name) {
    return get(pojo, name).filter(Long.class::isInstance).map(Long.class::cast);
  }

  /** Returns the items of a list; none where the answer leaves it out. */
  static List<SdkPojo> items(SdkPojo pojo, String name) {
    return get(pojo, name)
        .filter(List.class::isInstance)
        .map(list -> ((List<?>) list).stream().map(SdkPojo.class::cast).toList())
        .orElse(List.of());
  }

  /** Returns a copy of a request with one member set. */
  static SdkRequest with(SdkRequest request, String name, Object value) {
    SdkRequest.Builder builder = request.toBuilder();
    if (!(builder instanceof SdkPojo pojo)) {
      throw new IllegalArgumentException("no members in " + request.getClass());
    }
    field(pojo, name)
        .orElseThrow(() -> new IllegalArgumentException("no member " + name))
        .set(builder, value);
    return builder.build();
  }
}
