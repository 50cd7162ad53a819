package com.practice.jobflow.operator.lease;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What no real API server does on demand. */
class HttpLeaseApiTest {
  private static final String LEASE =
      "{\"metadata\":{\"name\":\"jobflow\",\"namespace\":\"ns\",\"resourceVersion\":\"7\","
          + "\"labels\":{\"team\":\"a\"}},\"spec\":{\"holderIdentity\":\"x\",\"strategy\":\"New\"}}";

  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final CountDownLatch never = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private HttpServer server;
  private KubernetesClient client;
  private LeaseApi api;
  private volatile HttpHandler answer;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext(
        "/",
        exchange -> {
          String body =
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " " + body);
          answer.handle(exchange);
        });
    server.start();
    client =
        new KubernetesClientBuilder()
            .withConfig(
                LeaseClient.configure(
                    new ConfigBuilder()
                        .withAutoConfigure(false)
                        .withMasterUrl("http://127.0.0.1:" + server.getAddress().getPort())
                        .build()))
            .build();
    // what a test is about is not how fast the machine is
    api = answeredWithin(30_000);
  }

  @AfterEach
  void stop() {
    never.countDown();
    client.close();
    server.stop(0);
    threads.shutdownNow();
  }

  @Test
  void aServerThatNeverAnswersIsAskedOnce() {
    answer =
        exchange -> {
          try {
            never.await();
          } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
          }
        };

    LeaseAnswer look = answeredWithin(300).look();

    assertThat(look).isEqualTo(new LeaseAnswer.Failure("no answer in 300 ms"));
    assertThat(requests).hasSizeLessThan(2);
  }

  @Test
  void aServerThatIsInTroubleIsAskedOnce() {
    answer = exchange -> reply(exchange, 503, "{\"kind\":\"Status\",\"message\":\"no leader\"}");

    LeaseAnswer look = api.look();

    assertThat(look).isEqualTo(new LeaseAnswer.Failure("503 no leader"));
    assertThat(requests).hasSize(1);
  }

  @Test
  void aServerThatIsNotThereIsAFailure() {
    server.stop(0);

    assertThat(api.look()).isInstanceOf(LeaseAnswer.Failure.class);
  }

  @Test
  void rubbishIsAFailure() {
    answer = exchange -> reply(exchange, 200, "<html>please log in</html>");
    assertThat(api.look()).isInstanceOf(LeaseAnswer.Failure.class);

    answer = exchange -> reply(exchange, 200, "{\"spec\":{\"leaseDurationSeconds\":\"soon\"}}");
    assertThat(api.look()).isInstanceOf(LeaseAnswer.Failure.class);

    answer = exchange -> reply(exchange, 502, "<html>bad gateway</html>");
    assertThat(api.look()).isInstanceOf(LeaseAnswer.Failure.class);
  }

  @Test
  void whatIsMissingInTheLeaseReadsAsNothing() {
    answer = exchange -> reply(exchange, 200, "{\"metadata\":{\"resourceVersion\":\"7\"}}");

    LeaseRecord lease = LeaseApiContract.present(api.look());

    assertThat(lease.isFree()).isTrue();
    assertThat(lease.duration()).isZero();
    assertThat(lease.renewed()).isNull();
  }

  @Test
  void whatOthersHavePutIntoTheLeaseStays() {
    answer = exchange -> reply(exchange, 200, LEASE);
    LeaseRecord seen = LeaseApiContract.present(api.look());

    api.change(
        new LeaseRecord(seen.version(), "me", seen.duration().plusSeconds(15), null, null, 1));

    assertThat(requests.get(1))
        .startsWith("PUT /apis/coordination.k8s.io/v1/namespaces/ns/leases/jobflow ")
        .contains("\"team\":\"a\"", "\"strategy\":\"New\"", "\"holderIdentity\":\"me\"")
        .contains("\"resourceVersion\":\"7\"", "\"leaseDurationSeconds\":15");
  }

  @Test
  void aNamespaceThatIsNotThereIsNoMissingLease() {
    answer = exchange -> reply(exchange, 404, "");

    LeaseAnswer create = api.create(LeaseApiContract.claim("", "a", Instant.EPOCH));

    assertThat(create).isEqualTo(new LeaseAnswer.Failure("there is no namespace ns"));
  }

  private LeaseApi answeredWithin(int millis) {
    return new HttpLeaseApi(client, LeaseSettings.of("ns", "jobflow", "pod"), millis);
  }

  private static void reply(HttpExchange exchange, int code, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(code, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }
}
