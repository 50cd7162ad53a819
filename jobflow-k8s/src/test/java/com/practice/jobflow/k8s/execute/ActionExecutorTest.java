package com.practice.jobflow.k8s.execute;

import static org.assertj.core.api.Assertions.assertThat;

import com.practice.jobflow.k8s.cluster.Answer;
import com.practice.jobflow.k8s.cluster.ApiRefusal;
import com.practice.jobflow.k8s.fact.ControllerListener;
import com.practice.jobflow.k8s.memory.Creation;
import com.practice.jobflow.k8s.memory.RunMemory;
import com.practice.jobflow.k8s.queue.Backoff;
import com.practice.jobflow.k8s.testing.FakeApiServer;
import com.practice.jobflow.k8s.testing.JobFlows;
import com.practice.jobflow.model.JobFlow;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ActionExecutorTest {
  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

  private final FakeApiServer api = new FakeApiServer();
  private final RunMemory memory = new RunMemory("uid");
  private final JobFlow owner = JobFlows.named("f").flow("a").build();
  private int handedOver;
  private final Executor counting =
      task -> {
        handedOver++;
        task.run();
      };
  private final ActionExecutor executor =
      new ActionExecutor(
          api,
          counting,
          new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(5), () -> 1.0),
          ControllerListener.NONE);

  @Test
  void hasOneMoreUnderWayForEachThatWasCreatedUpTo64() {
    List<Start> starts = starts(200);
    List<Long> underWay = new ArrayList<>();

    executor.create(
        owner,
        starts,
        memory,
        start -> {
          long learnt = starts.stream().filter(other -> memory.created(other.flow(), 1)).count();
          underWay.add(underWay.size() + 1 - learnt);
          assertThat(underWay.size() - learnt).isLessThanOrEqualTo(Math.min(64, learnt + 1));
          return true;
        },
        NOW);

    assertThat(underWay).startsWith(1L, 1L, 2L, 2L, 3L, 3L, 4L).contains(64L);
    assertThat(handedOver).as("one alone needs no other thread").isEqualTo(199);
    assertThat(api.jobs()).hasSize(200);
  }

  @Test
  void beginsWith16AtOnceWhereTheLastJobWasCreatedAndWith1AfterARefusal() {
    executor.create(owner, starts(1), memory, start -> true, NOW);
    assertThat(handedOver).as("one alone needs no other thread").isZero();
    api.takeRequests();
    api.admission(answer -> exceeded());
    List<Start> others = starts(41).subList(1, 41);

    executor.create(owner, others, memory, start -> true, NOW);
    assertThat(api.takeRequests()).hasSize(16);

    executor.create(owner, others, memory, start -> true, NOW);
    assertThat(api.takeRequests()).hasSize(1);
  }

  @Test
  void leavesTheRestWhenAsManyInARowAreHeldBackAsMayBeUnderWay() {
    int[] count = {0};
    api.admission(
        answer ->
            ++count[0] <= 3
                ? answer
                : Answer.refused(
                    new ApiRefusal(ApiRefusal.Kind.FORBIDDEN, 403, "no", Duration.ZERO)));

    executor.create(owner, starts(40), memory, start -> true, NOW);

    assertThat(api.takeRequests()).hasSize(3 + 4 + 3);
    assertThat(memory.creation("f39", 1).orElseThrow().notBefore()).isAfter(NOW);
  }

  @Test
  void triesOneOnlyWhileTheQuotaIsFull() {
    api.admission(answer -> exceeded());

    executor.create(owner, starts(20), memory, start -> true, NOW);

    assertThat(api.takeRequests()).hasSize(1);
    assertThat(memory.creation("f19", 1).orElseThrow().notBefore()).isAfter(NOW);
  }

  @Test
  void leavesTheRestWhenOneRequestWasLost() {
    int[] count = {0};
    api.faults(() -> ++count[0] == 4 ? FakeApiServer.Fault.LOSE_REPLY : FakeApiServer.Fault.NONE);

    ExecutionReport report = executor.create(owner, starts(20), memory, start -> true, NOW);

    assertThat(report.failed()).isTrue();
    assertThat(api.takeRequests()).hasSize(7);
    assertThat(memory.creation("f3", 1)).isEmpty();
    assertThat(memory.creation("f10", 1).orElseThrow().state()).isEqualTo(Creation.State.UNSENT);
  }

  @Test
  void sendsNothingMoreOnceItsRecordIsTooOldToActOn() {
    ExecutionReport report =
        executor.create(owner, starts(20), memory, start -> api.jobs().size() < 5, NOW);

    assertThat(api.jobs()).hasSize(5);
    assertThat(report.failed()).isTrue();
    assertThat(memory.created("f4", 1)).isTrue();
    assertThat(List.of("f5", "f19")).noneMatch(memory::remembers);
  }

  @Test
  void rejectsOneAndCreatesTheOthers() {
    int[] count = {0};
    api.admission(
        answer ->
            ++count[0] == 2
                ? Answer.refused(
                    new ApiRefusal(ApiRefusal.Kind.INVALID, 422, "no image", Duration.ZERO))
                : answer);

    ExecutionReport report = executor.create(owner, starts(5), memory, start -> true, NOW);

    assertThat(api.jobs()).hasSize(4);
    assertThat(memory.trouble("f1", 1).orElseThrow().message()).isEqualTo("no image");
    assertThat(report.again()).isTrue();
  }

  @Test
  void waitsForNobodyOnceItIsInterrupted() {
    ActionExecutor stopping = over(task -> {});
    Thread.currentThread().interrupt();

    ExecutionReport report = stopping.create(owner, starts(3), memory, start -> true, NOW);

    assertThat(Thread.interrupted()).isTrue();
    assertThat(report.failed()).isTrue();
    assertThat(memory.created("f0", 1)).isTrue();
    assertThat(memory.remembers("f1")).as("what becomes of it is unknown").isFalse();
  }

  @Test
  void goesOnWithoutItsPoolWhenThatHasStopped() {
    ActionExecutor stopping =
        over(
            task -> {
              throw new RejectedExecutionException();
            });

    ExecutionReport report = stopping.create(owner, starts(3), memory, start -> true, NOW);

    assertThat(report.failed()).isTrue();
    assertThat(api.jobs()).hasSize(1);
  }

  private static <T> Answer<T> exceeded() {
    return Answer.refused(
        new ApiRefusal(ApiRefusal.Kind.QUOTA, 403, "exceeded quota", Duration.ZERO));
  }

  private ActionExecutor over(Executor pool) {
    return new ActionExecutor(
        api,
        pool,
        new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(5), () -> 1.0),
        ControllerListener.NONE);
  }

  private static List<Start> starts(int count) {
    return IntStream.range(0, count)
        .mapToObj(
            i ->
                new Start(
                    "f" + i,
                    1,
                    new JobBuilder()
                        .withNewMetadata()
                        .withNamespace("default")
                        .withName("f-f" + i)
                        .addToLabels("api.practice.com/flow", "f" + i)
                        .addToLabels("api.practice.com/attempt", "1")
                        .addNewOwnerReference()
                        .withKind("JobFlow")
                        .withName("f")
                        .withUid("uid")
                        .withController(true)
                        .endOwnerReference()
                        .endMetadata()
                        .build(),
                    "f-f" + i + "-hash"))
        .toList();
  }
}
