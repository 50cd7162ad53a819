package com.practice.jobflow.k8s.cluster;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.google.common.base.Utf8;
import com.practice.jobflow.k8s.fact.ControllerListener;
import com.practice.jobflow.k8s.job.JobLabels;
import com.practice.jobflow.k8s.job.JobNames;
import com.practice.jobflow.k8s.translate.Times;
import com.practice.jobflow.model.JobFlow;
import com.practice.jobflow.model.JobFlowStatus;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import io.fabric8.kubernetes.api.model.DeleteOptionsBuilder;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.RequestConfig;
import io.fabric8.kubernetes.client.RequestConfigBuilder;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * The API server over HTTP.
 *
 * <p>Below the client's object layer, for three reasons: no request may be repeated behind our
 * back, a {@code Retry-After} must be seen, and a reply need not carry a whole JobFlow back.
 * Thread-safe.
 */
public final class HttpApiServer implements ApiServer {
  private static final Logger LOG = LoggerFactory.getLogger(HttpApiServer.class);
  private static final String JSON = "application/json";
  private static final String MERGE_PATCH = "application/merge-patch+json";

  /** Of a written object we only want to know UID and version, and it may be a megabyte. */
  private static final String METADATA_ONLY =
      "application/json;as=PartialObjectMetadata;v=v1;g=meta.k8s.io,application/json";

  private static final String JOBS = "apis/batch/v1/namespaces/%s/jobs";
  private static final String JOB_FLOWS =
      "apis/" + JobFlow.GROUP + "/" + JobFlow.VERSION + "/namespaces/%s/jobflows";

  private static final Duration GRACE = Duration.ofSeconds(1);

  private final HttpClient http;
  private final KubernetesSerialization serialization;
  private final String root;
  private final Duration timeout;
  private final BooleanSupplier mayWrite;
  private final ControllerListener listener;
  private final Throttle throttle = new Throttle(System::nanoTime);
  private final InstantSource clock;

  /**
   * Uses a client's connections and credentials, but not its retries.
   *
   * @param timeout for each request
   * @param mayWrite asked before each request that is no GET; once it says no, nothing is sent
   */
  public HttpApiServer(
      KubernetesClient client,
      Duration timeout,
      BooleanSupplier mayWrite,
      ControllerListener listener,
      InstantSource clock) {
    RequestConfig once =
        new RequestConfigBuilder(client.getConfiguration().getRequestConfig())
            .withRequestRetryBackoffLimit(0)
            .build();
    this.http = client.getHttpClient().newBuilder().tag(once).build();
    this.serialization = client.getKubernetesSerialization();
    String url = client.getMasterUrl().toString();
    this.root = url.endsWith("/") ? url : url + "/";
    this.timeout = timeout;
    this.mayWrite = mayWrite;
    this.listener = listener;
    this.clock = clock;
  }

  @Override
  public Answer<Written> create(Job job) {
    String path = String.format(JOBS, job.getMetadata().getNamespace());
    // what this server does not know is for it to say, and for the author to judge
    return exchange("POST", path + "?fieldValidation=Warn", JSON, serialization.asJson(job))
        .map(this::written);
  }

  @Override
  public Answer<JobRecord> job(String namespace, String name) {
    return send("GET", String.format(JOBS, namespace) + "/" + name, JSON, null)
        .map(body -> JobRecord.of(serialization.unmarshal(body, Job.class)));
  }

  @Override
  public Answer<List<JobRecord>> history(JobFlowKey key, Written since) {
    String query =
        "?watch=true&timeoutSeconds=1&resourceVersion="
            + since.resourceVersion()
            + "&labelSelector="
            + URLEncoder.encode(
                JobLabels.MANAGED_BY
                    + "="
                    + JobLabels.OPERATOR
                    + ","
                    + JobLabels.JOB_FLOW
                    + "="
                    + JobNames.labelValue(key.name()),
                StandardCharsets.UTF_8);
    Answer<String> answer = send("GET", String.format(JOBS, key.namespace()) + query, JSON, null);
    return answer
        .value()
        .map(body -> history(body, since.uid()))
        .orElseGet(() -> answer.map(none -> List.of()));
  }

  /** A watch is answered at once with what has happened, and ends after the second it may last. */
  private Answer<List<JobRecord>> history(String body, String controllerUid) {
    List<JobRecord> jobs = new ArrayList<>();
    for (String line : body.lines().filter(text -> !text.isBlank()).toList()) {
      WatchLine event = serialization.unmarshal(line, WatchLine.class);
      if (event.type().equals("ERROR")) {
        Status status = serialization.convertValue(event.object(), Status.class);
        int code = status.getCode() == null ? 0 : status.getCode();
        return Answer.refused(
            Refusals.read(code, null, serialization.asJson(status), serialization));
      }
      JobRecord job = JobRecord.of(serialization.convertValue(event.object(), Job.class));
      if (job.isControlledBy(controllerUid)) {
        jobs.add(job);
      }
    }
    return Answer.granted(jobs);
  }

  @Override
  public Answer<String> delete(JobRecord job) {
    // foreground: while the Job is there, its pods may run; what follows a stopped flow must not
    // start beside them
    String options =
        serialization.asJson(
            new DeleteOptionsBuilder()
                .withPropagationPolicy("Foreground")
                .withNewPreconditions()
                .withUid(job.uid())
                .endPreconditions()
                .build());
    return send("DELETE", path(job), JSON, options);
  }

  @Override
  public Answer<Written> releaseTtl(JobRecord job, int seconds) {
    Map<String, Object> nothing = new HashMap<>();
    nothing.put(JobRecord.WITHHELD_TTL, null);
    return patch(
        job,
        Map.of(
            "metadata",
            Map.of("uid", job.uid(), "annotations", nothing),
            "spec",
            Map.of("ttlSecondsAfterFinished", seconds)));
  }

  @Override
  public Answer<Written> select(JobRecord job) {
    Map<String, Object> labels = Map.of(JobLabels.MANAGED_BY, JobLabels.OPERATOR);
    return patch(job, Map.of("metadata", Map.of("uid", job.uid(), "labels", labels)));
  }

  @Override
  public Answer<Written> writeStatus(JobFlowKey key, Written basis, JobFlowStatus status) {
    JobFlow jobFlow = new JobFlow();
    jobFlow.setMetadata(metadata(key, basis));
    jobFlow.setStatus(status);
    String body = serialization.asJson(jobFlow);
    Answer<String> answer = send("PUT", path(key) + "/status", JSON, body);
    answer.value().ifPresent(written -> listener.statusWritten(Utf8.encodedLength(body)));
    return answer.map(this::written);
  }

  @Override
  public Answer<Written> markUnreadable(JobFlowKey key, Written basis, String why) {
    Condition stalled =
        new ConditionBuilder()
            .withType("Stalled")
            .withStatus("True")
            .withReason("Unreadable")
            .withMessage(why)
            .withLastTransitionTime(Times.write(clock.instant()))
            .build();
    Map<String, Object> patch =
        Map.of(
            "metadata",
            Map.of("uid", basis.uid(), "resourceVersion", basis.resourceVersion()),
            "status",
            Map.of("conditions", List.of(stalled), "message", "cannot be read: " + why));
    return send("PATCH", path(key) + "/status", MERGE_PATCH, serialization.asJson(patch))
        .map(this::written);
  }

  @Override
  public Answer<String> delete(JobFlowKey key, Written basis) {
    String options =
        serialization.asJson(
            new DeleteOptionsBuilder()
                .withPropagationPolicy("Background")
                .withNewPreconditions()
                .withUid(basis.uid())
                .withResourceVersion(basis.resourceVersion())
                .endPreconditions()
                .build());
    return send("DELETE", path(key), JSON, options);
  }

  @Override
  public Answer<String> publish(Event event) {
    String path =
        "apis/events.k8s.io/v1/namespaces/" + event.getMetadata().getNamespace() + "/events";
    return send("POST", path, JSON, serialization.asJson(event));
  }

  private Answer<Written> patch(JobRecord job, Map<String, Object> patch) {
    return send("PATCH", path(job), MERGE_PATCH, serialization.asJson(patch)).map(this::written);
  }

  private Answer<String> send(
      String method, String path, String contentType, @Nullable String body) {
    return exchange(method, path, contentType, body).map(Reply::body);
  }

  private Answer<Reply> exchange(
      String method, String path, String contentType, @Nullable String body) {
    if (!method.equals("GET") && !mayWrite.getAsBoolean()) {
      return Answer.refused(
          ApiRefusal.local(ApiRefusal.Kind.FENCED, "this process does not lead any more"));
    }
    Duration pause = throttle.remaining();
    if (!pause.isZero()) {
      return Answer.refused(
          new ApiRefusal(ApiRefusal.Kind.THROTTLED, 0, "the API server asked for a pause", pause));
    }
    HttpRequest.Builder request =
        http.newHttpRequestBuilder()
            .uri(root + path)
            .timeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
            .header("Accept", method.equals("GET") ? JSON : METADATA_ONLY);
    HttpRequest built =
        (body == null ? request : request.method(method, contentType, body)).build();
    long start = System.nanoTime();
    Answer<Reply> answer = exchange(built);
    int code = answer.refusal().map(ApiRefusal::code).orElse(200);
    listener.requested(method, code, Duration.ofNanos(System.nanoTime() - start));
    answer.refusal().ifPresent(refusal -> refused(method, path, refusal));
    return answer;
  }

  /** What is refused is tried again, or shown in a status: a line is enough. */
  private void refused(String method, String path, ApiRefusal refusal) {
    if (refusal.concernsAllRequests()) {
      throttle.pause(refusal.retryAfter());
    }
    boolean ordinary =
        refusal.kind() == ApiRefusal.Kind.CONFLICT || refusal.kind() == ApiRefusal.Kind.NOT_FOUND;
    LOG.atLevel(ordinary ? Level.DEBUG : Level.WARN)
        .log("{} {}: {} {}", method, path, refusal.code(), OneLine.of(refusal.message()));
  }

  private Answer<Reply> exchange(HttpRequest request) {
    CompletableFuture<HttpResponse<String>> sent = http.sendAsync(request, String.class);
    try {
      HttpResponse<String> response =
          sent.get(timeout.plus(GRACE).toMillis(), TimeUnit.MILLISECONDS);
      String body = response.body() == null ? "" : response.body();
      return response.isSuccessful()
          ? Answer.granted(new Reply(body, response.headers("Warning")))
          : Answer.refused(Refusals.read(response.code(), header(response), body, serialization));
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      sent.cancel(true);
      return Answer.refused(ApiRefusal.local(ApiRefusal.Kind.UNKNOWN, "interrupted"));
    } catch (TimeoutException late) {
      sent.cancel(true);
      return Answer.refused(ApiRefusal.local(ApiRefusal.Kind.UNKNOWN, "no answer in " + timeout));
    } catch (ExecutionException lost) {
      return Answer.refused(
          ApiRefusal.local(ApiRefusal.Kind.UNKNOWN, String.valueOf(lost.getCause())));
    }
  }

  private static @Nullable String header(HttpResponse<String> response) {
    return response.header("Retry-After");
  }

  private Written written(Reply reply) {
    Written written = written(reply.body());
    List<String> warnings = reply.warnings().stream().map(Refusals::warning).toList();
    return new Written(written.uid(), written.resourceVersion(), warnings);
  }

  private Written written(String body) {
    Head head = serialization.unmarshal(body, Head.class);
    return new Written(head.metadata().getUid(), head.metadata().getResourceVersion());
  }

  private static ObjectMeta metadata(JobFlowKey key, Written basis) {
    return new ObjectMetaBuilder()
        .withNamespace(key.namespace())
        .withName(key.name())
        .withUid(basis.uid())
        .withResourceVersion(basis.resourceVersion())
        .build();
  }

  private static String path(JobRecord job) {
    return String.format(JOBS, job.namespace()) + "/" + job.name();
  }

  private static String path(JobFlowKey key) {
    return String.format(JOB_FLOWS, key.namespace()) + "/" + key.name();
  }

  /** What came back of a request that was granted. */
  private record Reply(String body, List<String> warnings) {}

  /** One line of a watch. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record WatchLine(String type, Map<String, Object> object) {}

  /** The part of a reply that we read. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Head(ObjectMeta metadata) {}
}
