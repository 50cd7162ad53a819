package com.practice.jobflow.k8s.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.practice.jobflow.k8s.fact.ControllerListener;
import com.practice.jobflow.k8s.testing.JobFlows;
import com.practice.jobflow.model.JobFlowStatus;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpApiServerTest {
  private static final String CREATED =
      """
      {"kind":"PartialObjectMetadata","metadata":{"name":"f-a","uid":"u1","resourceVersion":"7"}}
      """;
  private static final JobFlowKey KEY = new JobFlowKey("ns", "f");
  private static final JobRecord JOB =
      JobRecord.of(
          new JobBuilder()
              .withNewMetadata()
              .withNamespace("ns")
              .withName("f-a")
              .withUid("u1")
              .withResourceVersion("7")
              .endMetadata()
              .build());

  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final AtomicBoolean mayWrite = new AtomicBoolean(true);
  private HttpServer http;
  private KubernetesClient client;
  private HttpApiServer api;
  private int code = 201;
  private String body = CREATED;
  private String retryAfter = "";
  private String warning = "";

  @BeforeEach
  void start() throws IOException {
    http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    http.createContext("/", this::answer);
    http.setExecutor(Executors.newCachedThreadPool());
    http.start();
    Config config =
        new ConfigBuilder(Config.empty())
            .withMasterUrl("http://127.0.0.1:" + http.getAddress().getPort())
            .withRequestRetryBackoffLimit(5)
            .build();
    client = new KubernetesClientBuilder().withConfig(config).build();
    api =
        new HttpApiServer(
            client,
            Duration.ofSeconds(10),
            mayWrite::get,
            ControllerListener.NONE,
            InstantSource.system());
  }

  @AfterEach
  void stop() {
    client.close();
    http.stop(0);
  }

  @Test
  void tellsUidAndVersionOfACreatedJob() {
    assertThat(api.create(job()).value()).contains(new Written("u1", "7"));
    assertThat(requests).singleElement().asString().startsWith("POST /apis/batch/v1/namespaces/ns");
  }

  @ParameterizedTest
  @CsvSource({
    "409, {}, CONFLICT",
    "404, {}, NOT_FOUND",
    "422, {}, INVALID",
    "400, {}, INVALID",
    "413, {}, INVALID",
    "403, {}, FORBIDDEN",
    "401, {}, FORBIDDEN",
    "403, '{\"kind\":\"Status\",\"message\":\"exceeded quota: q, requested\"}', QUOTA",
    "403, '{\"details\":{\"causes\":[{\"reason\":\"NamespaceTerminating\"}]}}',"
        + " NAMESPACE_TERMINATING",
    "429, slow down, THROTTLED",
    "500, {}, UNKNOWN",
    "503, <html>, UNKNOWN",
    "504, {}, UNKNOWN"
  })
  void knowsWhatARefusalMeansAndNeverRepeatsARequest(
      int status, String reply, ApiRefusal.Kind kind) {
    code = status;
    body = reply;

    assertThat(api.create(job()).is(kind)).isTrue();
    assertThat(requests).hasSize(1);
  }

  @Test
  void tellsWhatTheServerWarnsOf() {
    warning = "299 - \"unknown field \\\"spec.mood\\\"\"";

    Written created = api.create(job()).value().orElseThrow();

    assertThat(created.warnings()).containsExactly("unknown field \"spec.mood\"");
    assertThat(requests).singleElement().asString().contains("?fieldValidation=Warn ");
  }

  @Test
  void staysAwayAsLongAsTheServerAsks() {
    code = 429;
    retryAfter = "30";
    api.create(job());
    code = 201;

    ApiRefusal second = api.job("ns", "other").refusal().orElseThrow();

    assertThat(second.kind()).isEqualTo(ApiRefusal.Kind.THROTTLED);
    assertThat(second.retryAfter()).isBetween(Duration.ofSeconds(20), Duration.ofSeconds(30));
    assertThat(requests).hasSize(1);
  }

  @Test
  void staysAwayAWhileFromAServerThatHasHadTooMuchAndDoesNotSayForHowLong() {
    code = 429;
    retryAfter = "0";

    assertThat(api.create(job()).refusal().orElseThrow().retryAfter())
        .isEqualTo(Duration.ofSeconds(1));
  }

  @ParameterizedTest
  @CsvSource({
    "429, admission webhook \\\"w.io\\\" denied the request: busy",
    "503, admission webhook \\\"w.io\\\" denied the request: away",
    "429, limit reached on type Namespace for key team-a"
  })
  void doesNotStayAwayForWhatAdmissionSaysOfOneRequest(int status, String message) {
    code = status;
    body = "{\"kind\":\"Status\",\"reason\":\"TooManyRequests\",\"message\":\"" + message + "\"}";
    retryAfter = "30";
    ApiRefusal refusal = api.create(job()).refusal().orElseThrow();
    code = 201;
    body = CREATED;

    Answer<Written> second = api.create(job());

    assertThat(refusal.kind()).isNotEqualTo(ApiRefusal.Kind.THROTTLED);
    assertThat(refusal.retryAfter()).isEqualTo(Duration.ofSeconds(30));
    assertThat(second.value()).isPresent();
  }

  @Test
  void sendsAStatusWithItsPreconditionAndWithoutTheSpec() {
    JobFlowStatus status =
        new JobFlowStatus(
            1L, "Running", null, null, null, null, null, "0/1", null, List.of(), List.of(), null);

    api.writeStatus(KEY, new Written("u9", "41"), status);

    assertThat(requests)
        .singleElement()
        .asString()
        .startsWith("PUT /apis/api.practice.com/v1alpha1/namespaces/ns/jobflows/f/status")
        .contains("\"resourceVersion\":\"41\"", "\"uid\":\"u9\"", "\"progress\":\"0/1\"")
        .doesNotContain("\"spec\"");
  }

  @Test
  void deletesAJobOnlyIfItsUidIsStillTheSame() {
    api.delete(JOB);

    assertThat(requests)
        .singleElement()
        .asString()
        .startsWith("DELETE /apis/batch/v1/namespaces/ns/jobs/f-a")
        .contains("\"preconditions\":{\"uid\":\"u1\"}", "\"propagationPolicy\":\"Foreground\"");
  }

  @Test
  void setsAWithheldTimeToLiveAndRemovesItsNoteInOneRequest() {
    api.releaseTtl(JOB, 60);

    assertThat(requests)
        .singleElement()
        .asString()
        .startsWith("PATCH ")
        .contains("\"ttlSecondsAfterFinished\":60", JobRecord.WITHHELD_TTL + "\":null", "\"u1\"");
  }

  @Test
  void tellsWhatHasBecomeOfAJobFlowsJobs() {
    body =
        """
        {"type":"ADDED","object":{"kind":"Job","metadata":{"name":"f-a","ownerReferences":
        [{"kind":"JobFlow","name":"f","uid":"u9","controller":true}]}}}
        {"type":"DELETED","object":{"kind":"Job","metadata":{"name":"f-b","ownerReferences":
        [{"kind":"JobFlow","name":"f","uid":"of a namesake","controller":true}]}}}
        """
            .replace("\n[", "[");
    code = 200;

    List<JobRecord> history = api.history(KEY, new Written("u9", "41")).value().orElseThrow();

    assertThat(history).extracting(JobRecord::name).containsExactly("f-a");
    assertThat(requests)
        .singleElement()
        .asString()
        .startsWith("GET /apis/batch/v1/namespaces/ns/jobs?watch=true&timeoutSeconds=1")
        .contains("resourceVersion=41", "jobflow%3Df");
  }

  @Test
  void knowsThatTheServerDoesNotRememberBackSoFar() {
    body = "{\"type\":\"ERROR\",\"object\":{\"kind\":\"Status\",\"code\":410}}";
    code = 200;

    assertThat(api.history(KEY, new Written("u9", "1")).is(ApiRefusal.Kind.NOT_FOUND)).isTrue();
  }

  @Test
  void writesNothingOnceItMustNot() {
    mayWrite.set(false);

    assertThat(api.create(job()).is(ApiRefusal.Kind.FENCED)).isTrue();
    assertThat(api.delete(JOB).is(ApiRefusal.Kind.FENCED)).isTrue();
    assertThat(requests).isEmpty();
  }

  @Test
  void doesNotKnowWhatBecameOfARequestWithoutAnAnswer() {
    http.stop(0);

    ApiRefusal refusal = api.create(job()).refusal().orElseThrow();

    assertThat(refusal.kind()).isEqualTo(ApiRefusal.Kind.UNKNOWN);
    assertThat(refusal.isCertain()).isFalse();
  }

  private static Job job() {
    return new JobBuilder()
        .withNewMetadata()
        .withNamespace("ns")
        .withName("f-a")
        .endMetadata()
        .withSpec(JobFlows.named("f").flow("a").build().getSpec().flows().get(0).jobTemplate())
        .build();
  }

  private void answer(HttpExchange exchange) throws IOException {
    String sent = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " " + sent);
    if (!retryAfter.isEmpty()) {
      exchange.getResponseHeaders().add("Retry-After", retryAfter);
    }
    if (!warning.isEmpty()) {
      exchange.getResponseHeaders().add("Warning", warning);
    }
    byte[] reply = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(code, reply.length);
    exchange.getResponseBody().write(reply);
    exchange.close();
  }
}
