package com.practice.jobflow.operator.bench;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Requests as text: what plays a part beside the operator must take as little of the machine as it
 * can, so nothing is decoded that is not looked at. The HTTP client is the operator's. Thread-safe.
 */
final class Wire implements AutoCloseable {
  private static final String JSON = "application/json";
  static final String METADATA_ONLY =
      "application/json;as=PartialObjectMetadata;v=v1;g=meta.k8s.io,application/json";
  private static final String METADATA_ONLY_LIST =
      "application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io,application/json";
  static final String TABLE = "application/json;as=Table;v=v1;g=meta.k8s.io,application/json";

  private final KubernetesClient client;
  private final HttpClient http;
  private final String root;
  private volatile boolean closed;

  Wire(Config config) {
    this.client = new KubernetesClientBuilder().withConfig(config).build();
    this.http = client.getHttpClient();
    String url = client.getMasterUrl().toString();
    this.root = url.endsWith("/") ? url : url + "/";
  }

  /** An answer. */
  record Reply(int code, String body) {
    boolean isDone() {
      return code < 300;
    }

    String orFail(String what) {
      if (!isDone()) {
        throw new IllegalStateException(what + ": " + code + " " + body);
      }
      return body;
    }
  }

  KubernetesClient client() {
    return client;
  }

  KubernetesSerialization json() {
    return client.getKubernetesSerialization();
  }

  @SuppressWarnings("unchecked")
  Map<String, Object> map(String text) {
    return json().unmarshal(text, Map.class);
  }

  CompletableFuture<Reply> post(String path, String body) {
    return send(request(path, METADATA_ONLY).method("POST", JSON, body));
  }

  CompletableFuture<Reply> put(String path, String body) {
    return send(request(path, METADATA_ONLY).method("PUT", JSON, body));
  }

  CompletableFuture<Reply> patch(String path, String body) {
    return send(request(path, METADATA_ONLY).method("PATCH", "application/merge-patch+json", body));
  }

  CompletableFuture<Reply> delete(String path) {
    return send(
        request(path, METADATA_ONLY)
            .method("DELETE", JSON, "{\"propagationPolicy\":\"Background\"}"));
  }

  Reply get(String path, String accept) {
    return send(request(path, accept)).join();
  }

  /**
   * Follows what happens from now on, each event as the line that it came in, until {@link #close}.
   * An API server ends the watch of whoever cannot keep up; then it goes on where it broke off.
   *
   * @param label of the objects
   */
  void watch(String path, String label, String accept, Consumer<String> line) {
    String now =
        Text.field(get(path + "?limit=1", METADATA_ONLY_LIST).orFail(path), "resourceVersion");
    String query = path + "?watch=true&timeoutSeconds=86400&labelSelector=" + label;
    follow(query, now, accept, line).orTimeout(30, TimeUnit.SECONDS).join();
  }

  private CompletableFuture<Void> follow(
      String query, String from, String accept, Consumer<String> line) {
    Lines lines = new Lines(from, line);
    // a watch that nothing happens to is no dead one; ended by us, it would go on from a version
    // that is soon too old
    HttpRequest request =
        request(query + "&resourceVersion=" + from, accept)
            .timeout(1, TimeUnit.DAYS)
            .forStreaming()
            .build();
    return http.consumeBytes(request, lines)
        .thenAccept(
            response -> {
              if (!response.isSuccessful()) {
                throw new IllegalStateException(query + ": " + response.code());
              }
              var unused =
                  response
                      .body()
                      .done()
                      .whenComplete((end, broken) -> goOn(query, lines.version, accept, line));
              response.body().consume();
            });
  }

  /** The error that ends a watch for good has no version; whoever waits then says so in time. */
  private void goOn(String query, String from, String accept, Consumer<String> line) {
    if (closed) {
      return;
    }
    if (from.isEmpty()) {
      warn(query, new IllegalStateException("where it broke off is too old"));
      return;
    }
    var unused = follow(query, from, accept, line).whenComplete((begun, lost) -> warn(query, lost));
  }

  private static void warn(String query, @Nullable Throwable lost) {
    if (lost != null) {
      System.err.println(query + " is lost: " + lost);
    }
  }

  @Override
  public void close() {
    closed = true;
    client.close();
  }

  private HttpRequest.Builder request(String path, String accept) {
    return http.newHttpRequestBuilder()
        .uri(root + path)
        .timeout(60, TimeUnit.SECONDS)
        .header("Accept", accept);
  }

  private CompletableFuture<Reply> send(HttpRequest.Builder request) {
    return http.sendAsync(request.build(), String.class).thenApply(Wire::reply);
  }

  private static Reply reply(HttpResponse<String> response) {
    return new Reply(response.code(), response.body() == null ? "" : response.body());
  }

  /** Cuts what arrives into lines. */
  private static final class Lines implements AsyncBody.Consumer<List<ByteBuffer>> {
    private final Consumer<String> line;
    private final ByteArrayOutputStream begun = new ByteArrayOutputStream();
    private volatile String version;

    private Lines(String version, Consumer<String> line) {
      this.version = version;
      this.line = line;
    }

    @Override
    public void consume(List<ByteBuffer> buffers, AsyncBody body) {
      for (ByteBuffer buffer : buffers) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        int from = 0;
        for (int i = 0; i < bytes.length; i++) {
          if (bytes[i] == '\n') {
            begun.write(bytes, from, i - from);
            String event = begun.toString(StandardCharsets.UTF_8);
            version = Text.field(event, "resourceVersion");
            line.accept(event);
            begun.reset();
            from = i + 1;
          }
        }
        begun.write(bytes, from, bytes.length - from);
      }
      body.consume();
    }
  }
}
