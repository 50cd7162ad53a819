package com.practice.jobflow.operator.health;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The probes and the metrics over HTTP: {@code /livez} (also as {@code /healthz}), {@code /readyz}
 * and {@code /metrics}. A probe answers 200 and {@code ok}, or 500 with each check and what is
 * wrong; {@code ?verbose} lists the checks in either case. Thread-safe.
 */
public final class HealthServer implements AutoCloseable {
  private static final String TEXT = "text/plain; charset=utf-8";

  private final List<HttpServer> servers = new ArrayList<>();
  private final PromptThreads threads = new PromptThreads();
  private final HttpServer probes;
  private final HttpServer metrics;

  private HealthServer(HealthSettings settings) throws IOException {
    this.probes = listen(settings.probes());
    this.metrics =
        settings.metrics().equals(settings.probes()) ? probes : listen(settings.metrics());
  }

  /**
   * Listens and answers from now on.
   *
   * @param live what must be right, or the process should be started anew
   * @param ready what must be right for this process to do its work, or to take it over
   * @throws IOException if an address cannot be listened on; says which
   */
  public static HealthServer start(
      HealthSettings settings, List<HealthCheck> live, List<HealthCheck> ready, MetricsPage page)
      throws IOException {
    HealthServer server = new HealthServer(settings);
    Map<String, HttpHandler> probes = new HashMap<>();
    probes.put("/livez", new Probe("livez", live));
    probes.put("/healthz", new Probe("healthz", live));
    probes.put("/readyz", new Probe("readyz", ready));
    Map<String, HttpHandler> metrics = new HashMap<>();
    metrics.put("/metrics", exchange -> scrape(exchange, page));
    if (server.probes == server.metrics) {
      probes.putAll(metrics);
    }
    serve(server.probes, probes);
    if (server.probes != server.metrics) {
      serve(server.metrics, metrics);
    }
    server.servers.forEach(HttpServer::start);
    return server;
  }

  /** Returns where the probes are answered, with the port that was free. */
  public InetSocketAddress probes() {
    return probes.getAddress();
  }

  /** Returns where the metrics are answered, with the port that was free. */
  public InetSocketAddress metrics() {
    return metrics.getAddress();
  }

  @Override
  public void close() {
    servers.forEach(server -> server.stop(0));
    threads.close();
  }

  private HttpServer listen(InetSocketAddress address) throws IOException {
    try {
      HttpServer server = HttpServer.create(address, 0);
      server.setExecutor(threads);
      servers.add(server);
      return server;
    } catch (IOException taken) {
      close();
      throw new IOException("cannot listen on " + address + ": " + taken.getMessage(), taken);
    }
  }

  private static void serve(HttpServer server, Map<String, HttpHandler> paths) {
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            HttpHandler handler = paths.get(exchange.getRequestURI().getPath());
            String method = exchange.getRequestMethod();
            if (handler == null) {
              answer(exchange, 404, TEXT, "not found; there is " + known(paths) + "\n");
            } else if (!method.equals("GET") && !method.equals("HEAD")) {
              exchange.getResponseHeaders().set("Allow", "GET, HEAD");
              answer(exchange, 405, TEXT, "only GET and HEAD\n");
            } else {
              handler.handle(exchange);
            }
          }
        });
  }

  private static String known(Map<String, HttpHandler> paths) {
    return String.join(", ", paths.keySet().stream().sorted().toList());
  }

  private static void scrape(HttpExchange exchange, MetricsPage page) throws IOException {
    String accept = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Accept")).orElse("");
    // whole in memory first: a client that reads slowly must not hold what is being measured
    ByteArrayOutputStream body = new ByteArrayOutputStream(32 * 1024);
    page.write(accept, body);
    answer(exchange, 200, page.contentType(accept), body.toByteArray());
  }

  static void answer(HttpExchange exchange, int code, String type, String body) throws IOException {
    answer(exchange, code, type, body.getBytes(StandardCharsets.UTF_8));
  }

  private static void answer(HttpExchange exchange, int code, String type, byte[] body)
      throws IOException {
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
    exchange.getResponseHeaders().set("Cache-Control", "no-store");
    if (exchange.getRequestMethod().equals("HEAD")) {
      exchange.getResponseHeaders().set("Content-Length", String.valueOf(body.length));
      exchange.sendResponseHeaders(code, -1);
      return;
    }
    exchange.sendResponseHeaders(code, body.length);
    exchange.getResponseBody().write(body);
  }
}
