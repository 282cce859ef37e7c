// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.history;

import java.util.Arrays;
import java.util.Optional;

/** Parts of the ARNs that Step Functions gives. */
public final class Arns {
  private Arns() {}

  /**
   * Returns the state machine's ARN that an execution's ARN implies: {@code
   * arn:aws:states:R:A:execution:M:N} and {@code …:express:M:N:U} both give {@code
   * …:stateMachine:M}. A child of a Map Run has the state machine with the Map's label behind it.
   */
  public static String stateMachineOfExecution(String arn) {
    String[] parts = arn.split(":", -1);
    if (parts.length < 8) {
      return arn;
    }
    return machine(parts, parts[6]);
  }

  /** Returns the name of an execution, from its ARN. */
  public static String nameOfExecution(String arn) {
    String[] parts = arn.split(":", -1);
    return parts.length < 8 ? arn : parts[7];
  }

  /** Whether an ARN is that of an Express execution. */
  public static boolean isExpress(String arn) {
    return part(arn, 5).filter("express"::equals).isPresent();
  }

  /** Returns the ARN without the version, alias or Map label behind a state machine. */
  public static String unqualified(String stateMachineArn) {
    String[] parts = stateMachineArn.split(":", -1);
    return parts.length < 7 ? stateMachineArn : machine(parts, parts[6]);
  }

  private static String machine(String[] parts, String name) {
    int label = name.indexOf('/');
    String[] machine = Arrays.copyOf(parts, 7);
    machine[5] = "stateMachine";
    machine[6] = label < 0 ? name : name.substring(0, label);
    return String.join(":", machine);
  }

  /** Returns the region of an ARN. */
  public static Optional<String> region(String arn) {
    return part(arn, 3);
  }

  /** Returns the account of an ARN. */
  public static Optional<String> account(String arn) {
    return part(arn, 4);
  }

  private static Optional<String> part(String arn, int index) {
    String[] parts = arn.split(":", -1);
    return parts.length > index && !parts[index].isEmpty()
        ? Optional.of(parts[index])
        : Optional.empty();
  }
}
