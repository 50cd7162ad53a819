package com.practice.jobflow.operator.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class StandingPreflightTest {
  private final FakeQuestions cluster = new FakeQuestions();
  private final Queue<Runnable> tasks = new ArrayDeque<>();
  private final List<Duration> pauses = new ArrayList<>();
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private long now;
  private final StandingPreflight standing =
      new StandingPreflight(
          new Preflight(cluster, Rights.toRunJobFlows(List.of())),
          (task, pause) -> {
            tasks.add(task);
            pauses.add(pause);
          },
          () -> now);

  @BeforeEach
  void listen() {
    log.start();
    logger().addAppender(log);
  }

  @AfterEach
  void stopListening() {
    logger().detachAppender(log);
  }

  @Test
  void isNotContentBeforeItHasLooked() {
    assertThat(standing.obstacles()).hasSize(1);
  }

  @Test
  void passesAtOnceAndAsksNothingAnyMore() {
    CompletableFuture<Void> passed = standing.start();
    runNext();

    assertThat(passed).isCompleted();
    assertThat(standing.obstacles()).isEmpty();
    assertThat(tasks).isEmpty();
    assertThat(lines()).isEmpty();
  }

  @Test
  void asksAgainLessAndLessOftenAndLogsEachChangeOnce() {
    cluster.without("jobflows").failing(0, "Connection refused");
    CompletableFuture<Void> passed = standing.start();
    for (int i = 0; i < 6; i++) {
      runNext();
    }
    assertThat(passed).isNotDone();
    cluster.answering();
    runNext();
    cluster.with("jobflows");
    runNext();

    assertThat(passed).isCompleted();
    assertThat(pauses)
        .extracting(Duration::toSeconds)
        .containsExactly(0L, 1L, 2L, 4L, 8L, 15L, 15L, 15L);
    assertThat(lines())
        .containsExactly(
            "WARN Cannot work: the API server at https://api cannot be reached: Connection refused",
            "WARN Cannot work: the custom resource definition jobflows.api.practice.com is missing"
                + " or does not serve v1alpha1; install it with `kubectl apply -k yaml/`",
            "INFO Nothing is in the way any more");
  }

  @Test
  void looksAgainAfterAnAlarmOnceForMany() {
    pass();
    cluster.refusing(right -> right.verb().equals("create"));

    standing.alarm();
    standing.alarm();

    assertThat(tasks).hasSize(1);
    runNext();
    assertThat(standing.obstacles()).hasSize(2);
    cluster.refusing(right -> false);
    runNext();
    assertThat(standing.obstacles()).isEmpty();
    assertThat(tasks).isEmpty();
    assertThat(lines()).hasSize(3).last().isEqualTo("INFO Nothing is in the way any more");
  }

  @Test
  void learnsFromFalseAlarmsAndForgives() {
    pass();
    pauses.clear();
    for (int i = 0; i < 8; i++) {
      standing.alarm();
      runNext();
    }
    now += Duration.ofMinutes(6).toNanos();
    standing.alarm();

    assertThat(pauses)
        .extracting(Duration::toSeconds)
        .containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 60L, 60L, 1L);
  }

  @Test
  void anAlarmBeforeItHasPassedChangesNothing() {
    standing.alarm();

    assertThat(tasks).isEmpty();
  }

  private void pass() {
    CompletableFuture<Void> passed = standing.start();
    runNext();
    assertThat(passed).isCompleted();
  }

  private void runNext() {
    tasks.remove().run();
  }

  private List<String> lines() {
    return log.list.stream()
        .map(event -> event.getLevel() + " " + event.getFormattedMessage())
        .toList();
  }

  private static Logger logger() {
    return (Logger) LoggerFactory.getLogger(StandingPreflight.class);
  }
}
