package com.practice.jobflow.k8s.cache;

import static org.assertj.core.api.Assertions.assertThat;

import com.practice.jobflow.k8s.fact.ControllerListener;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.informers.ExceptionHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SupervisedInformerTest {
  private final ScheduledThreadPoolExecutor scheduler = new ScheduledThreadPoolExecutor(1);
  private final List<FakeInformer> made = new CopyOnWriteArrayList<>();
  private final CountDownLatch healed = new CountDownLatch(1);
  private final AtomicLong nanoTime = new AtomicLong();
  private volatile boolean broken;
  private final SupervisedInformer<Job> informer =
      new SupervisedInformer<>(
          "jobs",
          () -> {
            if (broken) {
              broken = false;
              throw new IllegalStateException("no client any more");
            }
            FakeInformer fake = new FakeInformer();
            made.add(fake);
            return fake.informer();
          },
          scheduler,
          new ControllerListener() {
            @Override
            public void informerHealed(String resource) {
              healed.countDown();
            }
          },
          nanoTime::get);

  @AfterEach
  void stop() {
    informer.close();
    scheduler.shutdownNow();
  }

  @Test
  void isSyncedWhenTheFirstListIsThere() {
    CompletableFuture<Void> synced = informer.start();
    assertThat(informer.synced()).isFalse();

    made.get(0).started.complete(null);

    assertThat(synced).isCompleted();
    assertThat(informer.synced()).isTrue();
  }

  @Test
  void goesOnAfterAnyException() {
    CompletableFuture<Void> synced = informer.start();
    assertThat(synced).isNotDone();

    ExceptionHandler handler = made.get(0).handlers.get(0);

    assertThat(handler.retryAfterException(true, new IllegalStateException("undecodable")))
        .isTrue();
    assertThat(handler.retryAfterException(false, new IllegalStateException("403"))).isTrue();
  }

  @Test
  void replacesAnInformerThatDied() throws InterruptedException {
    CompletableFuture<Void> synced = informer.start();
    assertThat(synced).isNotDone();
    made.get(0).stopped.completeExceptionally(new IllegalStateException("watch"));

    assertThat(healed.await(30, TimeUnit.SECONDS)).isTrue();
    assertThat(made).hasSize(2);
  }

  @Test
  void replacesAnInformerThatHasNoWatchForLongAndDoesNotDie() throws InterruptedException {
    CompletableFuture<Void> synced = informer.start();
    made.get(0).started.complete(null);
    assertThat(synced).isCompleted();

    nanoTime.addAndGet(TimeUnit.SECONDS.toNanos(50));

    assertThat(healed.await(30, TimeUnit.SECONDS)).isTrue();
    assertThat(made).hasSize(2);
    assertThat(made.get(0).stopped).isCompleted();
    assertThat(informer.blindness()).isEqualTo(Duration.ofSeconds(50));
  }

  @Test
  void triesAgainWhenNoInformerCanBeMade() throws InterruptedException {
    broken = true;

    CompletableFuture<Void> synced = informer.start();

    assertThat(healed.await(30, TimeUnit.SECONDS)).isTrue();
    made.get(0).started.complete(null);
    assertThat(synced).isCompleted();
  }

  @Test
  void replacesAnInformerThatCouldNotStart() throws InterruptedException {
    CompletableFuture<Void> synced = informer.start();
    made.get(0).started.completeExceptionally(new IllegalStateException("list"));

    assertThat(healed.await(30, TimeUnit.SECONDS)).isTrue();
    assertThat(made).hasSize(2);
    assertThat(synced).isNotDone();
  }

  @Test
  void replacesNothingOnceClosed() {
    CompletableFuture<Void> synced = informer.start();
    assertThat(synced).isNotDone();
    informer.close();
    made.get(0).stopped.complete(null);

    assertThat(scheduler.getQueue()).allSatisfy(task -> assertThat((Future<?>) task).isCancelled());
    assertThat(made).hasSize(1);
  }

  /** The few methods of an informer that its supervisor calls. */
  private static final class FakeInformer {
    private final CompletableFuture<Void> started = new CompletableFuture<>();
    private final CompletableFuture<Void> stopped = new CompletableFuture<>();
    private final List<ExceptionHandler> handlers = new ArrayList<>();

    @SuppressWarnings("unchecked")
    private SharedIndexInformer<Job> informer() {
      return (SharedIndexInformer<Job>)
          Proxy.newProxyInstance(
              SharedIndexInformer.class.getClassLoader(),
              new Class<?>[] {SharedIndexInformer.class},
              (proxy, method, arguments) -> {
                return switch (method.getName()) {
                  case "start" -> started;
                  case "stopped" -> stopped;
                  case "stop" -> {
                    stopped.complete(null);
                    yield null;
                  }
                  case "isWatching" -> false;
                  case "exceptionHandler" -> {
                    handlers.add((ExceptionHandler) arguments[0]);
                    yield proxy;
                  }
                  default -> method.getReturnType().isInterface() ? proxy : null;
                };
              });
    }
  }
}
