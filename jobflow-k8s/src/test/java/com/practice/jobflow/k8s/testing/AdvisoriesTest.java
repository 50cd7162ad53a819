package com.practice.jobflow.k8s.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.practice.jobflow.k8s.testing.ComponentList.Component;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AdvisoriesTest {
  private static final ComponentList COMPONENTS =
      new ComponentList(
          List.of(
              new Component("com.practice.jobflow", "jobflow-model", "1"),
              new Component("org.slf4j", "slf4j-api", "2.0.20"),
              new Component("com.google.guava", "guava", "33.8.0-jre")));

  private final List<String> questions = new CopyOnWriteArrayList<>();
  private Map<String, String> feed = Map.of();
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          questions.add(
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
          String answer = feed.get(exchange.getRequestURI().getPath());
          byte[] body = String.valueOf(answer).getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(answer == null ? 503 : 200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void namesComponentAndAdvisory() throws InterruptedException {
    feed =
        Map.of(
            "/v1/querybatch",
            "{\"results\":[{},{\"vulns\":[{\"id\":\"A-1\"},{\"id\":\"A-2\"},{\"id\":\"A-3\"}]}]}",
            "/v1/vulns/A-1",
            "{\"summary\":\"worst of all\",\"database_specific\":{\"severity\":\"HIGH\"}}",
            "/v1/vulns/A-2",
            "{\"summary\":\"a trifle\",\"database_specific\":{\"severity\":\"MODERATE\"}}",
            "/v1/vulns/A-3",
            "{\"summary\":\"who knows\"}");

    assertThat(advisories().severe(COMPONENTS).orElseThrow())
        .containsExactly(
            "com.google.guava:guava:33.8.0-jre A-1 HIGH worst of all",
            "com.google.guava:guava:33.8.0-jre A-3 UNKNOWN who knows");
    assertThat(questions.get(0))
        .contains("\"com.google.guava:guava\"", "\"33.8.0-jre\"", "\"Maven\"")
        .doesNotContain("jobflow-model");
  }

  @Test
  void isContentWithoutAdvisories() throws InterruptedException {
    feed = Map.of("/v1/querybatch", "{\"results\":[{},{}]}");

    assertThat(advisories().severe(COMPONENTS)).hasValueSatisfying(s -> assertThat(s).isEmpty());
  }

  @Test
  void provesNothingWhereNobodyAnswers() throws InterruptedException {
    assertThat(advisories().severe(COMPONENTS)).isEmpty();
    stop();
    assertThat(advisories().severe(COMPONENTS)).isEmpty();
  }

  @Test
  void trustsNoAnswerToAnotherQuestion() {
    feed = Map.of("/v1/querybatch", "{\"results\":[]}");

    assertThatThrownBy(() -> advisories().severe(COMPONENTS))
        .hasMessage("0 answers to 2 questions");
  }

  private Advisories advisories() {
    return new Advisories("http://127.0.0.1:" + server.getAddress().getPort());
  }
}
