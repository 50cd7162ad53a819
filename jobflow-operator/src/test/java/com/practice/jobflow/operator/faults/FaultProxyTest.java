package com.practice.jobflow.operator.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The proxy breaks what it is told to break, and nothing else. */
class FaultProxyTest {
  private static final String JOBS = "/apis/batch/v1/namespaces/one/jobs";

  private final List<String> arrived = new CopyOnWriteArrayList<>();
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private HttpServer server;
  private FaultProxy proxy;
  private String address;

  @BeforeEach
  void start(@TempDir Path folder) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          arrived.add(exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath());
          // no length: in chunks
          exchange.sendResponseHeaders(200, 0);
          exchange.getResponseBody().write("{}".getBytes(StandardCharsets.UTF_8));
          exchange.close();
        });
    server.start();
    Config config =
        new ConfigBuilder()
            .withAutoConfigure(false)
            .withMasterUrl("http://127.0.0.1:" + server.getAddress().getPort())
            .build();
    proxy = new FaultProxy(config, "");
    Path kubeconfig = folder.resolve("kubeconfig");
    proxy.writeKubeconfig(kubeconfig);
    address =
        Config.fromKubeconfig(Files.readString(kubeconfig)).getMasterUrl().replaceAll("/$", "");
  }

  @AfterEach
  void stop() {
    proxy.close();
    server.stop(0);
  }

  @Test
  void countsTheWritesOfEachNamespaceApart() throws Exception {
    post(JOBS);
    post("/apis/batch/v1/namespaces/two/jobs");
    post(JOBS);
    post("/apis/events.k8s.io/v1/namespaces/one/events");

    assertThat(proxy.writes("one")).isEqualTo(2);
    assertThat(proxy.writes("two")).isEqualTo(1);
    assertThat(arrived).hasSize(4);
  }

  @Test
  void answersInTheServersStead() throws Exception {
    proxy.script("one", Script.atWrite(2, Treatment.THROTTLE));

    assertThat(post(JOBS).statusCode()).isEqualTo(200);
    HttpResponse<String> throttled = post(JOBS);
    assertThat(post(JOBS).statusCode()).isEqualTo(200);

    assertThat(throttled.statusCode()).isEqualTo(429);
    assertThat(throttled.headers().firstValue("Retry-After")).hasValue("1");
    assertThat(arrived).hasSize(2);
  }

  @Test
  void losesTheReplyOfWhatIsCarriedOut() {
    proxy.script("one", Script.atWrite(1, Treatment.LOSE_REPLY));

    assertThatThrownBy(() -> post(JOBS)).isInstanceOf(IOException.class);

    assertThat(arrived).containsExactly("POST " + JOBS);
  }

  @Test
  void breaksTheConnectionBeforeTheRequestArrives() {
    proxy.script("one", Script.atWrite(1, Treatment.FAIL_BEFORE));

    assertThatThrownBy(() -> post(JOBS)).isInstanceOf(IOException.class);

    assertThat(arrived).isEmpty();
  }

  @Test
  void holdsAllOfANamespaceUntilTheClientIsGone() throws Exception {
    proxy.script("one", Script.atWrite(1, Treatment.HOLD_BEFORE));
    var held = http.sendAsync(request(JOBS), HttpResponse.BodyHandlers.ofString());
    proxy.hold("one").join();
    post("/apis/batch/v1/namespaces/two/jobs");

    proxy.forgetClients();

    assertThatThrownBy(held::join).hasCauseInstanceOf(IOException.class);
    assertThat(arrived).containsExactly("POST /apis/batch/v1/namespaces/two/jobs");
  }

  @Test
  void takesTheNextRequestOfAConnectionAfterAWatchInChunks() throws Exception {
    HttpRequest watch = HttpRequest.newBuilder(URI.create(address + JOBS + "?watch=true")).build();

    assertThat(http.send(watch, HttpResponse.BodyHandlers.ofString()).body()).isEqualTo("{}");

    assertThat(post(JOBS).statusCode()).isEqualTo(200);
  }

  private HttpResponse<String> post(String path) throws IOException, InterruptedException {
    return http.send(request(path), HttpResponse.BodyHandlers.ofString());
  }

  private HttpRequest request(String path) {
    return HttpRequest.newBuilder(URI.create(address + path))
        .POST(HttpRequest.BodyPublishers.ofString("{\"metadata\":{\"name\":\"a\"}}"))
        .build();
  }
}
