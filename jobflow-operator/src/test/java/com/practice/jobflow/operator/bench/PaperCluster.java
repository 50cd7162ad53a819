package com.practice.jobflow.operator.bench;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.PfxOptions;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * An API server, Job controller and kubelets of cardboard: what the operator asks for is answered
 * from memory, and every Job is Complete in a moment. All that is measured beside it is the
 * operator's own. It has one thread, so that everything happens in one order.
 */
final class PaperCluster implements AutoCloseable {
  static final String NAMESPACE = "paper";
  private static final String JOB_FLOWS = "jobflows";
  private static final String JOBS = "jobs";
  private static final int WRITE_MILLIS = 5;
  private static final int ACTIVE_MILLIS = 10;
  private static final int COMPLETE_MILLIS = 30;

  private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
  private final Map<String, Map<String, JsonObject>> stored = new ConcurrentHashMap<>();
  private final Map<String, List<ServerWebSocket>> watchers = new ConcurrentHashMap<>();
  private final Map<String, AtomicLong> requests = new ConcurrentSkipListMap<>();
  private final AtomicInteger ended = new AtomicInteger();
  private final Map<String, Long> completed = new ConcurrentHashMap<>();
  private final List<Long> creations = new CopyOnWriteArrayList<>();
  private final List<Double> pauses = new CopyOnWriteArrayList<>();
  private final HttpServer server;
  private final String managedFields;
  private long version = 1000;

  /**
   * Starts it.
   *
   * @param managedFields of a Job, as a real API server sends them
   */
  PaperCluster(Path keyStore, String password, String managedFields) {
    this.managedFields = managedFields;
    HttpServerOptions options =
        new HttpServerOptions()
            .setSsl(true)
            .setKeyCertOptions(new PfxOptions().setPath(keyStore.toString()).setPassword(password))
            .setHost("127.0.0.1")
            .setPort(0);
    this.server =
        vertx
            .createHttpServer(options)
            .webSocketHandler(this::watch)
            .requestHandler(request -> request.body().onSuccess(body -> answer(request, body)))
            .listen()
            .toCompletionStage()
            .toCompletableFuture()
            .join();
  }

  int port() {
    return server.actualPort();
  }

  /** Returns how many JobFlows have ended so far. */
  int ended() {
    return ended.get();
  }

  /** Returns how many Jobs were created a second since it was last asked. */
  double takeCreateRate() {
    List<Long> times = List.copyOf(creations);
    creations.clear();
    return (times.size() - 1) * 1e9 / (times.get(times.size() - 1) - times.get(0));
  }

  /** Returns how often was asked for what. */
  Map<String, AtomicLong> requests() {
    return requests;
  }

  /**
   * Returns how long it took from telling of a JobFlow's latest Complete Job to being asked for its
   * next one, in milliseconds; forgets it.
   */
  List<Double> takePauses() {
    List<Double> taken = List.copyOf(pauses);
    pauses.clear();
    return taken;
  }

  void submit(String jobFlow) {
    vertx.runOnContext(
        none -> {
          JsonObject submitted = new JsonObject(jobFlow);
          JsonObject spec = submitted.getJsonObject("spec").put("failurePolicy", "FailFast");
          // an API server sends the fields in this order
          JsonObject object =
              new JsonObject()
                  .put("apiVersion", submitted.getString("apiVersion"))
                  .put("kind", submitted.getString("kind"))
                  .put("metadata", submitted.getJsonObject("metadata"))
                  .put("spec", spec.put("attempt", 1));
          create(JOB_FLOWS, object);
        });
  }

  /** Deletes all JobFlows and Jobs, as if somebody had asked for it. */
  void clear() {
    vertx.runOnContext(
        none ->
            List.of(JOB_FLOWS, JOBS)
                .forEach(
                    kind -> {
                      List<JsonObject> all = new ArrayList<>(objects(kind).values());
                      objects(kind).clear();
                      all.forEach(
                          object -> {
                            renew(object);
                            tell(kind, "DELETED", object);
                          });
                    }));
  }

  @Override
  public void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  private Map<String, JsonObject> objects(String kind) {
    return stored.computeIfAbsent(kind, unknown -> new ConcurrentHashMap<>());
  }

  private void watch(ServerWebSocket socket) {
    String kind = kind(socket.path());
    List<ServerWebSocket> all = watchers.computeIfAbsent(kind, unknown -> new ArrayList<>());
    all.add(socket);
    socket.closeHandler(none -> all.remove(socket));
  }

  private void answer(HttpServerRequest request, Buffer body) {
    String path = request.path();
    String kind = kind(path);
    requests
        .computeIfAbsent(request.method() + " " + kind, unknown -> new AtomicLong())
        .incrementAndGet();
    if (path.endsWith("/v1alpha1")) {
      reply(request, resources());
    } else if (kind.equals("selfsubjectaccessreviews")) {
      JsonObject review = body.toJsonObject();
      reply(request, review.put("status", new JsonObject().put("allowed", true)));
    } else if (request.method().equals(HttpMethod.POST) && kind.equals(JOBS)) {
      created(request, body.toJsonObject());
    } else if (request.method().equals(HttpMethod.PUT) && kind.equals(JOB_FLOWS)) {
      recorded(request, body.toJsonObject());
    } else if (request.method().equals(HttpMethod.POST)) {
      reply(request, body.toJsonObject());
    } else {
      reply(
          request,
          new JsonObject()
              .put("metadata", new JsonObject().put("resourceVersion", Long.toString(version)))
              .put("items", new JsonArray(new ArrayList<>(objects(kind).values()))));
    }
  }

  private void created(HttpServerRequest request, JsonObject job) {
    Long since = completed.remove(owner(job));
    if (since != null) {
      pauses.add((System.nanoTime() - since) / 1e6);
    }
    JsonObject metadata = job.getJsonObject("metadata");
    metadata.put("managedFields", new JsonArray(managedFields));
    job.getJsonObject("spec")
        .put("parallelism", 1)
        .put("completions", 1)
        .getJsonObject("template")
        .getJsonObject("spec")
        .put("dnsPolicy", "ClusterFirst")
        .put("schedulerName", "default-scheduler")
        .put("terminationGracePeriodSeconds", 30);
    creations.add(System.nanoTime());
    create(JOBS, job);
    replyLater(request, job);
    String start = now();
    vertx.setTimer(
        ACTIVE_MILLIS, none -> job(job, new JsonObject().put("startTime", start).put("active", 1)));
    vertx.setTimer(
        COMPLETE_MILLIS,
        none -> {
          completed.put(owner(job), System.nanoTime());
          job(
              job,
              new JsonObject()
                  .put("startTime", start)
                  .put("completionTime", now())
                  .put("succeeded", 1)
                  .put(
                      "conditions",
                      new JsonArray()
                          .add(
                              new JsonObject()
                                  .put("type", "Complete")
                                  .put("status", "True")
                                  .put("lastProbeTime", now())
                                  .put("lastTransitionTime", now()))));
        });
  }

  private void job(JsonObject job, JsonObject status) {
    if (objects(JOBS).containsKey(job.getJsonObject("metadata").getString("name"))) {
      job.put("status", status);
      renew(job);
      tell(JOBS, "MODIFIED", job);
    }
  }

  private void recorded(HttpServerRequest request, JsonObject written) {
    JsonObject metadata = written.getJsonObject("metadata");
    JsonObject jobFlow = objects(JOB_FLOWS).get(metadata.getString("name"));
    if (jobFlow == null
        || !jobFlow
            .getJsonObject("metadata")
            .getString("resourceVersion")
            .equals(metadata.getString("resourceVersion"))) {
      request.response().setStatusCode(409).end("{\"kind\":\"Status\",\"code\":409}");
      return;
    }
    jobFlow.put("status", written.getJsonObject("status"));
    renew(jobFlow);
    replyLater(request, jobFlow);
    tell(JOB_FLOWS, "MODIFIED", jobFlow);
    if ("Succeeded".equals(jobFlow.getJsonObject("status").getString("phase"))) {
      ended.incrementAndGet();
    }
  }

  private void create(String kind, JsonObject object) {
    object
        .getJsonObject("metadata")
        .put("namespace", NAMESPACE)
        .put("uid", UUID.randomUUID().toString())
        .put("generation", 1)
        .put("creationTimestamp", now());
    renew(object);
    objects(kind).put(object.getJsonObject("metadata").getString("name"), object);
    tell(kind, "ADDED", object);
  }

  private void renew(JsonObject object) {
    object.getJsonObject("metadata").put("resourceVersion", Long.toString(++version));
  }

  private void tell(String kind, String type, JsonObject object) {
    String event = "{\"type\":\"" + type + "\",\"object\":" + object.encode() + "}";
    watchers.getOrDefault(kind, List.of()).forEach(socket -> socket.writeTextMessage(event));
  }

  private static String owner(JsonObject job) {
    return job.getJsonObject("metadata")
        .getJsonArray("ownerReferences")
        .getJsonObject(0)
        .getString("name");
  }

  private static JsonObject head(JsonObject object) {
    return new JsonObject()
        .put("kind", "PartialObjectMetadata")
        .put("apiVersion", "meta.k8s.io/v1")
        .put("metadata", object.getJsonObject("metadata"));
  }

  private static JsonObject resources() {
    JsonArray all = new JsonArray();
    for (String name : List.of(JOB_FLOWS, JOB_FLOWS + "/status", "jobtemplates")) {
      String kind = name.startsWith(JOB_FLOWS) ? "JobFlow" : "JobTemplate";
      all.add(new JsonObject().put("name", name).put("kind", kind).put("namespaced", true));
    }
    return new JsonObject()
        .put("kind", "APIResourceList")
        .put("groupVersion", "api.practice.com/v1alpha1")
        .put("resources", all);
  }

  /** Answers a write as if it took its time to be stored. */
  private void replyLater(HttpServerRequest request, JsonObject object) {
    JsonObject head = head(object).copy();
    vertx.setTimer(WRITE_MILLIS, none -> reply(request, head));
  }

  private static void reply(HttpServerRequest request, JsonObject body) {
    request.response().putHeader("Content-Type", "application/json").end(body.encode());
  }

  /** Returns the resource that a path is about. */
  private static String kind(String path) {
    for (String kind : List.of(JOB_FLOWS, JOBS, "jobtemplates", "events")) {
      if (path.contains("/" + kind)) {
        return kind;
      }
    }
    return path.substring(path.lastIndexOf('/') + 1);
  }

  private static String now() {
    return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
