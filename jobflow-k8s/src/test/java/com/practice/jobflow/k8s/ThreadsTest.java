package com.practice.jobflow.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ThreadsTest {
  @Test
  void letWhatWasHandedOverComeToItsEnd() {
    ExecutorService sender = Threads.forgetful("test");
    AtomicInteger sent = new AtomicInteger();
    for (int i = 0; i < 50; i++) {
      sender.execute(sent::incrementAndGet);
    }

    Threads.end(sender, Duration.ofSeconds(30));

    assertThat(sent).hasValue(50);
  }

  @Test
  void waitForNothingThatHangs() throws InterruptedException {
    ExecutorService sender = Threads.forgetful("test");
    CountDownLatch interrupted = new CountDownLatch(1);
    sender.execute(
        () -> {
          try {
            new CountDownLatch(1).await();
          } catch (InterruptedException stopping) {
            interrupted.countDown();
          }
        });

    Threads.end(sender, Duration.ofMillis(10));

    assertThat(interrupted.await(30, TimeUnit.SECONDS)).isTrue();
  }
}
