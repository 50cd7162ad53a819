package com.practice.jobflow.k8s.testing;

import com.practice.jobflow.k8s.testing.ComponentList.Component;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Asks OSV, or a mirror of it, for the known weaknesses of components. */
public final class Advisories {
  /** In words, from a score of 7 on; whoever gives no severity may mean the worst. */
  private static final Set<String> BEARABLE = Set.of("LOW", "MODERATE", "MEDIUM");

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
  private final JsonMapper json = new JsonMapper();
  private final URI server;

  /** Prepares; asks nothing. */
  public Advisories(String server) {
    this.server = URI.create(server);
  }

  /**
   * Returns a line for each weakness that is not known to be low or moderate; empty if nobody
   * answers, which proves nothing.
   *
   * @throws IllegalStateException if the answer is none to the question
   */
  public Optional<List<String>> severe(ComponentList components) throws InterruptedException {
    try {
      JsonNode results =
          ask("/v1/querybatch", json.writeValueAsString(components.questions())).path("results");
      List<Component> asked = components.published();
      if (results.size() != asked.size()) {
        throw new IllegalStateException(
            results.size() + " answers to " + asked.size() + " questions");
      }
      List<String> severe = new ArrayList<>();
      for (int i = 0; i < asked.size(); i++) {
        if (results.get(i).has("next_page_token")) {
          throw new IllegalStateException(asked.get(i) + " has more advisories than one page");
        }
        for (JsonNode advisory : results.get(i).path("vulns")) {
          judge(asked.get(i), advisory.path("id").asString()).ifPresent(severe::add);
        }
      }
      return Optional.of(severe);
    } catch (IOException nobody) {
      return Optional.empty();
    }
  }

  private Optional<String> judge(Component component, String id)
      throws IOException, InterruptedException {
    JsonNode advisory = ask("/v1/vulns/" + id, null);
    String severity = advisory.path("database_specific").path("severity").asString("UNKNOWN");
    return BEARABLE.contains(severity) || advisory.has("withdrawn")
        ? Optional.empty()
        : Optional.of(
            "%s:%s:%s %s %s %s"
                .formatted(
                    component.group(),
                    component.name(),
                    component.version(),
                    id,
                    severity,
                    advisory.path("summary").asString("")));
  }

  private JsonNode ask(String path, String body) throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(server.resolve(path)).timeout(PATIENCE);
    if (body != null) {
      request.header("Content-Type", "application/json").POST(BodyPublishers.ofString(body));
    }
    HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IOException(path + ": " + answer.statusCode());
    }
    return json.readTree(answer.body());
  }
}
