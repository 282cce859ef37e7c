// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.aws;

import dev.afterimage.aws.call.Access;
import dev.afterimage.aws.call.Target;
import java.util.List;

/** Names the folder of the answers that came through one access, from one Region. */
final class Places {
  private final List<Access> accesses;

  Places(List<Access> accesses) {
    this.accesses = List.copyOf(accesses);
  }

  /** Returns the folder with a slash behind it: {@code us-east-1/}, {@code b/eu-west-1/}. */
  String of(Target target) {
    int index = accesses.indexOf(target.access());
    String side = index <= 0 ? "" : (char) ('a' + index) + "/";
    return side + target.region() + "/";
  }
}
