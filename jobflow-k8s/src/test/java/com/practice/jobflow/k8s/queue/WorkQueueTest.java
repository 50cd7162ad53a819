package com.practice.jobflow.k8s.queue;

import static org.assertj.core.api.Assertions.assertThat;

import com.practice.jobflow.k8s.fact.ControllerListener;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkQueueTest {
  private final List<String> heard = new ArrayList<>();
  private long now = 1_000;
  private final WorkQueue<String> queue =
      new WorkQueue<>(
          new Backoff(Duration.ofMillis(200), Duration.ofSeconds(60), () -> 1.0),
          () -> now,
          new ControllerListener() {
            @Override
            public void queueTaken(Duration waited) {
              heard.add("waited " + waited.toMillis());
            }

            @Override
            public void queueDone(Duration worked) {
              heard.add("worked " + worked.toMillis());
            }
          });

  @Test
  void handsOutKeysInTheOrderInWhichTheyCame() {
    queue.add("a");
    queue.add("b");

    assertThat(takeAll()).containsExactly("a", "b");
  }

  @Test
  void holdsAKeyThatIsAddedTwiceOnce() {
    queue.add("a");
    queue.add("a");

    assertThat(takeAll()).containsExactly("a");
  }

  @Test
  void neverHandsOutAKeyThatSomebodyHas() {
    queue.add("a");
    queue.poll();
    queue.add("a");

    assertThat(queue.poll()).isEmpty();
  }

  @Test
  void handsOutAKeyOnceMoreThatWasAddedWhileSomebodyHadIt() {
    queue.add("a");
    queue.poll();
    queue.add("a");
    queue.add("a");
    queue.done("a");

    assertThat(takeAll()).containsExactly("a");
  }

  @Test
  void handsOutADelayedKeyWhenItsTimeHasCome() {
    queue.addAfter("a", Duration.ofSeconds(1));

    pass(Duration.ofMillis(999));
    assertThat(queue.poll()).isEmpty();
    pass(Duration.ofMillis(1));
    assertThat(queue.poll()).contains("a");
  }

  @Test
  void keepsTheShortestOfSeveralDelays() {
    queue.addAfter("a", Duration.ofSeconds(3));
    queue.addAfter("a", Duration.ofSeconds(1));
    queue.addAfter("a", Duration.ofSeconds(2));

    pass(Duration.ofSeconds(1));
    assertThat(takeAll()).containsExactly("a");
    pass(Duration.ofSeconds(5));
    assertThat(queue.poll()).isEmpty();
  }

  @Test
  void readyWorkOvertakesADelay() {
    queue.addAfter("a", Duration.ofSeconds(1));
    queue.add("a");

    assertThat(takeAll()).containsExactly("a");
    pass(Duration.ofSeconds(2));
    assertThat(queue.poll()).isEmpty();
  }

  @Test
  void waitsTwiceAsLongAfterEachFailureUpToAMinute() {
    List<Long> waits = new ArrayList<>();
    for (int failure = 0; failure < 12; failure++) {
      queue.retry("a", Duration.ZERO);
      waits.add(millisUntilReady());
    }

    assertThat(waits)
        .startsWith(200L, 400L, 800L, 1_600L)
        .endsWith(60_000L, 60_000L)
        .allMatch(wait -> wait <= 60_000);
  }

  @Test
  void neverDropsAKeyForHavingFailedOften() {
    for (int failure = 0; failure < 1_000; failure++) {
      queue.retry("a", Duration.ZERO);
      pass(Duration.ofMinutes(1));
      assertThat(takeAll()).containsExactly("a");
    }
  }

  @Test
  void beginsAnewWithShortWaitsAfterASuccess() {
    queue.retry("a", Duration.ZERO);
    queue.retry("a", Duration.ZERO);
    millisUntilReady();
    queue.succeeded("a");
    queue.retry("a", Duration.ZERO);

    assertThat(millisUntilReady()).isEqualTo(200);
  }

  @Test
  void waitsAtLeastAsLongAsTheServerAskedFor() {
    queue.retry("a", Duration.ofSeconds(7));

    assertThat(millisUntilReady()).isEqualTo(7_000);
  }

  @Test
  void tellsHowLongKeysWaitedAndWereWorkedOn() {
    queue.add("a");
    pass(Duration.ofMillis(5));
    queue.poll();
    pass(Duration.ofMillis(7));

    assertThat(queue.active()).isEqualTo(1);
    assertThat(queue.longestWork()).isEqualTo(Duration.ofMillis(7));
    assertThat(queue.unfinishedWork()).isEqualTo(Duration.ofMillis(7));
    queue.done("a");
    assertThat(heard).containsExactly("waited 5", "worked 7");
    assertThat(queue.active()).isZero();
  }

  @Test
  void wakesWhoeverWaitsWhenItShutsDown()
      throws ExecutionException, InterruptedException, TimeoutException {
    CompletableFuture<Optional<String>> taken = CompletableFuture.supplyAsync(this::take);

    queue.shutDown();

    assertThat(taken.get(10, TimeUnit.SECONDS)).isEmpty();
  }

  @Test
  void wakesWhoeverWaitsWhenAKeyComes()
      throws ExecutionException, InterruptedException, TimeoutException {
    CompletableFuture<Optional<String>> taken = CompletableFuture.supplyAsync(this::take);

    queue.add("a");

    assertThat(taken.get(10, TimeUnit.SECONDS)).contains("a");
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void losesNoKeyAndSharesNone(long seed) {
    Random random = new Random(seed);
    Set<String> owed = new HashSet<>();
    Set<String> taken = new HashSet<>();
    for (int step = 0; step < 5_000; step++) {
      String key = "k" + random.nextInt(5);
      switch (random.nextInt(5)) {
        case 0 -> {
          queue.add(key);
          owed.add(key);
        }
        case 1 -> {
          queue.addAfter(key, Duration.ofMillis(random.nextInt(50)));
          owed.add(key);
        }
        case 2 -> pass(Duration.ofMillis(random.nextInt(20)));
        case 3 ->
            queue
                .poll()
                .ifPresent(
                    next -> {
                      assertThat(taken.add(next)).as("%s is handed out twice", next).isTrue();
                      assertThat(owed).contains(next);
                      owed.remove(next);
                    });
        default ->
            taken.stream()
                .findFirst()
                .ifPresent(
                    done -> {
                      taken.remove(done);
                      queue.done(done);
                    });
      }
      assertThat(queue.known()).containsAll(owed).containsAll(taken);
    }
  }

  private List<String> takeAll() {
    List<String> keys = new ArrayList<>();
    for (Optional<String> key = queue.poll(); key.isPresent(); key = queue.poll()) {
      keys.add(key.get());
      queue.done(key.get());
    }
    return keys;
  }

  private long millisUntilReady() {
    for (long millis = 0; millis < 1_000_000; millis += 100) {
      if (!takeAll().isEmpty()) {
        return millis;
      }
      pass(Duration.ofMillis(100));
    }
    throw new AssertionError("never ready");
  }

  private Optional<String> take() {
    try {
      return queue.take();
    } catch (InterruptedException surprise) {
      throw new IllegalStateException(surprise);
    }
  }

  private void pass(Duration time) {
    now += time.toNanos();
  }
}
