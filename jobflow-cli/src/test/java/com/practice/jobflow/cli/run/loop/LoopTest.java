package com.practice.jobflow.cli.run.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class LoopTest {
  private final VirtualTime time = new VirtualTime();
  private final Loop loop = time.loop();
  private final List<String> done = new ArrayList<>();

  @Test
  void doesWhatWasPostedBeforeWhatIsDueAndThatInOrderOfTime() throws InterruptedException {
    loop.after(Duration.ofSeconds(2), () -> done.add("second"));
    loop.after(Duration.ofSeconds(1), () -> done.add("first"));
    loop.after(Duration.ofSeconds(2), () -> done.add("third"));
    loop.post(() -> done.add("posted"));

    loop.run(() -> done.size() == 4);

    assertThat(done).containsExactly("posted", "first", "second", "third");
    assertThat(time.passed()).isEqualTo(Duration.ofSeconds(2));
  }

  @Test
  void forgetsWhatWasCancelled() throws InterruptedException {
    Loop.Timer timer = loop.after(Duration.ofSeconds(1), () -> done.add("cancelled"));
    loop.after(Duration.ofSeconds(2), () -> done.add("kept"));

    timer.cancel();
    loop.run(() -> !done.isEmpty());

    assertThat(done).containsExactly("kept");
  }

  @Test
  void inRealTimeHearsOtherThreads() throws InterruptedException {
    Loop real = Loop.inRealTime();
    boolean[] heard = new boolean[1];

    var unused = CompletableFuture.runAsync(() -> real.post(() -> heard[0] = true));
    real.run(() -> heard[0]);

    assertThat(heard[0]).isTrue();
  }
}
