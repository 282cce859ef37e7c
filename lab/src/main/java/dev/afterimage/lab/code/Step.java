// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.code;

/** One step of a program. It happens in a moment; the time that it takes is its effect. */
@FunctionalInterface
public interface Step {
  /** Does the step in a process. */
  Effect run(ProcessView runtime);
}
