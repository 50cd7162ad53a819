package com.practice.jobflow.k8s.cache;

import static org.assertj.core.api.Assertions.assertThat;

import com.practice.jobflow.k8s.cluster.JobFlowKey;
import com.practice.jobflow.k8s.cluster.WireFormat;
import com.practice.jobflow.k8s.fact.ControllerListener;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class InformersTest {
  private static final String EXPIRED =
      "{\"type\":\"ERROR\",\"object\":{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"code\":410,"
          + "\"reason\":\"Expired\",\"message\":\"too old resource version\"}}\n";

  private final AtomicInteger jobLists = new AtomicInteger();
  private final CountDownLatch over = new CountDownLatch(1);
  private final BlockingQueue<JobFlowKey> touched = new LinkedBlockingQueue<>();
  private final ScheduledThreadPoolExecutor scheduler = new ScheduledThreadPoolExecutor(1);
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private volatile List<String> jobFlows = List.of();
  private HttpServer http;
  private KubernetesClient client;
  private Informers informers;

  @BeforeEach
  void start() throws IOException {
    http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    http.createContext("/", this::answer);
    http.setExecutor(threads);
    http.start();
    Config config =
        new ConfigBuilder(Config.empty())
            .withMasterUrl("http://127.0.0.1:" + http.getAddress().getPort())
            .withWatchReconnectInterval(10)
            .build();
    client =
        new KubernetesClientBuilder()
            .withConfig(config)
            .withKubernetesSerialization(WireFormat.serialization())
            .build();
    informers =
        new Informers(
            client,
            List.of("ns"),
            false,
            scheduler,
            ControllerListener.NONE,
            new Informers.Events(touched::add, touched::add));
    informers.jobs().rememberDeparted();
  }

  @AfterEach
  void stop() {
    over.countDown();
    informers.close();
    client.close();
    http.stop(0);
    threads.shutdownNow();
    scheduler.shutdownNow();
  }

  /** The second list lacks a Job, and no watch has said that it went. */
  @Test
  void findsByANewListWhatWentWhileAWatchHadExpired() throws InterruptedException {
    informers.start().orTimeout(30, TimeUnit.SECONDS).join();

    JobFlowKey key = new JobFlowKey("ns", "f");
    while (informers.jobs().find("u9", "f-b").isPresent()) {
      assertThat(touched.poll(30, TimeUnit.SECONDS)).isEqualTo(key);
    }

    assertThat(informers.jobs().find("u9", "f-a")).isPresent();
    assertThat(informers.jobs().departed(key, "u9", "f-b")).isPresent();
  }

  /** The usual limits of a JSON parser would make the whole list unreadable. */
  @Test
  void readsOthersBesideWhatIsNestedTooDeepAndNamedTooLong() {
    int depth = 9_000;
    String deep = "{\"a\":".repeat(depth) + "1" + "}".repeat(depth);
    String wide = "{\"" + "k".repeat(100_000) + "\":1}";
    jobFlows = List.of(jobFlow("deep", deep), jobFlow("wide", wide), jobFlow("plain", "{}"));

    informers.start().orTimeout(30, TimeUnit.SECONDS).join();

    assertThat(informers.jobFlows().keys())
        .containsExactlyInAnyOrder("ns/deep", "ns/wide", "ns/plain");
    assertThat(informers.jobFlows().get("ns", "plain").orElseThrow().value()).isPresent();
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    String query = String.valueOf(exchange.getRequestURI().getQuery());
    boolean jobs = path.endsWith("/jobs");
    if (exchange.getRequestHeaders().containsKey("Upgrade")) {
      // no web sockets here, as behind some proxies: the client turns to plain HTTP
      exchange.sendResponseHeaders(200, -1);
      exchange.close();
      return;
    }
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, 0);
    try (OutputStream out = exchange.getResponseBody()) {
      if (query.contains("watch=true")) {
        if (jobs && jobLists.get() == 1) {
          out.write(EXPIRED.getBytes(StandardCharsets.UTF_8));
        } else {
          out.flush();
          await();
        }
      } else {
        String items =
            path.endsWith("/jobflows")
                ? String.join(",", jobFlows)
                : !jobs
                    ? ""
                    : jobLists.incrementAndGet() == 1 ? job("a") + "," + job("b") : job("a");
        String list = "{\"metadata\":{\"resourceVersion\":\"10\"},\"items\":[" + items + "]}";
        out.write(list.getBytes(StandardCharsets.UTF_8));
      }
    }
  }

  private void await() {
    try {
      over.await();
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
  }

  private static String jobFlow(String name, String jobTemplate) {
    return "{\"kind\":\"JobFlow\",\"apiVersion\":\"api.practice.com/v1alpha1\",\"metadata\":{"
        + "\"namespace\":\"ns\",\"name\":\""
        + name
        + "\",\"uid\":\"u-"
        + name
        + "\",\"resourceVersion\":\"5\"},\"spec\":{\"flows\":[{\"name\":\"a\",\"jobTemplate\":"
        + jobTemplate
        + "}]}}";
  }

  private static String job(String flow) {
    return "{\"kind\":\"Job\",\"apiVersion\":\"batch/v1\",\"metadata\":{\"namespace\":\"ns\",\"name\":\"f-"
        + flow
        + "\",\"uid\":\"j-"
        + flow
        + "\",\"resourceVersion\":\"5\",\"labels\":{\"app.kubernetes.io/managed-by\":"
        + "\"jobflow-operator\"},\"ownerReferences\":[{\"apiVersion\":\"api.practice.com/v1alpha1\","
        + "\"kind\":\"JobFlow\",\"name\":\"f\",\"uid\":\"u9\",\"controller\":true}]}}";
  }
}
