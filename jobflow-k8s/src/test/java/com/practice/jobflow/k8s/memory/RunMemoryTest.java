package com.practice.jobflow.k8s.memory;

import static org.assertj.core.api.Assertions.assertThat;

import com.practice.jobflow.k8s.cluster.Written;
import com.practice.jobflow.k8s.translate.status.Journal;
import com.practice.jobflow.model.JobFlow;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RunMemoryTest {
  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

  private final RunMemory memory = new RunMemory("uid");

  @Test
  void holdsUntilItsTimeHasCome() {
    memory.held("a", 1, NOW.plusSeconds(60), null);

    assertThat(memory.earliestHold(NOW)).contains(NOW.plusSeconds(60));
    assertThat(memory.earliestHold(NOW.plusSeconds(60))).isEmpty();
  }

  @Test
  void holdsNobodyForAnHourBecauseTheClockWasSetBack() {
    memory.held("a", 1, NOW.plusSeconds(60), null);

    assertThat(memory.earliestHold(NOW.minus(Duration.ofHours(1)))).isEmpty();
  }

  @Test
  void renamesNoOtherAttempt() {
    memory.rename("a", 1, "f-a-0123456789");

    assertThat(memory.takeRename("a", 2)).isEmpty();
    assertThat(memory.takeRename("a", 1)).contains("f-a-0123456789");
    assertThat(memory.takeRename("a", 1)).isEmpty();
  }

  @Test
  void takesNothingForMissingOnceSomebodyElseHasWritten() {
    memory.unsent("a", 1, NOW);
    memory.created("b", 1, "job", NOW);

    memory.distrust();

    assertThat(memory.remembers("a")).isFalse();
    assertThat(memory.created("b", 1)).isTrue();
  }

  @Test
  void tellsAVersionOfSomebodyElsesFromItsOwn() {
    assertThat(memory.sees("7")).isTrue();
    assertThat(memory.sees("7")).isFalse();
    assertThat(memory.sees("8")).isTrue();

    memory.wrote(new Written("uid", "9"), Journal.of(new JobFlow()).status(), NOW, NOW);

    assertThat(memory.sees("9")).isFalse();
    assertThat(memory.sees("10")).isTrue();
  }

  @Test
  void restsTwiceAsLongAsALongWriteTookAndNotAfterAShortOne() {
    wrote(Duration.ofMillis(200));
    assertThat(memory.rest(NOW)).isZero();

    wrote(Duration.ofMillis(600));
    assertThat(memory.rest(NOW)).isEqualTo(Duration.ofMillis(1200));
    assertThat(memory.rest(NOW.plusSeconds(1))).isEqualTo(Duration.ofMillis(200));
    assertThat(memory.rest(NOW.plusSeconds(2))).isZero();
    assertThat(memory.rest(NOW.minusSeconds(1))).as("a clock that was set back").isZero();

    wrote(Duration.ofSeconds(20));
    assertThat(memory.rest(NOW)).isEqualTo(Duration.ofSeconds(5));
  }

  private void wrote(Duration taken) {
    memory.wrote(
        new Written("uid", "9"), Journal.of(new JobFlow()).status(), NOW.minus(taken), NOW);
  }
}
