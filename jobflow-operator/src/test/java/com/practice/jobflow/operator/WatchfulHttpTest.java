package com.practice.jobflow.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A watch whose server says nothing any more, and does not hang up either. */
@Timeout(60)
class WatchfulHttpTest {
  private static final String EMPTY =
      """
      {"apiVersion":"batch/v1","kind":"JobList","metadata":{"resourceVersion":"1"},"items":[]}
      """;

  private final Vertx vertx = Vertx.vertx();
  private final CountDownLatch watches = new CountDownLatch(3);

  @AfterEach
  void stop() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  @Test
  void isBegunAnew() throws InterruptedException {
    Config config =
        new ConfigBuilder(Config.empty())
            .withMasterUrl("http://127.0.0.1:" + server().actualPort())
            .build();
    try (KubernetesClient client =
        new KubernetesClientBuilder()
            .withConfig(config)
            .withHttpClientFactory(new WatchfulHttp(Duration.ofSeconds(1)))
            .build()) {
      SharedIndexInformer<Job> informer =
          client.batch().v1().jobs().inAnyNamespace().runnableInformer(0);
      informer.exceptionHandler((started, surprise) -> true);
      informer.addEventHandler(new Ignoring());
      var unused = informer.start();

      assertThat(watches.await(50, TimeUnit.SECONDS)).isTrue();
      informer.stop();
    }
  }

  private HttpServer server() {
    return vertx
        .createHttpServer()
        .requestHandler(this::answer)
        .listen(0, "127.0.0.1")
        .toCompletionStage()
        .toCompletableFuture()
        .join();
  }

  private void answer(HttpServerRequest request) {
    if ("true".equals(request.getParam("watch"))) {
      var unused = request.toWebSocket().onSuccess(silent -> watches.countDown());
    } else {
      request.response().putHeader("Content-Type", "application/json").end(EMPTY);
    }
  }

  /** Somebody must listen. */
  private static final class Ignoring implements ResourceEventHandler<Job> {
    @Override
    public void onAdd(Job job) {}

    @Override
    public void onUpdate(Job before, Job job) {}

    @Override
    public void onDelete(Job job, boolean unknown) {}
  }
}
