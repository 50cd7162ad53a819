package com.practice.jobflow.operator.faults;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.internal.SSLUtils;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.net.SocketFactory;
import javax.net.ssl.SSLSocketFactory;

/**
 * The wire between one operator and the API server: plain HTTP on this side, whatever KUBECONFIG
 * says on the other. Sees every request, counts the writes of each namespace, and does to each what
 * a {@link Script} says; what the watches suffer is in {@link #watches()}.
 */
final class FaultProxy implements AutoCloseable {
  private final ServerSocket server;
  private final Upstream upstream;
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          work -> {
            Thread thread = new Thread(work, "fault-proxy");
            thread.setDaemon(true);
            return thread;
          });
  private final Set<ProxiedConnection> connections = ConcurrentHashMap.newKeySet();
  private final Map<String, Script> scripts = new ConcurrentHashMap<>();
  private final Map<String, AtomicInteger> writes = new ConcurrentHashMap<>();
  private final Map<String, CompletableFuture<Call>> holds = new ConcurrentHashMap<>();
  private final Set<String> held = ConcurrentHashMap.newKeySet();
  private final Queue<Treated> treated = new ConcurrentLinkedQueue<>();
  private final Map<String, Long> faultTimes = new ConcurrentHashMap<>();
  private final WatchFaults watches = new WatchFaults();
  private volatile Script general = Script.HARMLESS;
  private volatile boolean cut;

  /** A request that had a number, and what became of it. */
  record Treated(Call call, Treatment treatment) {}

  /**
   * Where the requests go.
   *
   * @param user as whom, empty for the kubeconfig's own user
   */
  record Upstream(String host, int port, SocketFactory sockets, String token, String user) {
    static Upstream of(Config config, String user) {
      URI url = URI.create(config.getMasterUrl());
      boolean tls = url.getScheme().equals("https");
      int port = url.getPort() > 0 ? url.getPort() : tls ? 443 : 80;
      String token =
          Stream.of(config.getOauthToken(), config.getAutoOAuthToken())
              .filter(Objects::nonNull)
              .findFirst()
              .orElse("");
      try {
        SSLSocketFactory secured = SSLUtils.sslContext(config).getSocketFactory();
        return new Upstream(
            url.getHost(), port, tls ? secured : SocketFactory.getDefault(), token, user);
      } catch (GeneralSecurityException | IOException unusable) {
        throw new IllegalStateException(unusable);
      }
    }

    Socket connect() throws IOException {
      Socket socket = sockets.createSocket(host, port);
      socket.setTcpNoDelay(true);
      return socket;
    }
  }

  /**
   * Listens on a free port.
   *
   * @param config of the API server
   * @param user whom the operator is to be there, such as a service account; empty for no change
   */
  FaultProxy(Config config, String user) {
    this.upstream = Upstream.of(config, user);
    try {
      this.server = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
    } catch (IOException noPort) {
      throw new UncheckedIOException(noPort);
    }
    threads.execute(this::accept);
  }

  /** Writes the kubeconfig of the operator that is to go this way. */
  void writeKubeconfig(Path file) throws IOException {
    Files.writeString(
        file,
        """
        apiVersion: v1
        kind: Config
        clusters: [{name: proxy, cluster: {server: "http://127.0.0.1:%d"}}]
        users: [{name: operator, user: {}}]
        contexts: [{name: proxy, context: {cluster: proxy, user: operator}}]
        current-context: proxy
        """
            .formatted(server.getLocalPort()));
  }

  WatchFaults watches() {
    return watches;
  }

  /** Treats all requests of a namespace so from now on. */
  void script(String namespace, Script script) {
    holds.put(namespace, new CompletableFuture<>());
    scripts.put(namespace, script);
  }

  /** Treats all requests so whose namespace has no script of its own. */
  void script(Script script) {
    general = script;
  }

  /** Breaks every connection, and each that is tried until {@link #mend}. */
  void cut() {
    cut = true;
    connections.forEach(ProxiedConnection::close);
  }

  void mend() {
    cut = false;
  }

  /** Returns what completes when a request of this namespace is held where its script says. */
  CompletableFuture<Call> hold(String namespace) {
    return holds.get(namespace);
  }

  /** The operator's process is gone: so are its connections, and all that is on them. */
  void forgetClients() {
    connections.forEach(ProxiedConnection::close);
    held.clear();
  }

  /** Returns how many writes of a namespace there were, whatever became of them. */
  int writes(String namespace) {
    AtomicInteger count = writes.get(namespace);
    return count == null ? 0 : count.get();
  }

  /** Returns when the first fault of a namespace was, by the clock that never steps back. */
  Optional<Long> faultTime(String namespace) {
    return Optional.ofNullable(faultTimes.get(namespace));
  }

  /** Returns the numbered requests of a namespace in order, for people to read. */
  String story(String namespace) {
    StringBuilder story = new StringBuilder();
    treated.stream()
        .filter(each -> each.call().namespace().equals(namespace))
        .forEach(
            each -> story.append("\n  ").append(each.call()).append(' ').append(each.treatment()));
    return story.toString();
  }

  @Override
  public void close() {
    cut();
    Quietly.close(server);
    threads.shutdownNow();
  }

  // --- what the connections ask

  Upstream upstream() {
    return upstream;
  }

  ExecutorService threads() {
    return threads;
  }

  /** Numbers a request and says what is to become of it. */
  Treated treat(HttpMessage request) {
    Call call = Call.of(request);
    if (call.watch()) {
      return new Treated(
          call, watches.isRefused(call.resource()) ? Treatment.FAIL_BEFORE : Treatment.PASS);
    }
    if (held.contains(call.namespace())) {
      return new Treated(call, Treatment.HOLD_BEFORE);
    }
    if (call.isWrite()) {
      AtomicInteger count = writes.computeIfAbsent(call.namespace(), n -> new AtomicInteger());
      call = call.numbered(count.incrementAndGet());
    }
    Treatment treatment = scripts.getOrDefault(call.namespace(), general).treat(call);
    if (treatment == Treatment.HOLD_BEFORE || treatment == Treatment.HOLD_AFTER) {
      held.add(call.namespace());
    }
    if (treatment != Treatment.PASS) {
      faultTimes.putIfAbsent(call.namespace(), System.nanoTime());
    }
    Treated result = new Treated(call, treatment);
    if (call.number() > 0) {
      treated.add(result);
    }
    return result;
  }

  /** A request is where it stays; the test may now end the process. */
  void holds(Call call) {
    CompletableFuture<Call> hold = holds.get(call.namespace());
    if (hold != null) {
      hold.complete(call);
    }
  }

  void closed(ProxiedConnection connection) {
    connections.remove(connection);
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        ProxiedConnection connection = new ProxiedConnection(this, socket);
        if (cut) {
          connection.close();
        } else {
          connections.add(connection);
          threads.execute(connection);
        }
      } catch (IOException closed) {
        Quietly.close(server);
      }
    }
  }
}
