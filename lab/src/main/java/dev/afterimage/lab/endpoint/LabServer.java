// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.endpoint;

import dev.afterimage.lab.api.Account;
import dev.afterimage.lab.endpoint.registry.LayerLinks;
import dev.afterimage.lab.endpoint.registry.RegistryAnswers;
import dev.afterimage.lab.endpoint.registry.RegistryTokens;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.ScheduledExecutorScheduler;

/**
 * A simulated account behind one loopback port, in AWS's wire protocols.
 *
 * <p>It asks an account only while it holds the account's monitor; whoever lets the account's world
 * go on meanwhile must hold it too. Its threads do not keep the process alive.
 */
public final class LabServer implements AutoCloseable {
  private static final String LOOPBACK = "127.0.0.1";
  private static final int THREADS = 64;

  /** Longer than clients keep idle connections, so that they never find one closed. */
  private static final Duration IDLE = Duration.ofMinutes(5);

  private final Server server;
  private final URI url;
  private final Weather weather;
  private final CallLog calls = new CallLog();

  private LabServer(Server server, ServerConnector connector, AccountGate gate) {
    this.server = server;
    this.url = URI.create("http://" + LOOPBACK + ":" + connector.getLocalPort());
    this.weather = gate.weather();
    LayerLinks links = new LayerLinks(InstantSource.system());
    RegistryTokens tokens = new RegistryTokens(InstantSource.system());
    RegistryAnswers registry =
        new RegistryAnswers(url.toString(), links, tokens, weather::linkLifetime);
    List<Front> fronts =
        List.of(
            new LayerFront(gate, links),
            new DistributionFront(gate, tokens, registry),
            new ApiFront(gate, registry));
    server.setHandler(new Exchange(fronts, weather, calls));
  }

  /**
   * Serves an account.
   *
   * @param port the port, 0 for any that is free
   * @throws IOException where the port is taken
   */
  public static LabServer start(Account account, Weather weather, int port) throws IOException {
    return start(List.of(account), weather, port);
  }

  /**
   * Serves an account in several Regions, each of which is an {@link Account} of its own; the first
   * one answers for what is the same in all.
   *
   * @param port the port, 0 for any that is free
   * @throws IOException where the port is taken
   */
  public static LabServer start(Collection<Account> regions, Weather weather, int port)
      throws IOException {
    AccountGate gate = new AccountGate(regions, weather);
    Server server = server();
    ServerConnector connector = connector(server, port);
    try {
      connector.open();
    } catch (IOException e) {
      throw new IOException(
          "port "
              + port
              + " of "
              + LOOPBACK
              + " cannot be opened, choose another one: "
              + e.getMessage(),
          e);
    }
    LabServer lab = new LabServer(server, connector, gate);
    LifeCycle.start(server);
    return lab;
  }

  private static Server server() {
    QueuedThreadPool threads = new QueuedThreadPool(THREADS);
    threads.setName("lab");
    threads.setDaemon(true);
    Server server = new Server(threads, new ScheduledExecutorScheduler("lab-latency", true), null);
    ErrorHandler errors = new ErrorHandler();
    errors.setShowStacks(false);
    server.setErrorHandler(errors);
    return server;
  }

  private static ServerConnector connector(Server server, int port) {
    HttpConfiguration configuration = new HttpConfiguration();
    configuration.setSendServerVersion(false);
    ServerConnector connector =
        new ServerConnector(server, new HttpConnectionFactory(configuration));
    connector.setHost(LOOPBACK);
    connector.setPort(port);
    connector.setIdleTimeout(IDLE.toMillis());
    server.addConnector(connector);
    return connector;
  }

  /** Returns where it listens: {@code http://127.0.0.1:PORT}. */
  public URI url() {
    return url;
  }

  /** Returns the weather, which may be changed at any time. */
  public Weather weather() {
    return weather;
  }

  /** Returns the requests that were taken. */
  public CallLog calls() {
    return calls;
  }

  /**
   * Waits until the server stops.
   *
   * @throws InterruptedException where the waiting thread is interrupted
   */
  public void join() throws InterruptedException {
    server.join();
  }

  /** Stops listening and closes every connection. */
  @Override
  public void close() {
    LifeCycle.stop(server);
  }
}
