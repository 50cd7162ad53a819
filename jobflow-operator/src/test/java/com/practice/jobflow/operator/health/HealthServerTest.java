package com.practice.jobflow.operator.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HealthServerTest {
  private static final InetSocketAddress ANY =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  private static final MetricsPage PAGE =
      new MetricsPage() {
        @Override
        public String contentType(String accept) {
          return accept.contains("openmetrics") ? "application/openmetrics-text" : "text/plain";
        }

        @Override
        public void write(String accept, OutputStream out) throws IOException {
          out.write("jobflow_x 1\n".getBytes(StandardCharsets.UTF_8));
        }
      };

  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
  private volatile boolean leaseAlive = true;
  private volatile Optional<String> rbac = Optional.empty();
  private HealthServer server;

  @BeforeEach
  void start() throws IOException {
    server = serve(new HealthSettings(ANY, ANY));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void aProbeThatPassesSaysOk() throws Exception {
    HttpResponse<String> live = get("/livez");

    assertThat(live.statusCode()).isEqualTo(200);
    assertThat(live.body()).isEqualTo("ok");
    assertThat(get("/healthz").body()).isEqualTo("ok");
    assertThat(get("/readyz").body()).isEqualTo("ok");
  }

  @Test
  void verboseListsEachCheck() throws Exception {
    assertThat(get("/readyz?verbose").body())
        .isEqualTo("[+]caches ok\n[+]rbac ok\nreadyz check passed\n");
    assertThat(get("/livez?timeout=1&verbose=true").body())
        .isEqualTo("[+]lease ok\nlivez check passed\n");
    assertThat(get("/readyz?not=verbose").body()).isEqualTo("ok");
  }

  @Test
  void aProbeThatFailsSaysWhatIsWrong() throws Exception {
    rbac = Optional.of("may not create jobs in namespace team-a");

    HttpResponse<String> ready = get("/readyz");

    assertThat(ready.statusCode()).isEqualTo(500);
    assertThat(ready.body())
        .isEqualTo(
            """
            [+]caches ok
            [-]rbac failed: may not create jobs in namespace team-a
            readyz check failed
            """);
    assertThat(get("/livez").statusCode()).isEqualTo(200);
  }

  @Test
  void aCheckThatBreaksHasFailed() throws Exception {
    leaseAlive = false;

    assertThat(get("/livez").statusCode()).isEqualTo(500);
    assertThat(get("/livez").body())
        .startsWith("[-]lease failed: java.lang.IllegalStateException: broken\n");
  }

  @Test
  void metricsAreWrittenInTheFormatThatIsAskedFor() throws Exception {
    HttpResponse<String> plain = get("/metrics");
    HttpResponse<String> open =
        http.send(
            request("/metrics").header("Accept", "application/openmetrics-text").build(),
            BodyHandlers.ofString());

    assertThat(plain.body()).isEqualTo("jobflow_x 1\n");
    assertThat(plain.headers().firstValue("Content-Type")).contains("text/plain");
    assertThat(open.headers().firstValue("Content-Type")).contains("application/openmetrics-text");
  }

  @Test
  void headAnswersWithoutABody() throws Exception {
    for (String path : List.of("/livez", "/metrics")) {
      HttpResponse<String> head =
          http.send(
              request(path).method("HEAD", BodyPublishers.noBody()).build(),
              BodyHandlers.ofString());

      assertThat(head.statusCode()).isEqualTo(200);
      assertThat(head.body()).isEmpty();
      assertThat(head.headers().firstValue("Content-Length"))
          .contains(String.valueOf(get(path).body().length()));
    }
  }

  @Test
  void whatIsNotThereIsNotFound() throws Exception {
    assertThat(get("/").statusCode()).isEqualTo(404);
    assertThat(get("/livez/x").statusCode()).isEqualTo(404);
    assertThat(get("/metricsandmore").statusCode()).isEqualTo(404);
    assertThat(get("/").body()).contains("/healthz, /livez, /metrics, /readyz");
  }

  @Test
  void nothingCanBeWritten() throws Exception {
    HttpResponse<String> post =
        http.send(
            request("/livez").POST(BodyPublishers.ofString("x")).build(), BodyHandlers.ofString());

    assertThat(post.statusCode()).isEqualTo(405);
    assertThat(post.headers().firstValue("Allow")).contains("GET, HEAD");
  }

  @Test
  void twoAddressesAreTwoServersAndEachAnswersItsOwn() throws Exception {
    int free = server.metrics().getPort();
    server.close();
    server =
        serve(
            new HealthSettings(ANY, new InetSocketAddress(InetAddress.getLoopbackAddress(), free)));

    assertThat(server.metrics().getPort()).isEqualTo(free).isNotEqualTo(server.probes().getPort());
    assertThat(get("/livez").statusCode()).isEqualTo(200);
    assertThat(get("/metrics").statusCode()).isEqualTo(404);
    assertThat(get(server.metrics(), "/metrics").statusCode()).isEqualTo(200);
    assertThat(get(server.metrics(), "/livez").statusCode()).isEqualTo(404);
  }

  @Test
  void anAddressThatIsTakenIsNamed() {
    InetSocketAddress taken = server.probes();

    assertThatThrownBy(() -> serve(new HealthSettings(taken, taken)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("cannot listen on")
        .hasMessageContaining(String.valueOf(taken.getPort()));
  }

  @Test
  void clientsThatNeverFinishTheirRequestsHoldUpNobodyForLong() throws Exception {
    List<Socket> slow = new ArrayList<>();
    try {
      for (int i = 0; i < 100; i++) {
        Socket socket = new Socket(server.probes().getAddress(), server.probes().getPort());
        socket.getOutputStream().write("GET /livez HT".getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
        slow.add(socket);
      }

      assertThat(get("/livez").statusCode()).isEqualTo(200);
    } finally {
      for (Socket socket : slow) {
        socket.close();
      }
    }
  }

  @Test
  void aClientThatDoesNotTakeItsAnswerIsLeft() throws Exception {
    server.close();
    server =
        HealthServer.start(
            new HealthSettings(ANY, ANY),
            List.of(new HealthCheck("huge", () -> Optional.of("x".repeat(50_000_000)))),
            List.of(),
            PAGE);
    try (Socket socket = new Socket(server.probes().getAddress(), server.probes().getPort())) {
      socket
          .getOutputStream()
          .write("GET /livez HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      int first = socket.getInputStream().read();

      // the rest is never read; what is under way then ends before its end
      assertThat(first).isEqualTo('H');
      assertThat(get("/readyz").statusCode()).isEqualTo(200);
    }
  }

  private HealthServer serve(HealthSettings settings) throws IOException {
    return HealthServer.start(
        settings,
        List.of(
            HealthCheck.of(
                "lease",
                () -> {
                  if (!leaseAlive) {
                    throw new IllegalStateException("broken");
                  }
                  return true;
                },
                "hangs")),
        List.of(
            HealthCheck.of("caches", () -> true, "not filled yet"),
            new HealthCheck("rbac", () -> rbac)),
        PAGE);
  }

  private HttpResponse<String> get(String path) throws Exception {
    return get(server.probes(), path);
  }

  private HttpResponse<String> get(InetSocketAddress address, String path) throws Exception {
    return http.send(request(address, path).build(), BodyHandlers.ofString());
  }

  private HttpRequest.Builder request(String path) {
    return request(server.probes(), path);
  }

  private static HttpRequest.Builder request(InetSocketAddress address, String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + address.getPort() + path))
        .timeout(Duration.ofSeconds(20));
  }
}
