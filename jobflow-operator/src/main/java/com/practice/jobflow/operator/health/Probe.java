package com.practice.jobflow.operator.health;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Answers one probe in the words of the API server's own. */
record Probe(String name, List<HealthCheck> checks) implements HttpHandler {
  private static final String TEXT = "text/plain; charset=utf-8";

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    StringBuilder listed = new StringBuilder();
    boolean passed = true;
    for (HealthCheck check : checks) {
      Optional<String> problem = check.ask();
      passed &= problem.isEmpty();
      listed.append(
          problem
              .map(why -> "[-]" + check.name() + " failed: " + why + "\n")
              .orElse("[+]" + check.name() + " ok\n"));
    }
    if (!passed) {
      HealthServer.answer(exchange, 500, TEXT, listed + name + " check failed\n");
    } else if (isVerbose(exchange)) {
      HealthServer.answer(exchange, 200, TEXT, listed + name + " check passed\n");
    } else {
      HealthServer.answer(exchange, 200, TEXT, "ok");
    }
  }

  private static boolean isVerbose(HttpExchange exchange) {
    String query = exchange.getRequestURI().getQuery();
    return query != null
        && List.of(query.split("&", -1)).stream()
            .anyMatch(parameter -> parameter.split("=", 2)[0].equals("verbose"));
  }
}
