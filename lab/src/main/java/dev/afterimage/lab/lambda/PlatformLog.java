// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.lambda;

import dev.afterimage.lab.code.Level;
import dev.afterimage.lab.code.Thrown;
import java.time.Duration;

/** The lines that platform and runtime write around those of the application. */
interface PlatformLog {
  /** The init phase begins. */
  void initStart();

  /** An extension is there. */
  void extension(String name, String state);

  /**
   * The init phase ended.
   *
   * @param phase init, or invoke where it was done again inside the invocation
   */
  void initReport(String phase, Duration duration, String status, String errorType);

  /** A request is served. */
  void start(String requestId);

  /** The application logs. */
  void application(String requestId, Level level, String text);

  /** The runtime reports an exception that nobody caught. */
  void error(String requestId, Thrown thrown);

  /** The runtime's process ended. */
  void exit(String requestId, String reason);

  /** The request was served. */
  void end(Report report);
}
