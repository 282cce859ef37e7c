// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.code;

import java.util.List;

/** The language of a function, with what its managed runtime is called. */
public enum Language {
  /** CPython. */
  PYTHON("python3.12", "python:3.12.v%d", "app.handler", "/var/task/app.py"),
  /** Node.js. */
  NODE("nodejs22.x", "nodejs:22.v%d", "index.handler", "/var/task/index.mjs"),
  /** The JVM. */
  JAVA("java21", "java:21.v%d", "com.example.App::handleRequest", "App.java");

  private final String runtime;
  private final String version;
  private final String handler;
  private final String file;

  Language(String runtime, String version, String handler, String file) {
    this.runtime = runtime;
    this.version = version;
    this.handler = handler;
    this.file = file;
  }

  /** Returns the identifier of the managed runtime. */
  public String runtime() {
    return runtime;
  }

  /** Returns the runtime's version as INIT_START prints it. */
  public String version(int patch) {
    return version.formatted(patch);
  }

  /** Returns the usual handler. */
  public String handler() {
    return handler;
  }

  /** Returns the file that the handler lies in, as traces name it. */
  public String file() {
    return file;
  }

  /** Returns the styles that programs of this language log in. */
  public List<LogStyle> styles() {
    return switch (this) {
      case PYTHON ->
          List.of(
              LogStyle.PYTHON_LOGGING,
              LogStyle.PRINT,
              LogStyle.PYTHON_STRUCTURED,
              LogStyle.PYTHON_LOGGING);
      case NODE -> List.of(LogStyle.NODE_CONSOLE, LogStyle.NODE_PINO, LogStyle.NODE_CONSOLE);
      case JAVA -> List.of(LogStyle.JAVA_LOG4J, LogStyle.PRINT);
    };
  }
}
