// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.web;

import io.javalin.Javalin;
import io.javalin.http.Context;
import io.javalin.json.JavalinJackson;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;

/** The local page: a server on loopback that only the user who started it can read. */
public final class WebServer implements AutoCloseable {
  private static final String HOST = "127.0.0.1";

  private final Gate gate = new Gate();
  private final CaseFolder folder;
  private final Javalin javalin;

  private WebServer(WebOptions options) throws IOException {
    this.folder = new CaseFolder(options.folder());
    Handlers handlers = new Handlers(options, folder);
    this.javalin =
        Javalin.create(
            config -> {
              config.startup.showJavalinBanner = false;
              config.startup.showOldJavalinVersionWarning = false;
              config.startup.startupWatcherEnabled = false;
              config.http.maxRequestSize = 1 << 16;
              config.jsonMapper(new JavalinJackson());
              config.routes.before(this::admit);
              handlers.addTo(config.routes);
            });
  }

  /**
   * Starts the server.
   *
   * @throws IOException where the folder cannot be read or the port is taken
   */
  public static WebServer start(WebOptions options) throws IOException {
    if (!Files.exists(options.folder())) {
      throw new IOException("no cases at " + options.folder() + ": no such file or folder");
    }
    WebServer server = new WebServer(options);
    try {
      server.javalin.start(HOST, options.port());
    } catch (io.javalin.util.JavalinBindException e) {
      server.folder.close();
      throw new IOException("port " + options.port() + " is taken; give another --port", e);
    }
    server.gate.port(server.javalin.port());
    return server;
  }

  private void admit(Context context) {
    context.header("X-Content-Type-Options", "nosniff");
    context.header("X-Frame-Options", "DENY");
    // Not "no-referrer": a browser would then send the page's own forms with no origin.
    context.header("Referrer-Policy", "same-origin");
    context.header("Cache-Control", "no-store");
    context.header("Cross-Origin-Resource-Policy", "same-origin");
    context.header("Cross-Origin-Opener-Policy", "same-origin");
    gate.check(context);
    if (gate.isFirst(context)) {
      // A page of our own leads on: a redirect after a link from elsewhere would not send the
      // cookie.
      context.header("Set-Cookie", gate.setCookie());
      context.html(
          "<!DOCTYPE html><meta charset=utf-8><title>Afterimage</title>"
              + "<meta http-equiv=refresh content=\"0; url=/\"><a href=\"/\">To the list of runs</a>");
      context.skipRemainingHandlers();
    }
  }

  /** Returns the address to open; it holds the token. */
  public URI address() {
    return URI.create("http://" + HOST + ":" + javalin.port() + "/?token=" + gate.token());
  }

  @Override
  public void close() {
    javalin.stop();
    folder.close();
  }
}
