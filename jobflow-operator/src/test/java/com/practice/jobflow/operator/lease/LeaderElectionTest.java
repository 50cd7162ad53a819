package com.practice.jobflow.operator.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The election with its thread, in real time, but a hundred times as fast. */
class LeaderElectionTest {
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

  private final FakeLease lease = new FakeLease();
  private final LeaderElection election = new LeaderElection(lease, settings("a"));

  @AfterEach
  void end() {
    election.close();
  }

  @Test
  void tellsThatItLeadsAndMayWriteFromThenOn() throws Exception {
    assertThat(election.mayWrite()).isFalse();
    election.start();

    election.elected().get(10, TimeUnit.SECONDS);

    assertThat(election.mayWrite()).isTrue();
    assertThat(election.holder()).contains("a");
    assertThat(election.alive()).isTrue();
    assertThat(election.lost()).isNotDone();
  }

  @Test
  void aLeaderWhoseLeaseIsTakenIsToldByItsNextRenewal() throws Exception {
    CompletableFuture<Void> led = election.elected().thenRun(() -> lease.put(heldBy("x")));
    election.start();
    led.get(10, TimeUnit.SECONDS);

    assertThat(election.lost().get(10, TimeUnit.SECONDS)).isEqualTo("x has taken it");
    assertThat(election.mayWrite()).isFalse();
  }

  @Test
  void whateverIsDoneFirstAsLeaderKeepsNobodyFromRenewing() throws Exception {
    CompletableFuture<Void> renewed = new CompletableFuture<>();
    CompletableFuture<Void> led =
        election.elected().thenRun(() -> renewed.orTimeout(10, TimeUnit.SECONDS).join());
    lease.onWrite(
        number -> {
          if (number == 3) {
            renewed.complete(null);
          }
        });

    election.start();

    assertThat(led).succeedsWithin(Duration.ofSeconds(10));
  }

  @Test
  void tellsOnceWhyItHasLostAndNeverStandsAgain() throws Exception {
    LeaseSettings hasty =
        settings("a").lasting(Duration.ofSeconds(2), Duration.ofSeconds(1), Duration.ofMillis(20));
    try (LeaderElection shortLived = new LeaderElection(lease, hasty)) {
      shortLived.start();
      shortLived.elected().get(10, TimeUnit.SECONDS);

      lease.fail("connection refused");

      assertThat(shortLived.lost().get(10, TimeUnit.SECONDS))
          .startsWith("could not renew it for 1.0 s");
      lease.fail(null);
      assertThat(shortLived.mayWrite()).isFalse();
      await().until(() -> !shortLived.alive());
    }
    assertThat(lease.stored().orElseThrow().holder()).isEqualTo("a");
  }

  @Test
  void closingForbidsWritesAndGivesTheLeaseAway() throws Exception {
    election.start();
    election.elected().get(10, TimeUnit.SECONDS);

    election.close();

    assertThat(election.mayWrite()).isFalse();
    assertThat(lease.stored().orElseThrow().isFree()).isTrue();
    assertThat(election.lost()).isNotDone();
    assertThat(election.alive()).isFalse();
  }

  @Test
  void givesTheLeaseAwayAlthoughTheFirstTryGetsNoAnswer() throws Exception {
    election.start();
    election.elected().get(10, TimeUnit.SECONDS);
    lease.failChanges(2);

    election.close();

    assertThat(lease.stored().orElseThrow().isFree()).isTrue();
  }

  @Test
  void closingInTheMiddleOfARenewalIsNoLoss() throws Exception {
    CompletableFuture<CompletableFuture<Void>> closing = new CompletableFuture<>();
    election.start();
    election.elected().get(10, TimeUnit.SECONDS);
    lease.onWrite(
        number -> {
          if (!closing.isDone()) {
            closing.complete(CompletableFuture.runAsync(election::close));
            while (election.mayWrite()) {
              Thread.onSpinWait();
            }
          }
        });

    closing.get(10, TimeUnit.SECONDS).get(10, TimeUnit.SECONDS);

    assertThat(election.lost()).isNotDone();
    assertThat(lease.stored().orElseThrow().isFree()).isTrue();
  }

  @Test
  void closingACandidateLeavesTheLeaseAlone() {
    LeaseRecord held = lease.put(heldBy("x"));
    election.start();

    election.close();

    assertThat(lease.stored()).contains(held);
    assertThat(election.elected()).isNotDone();
  }

  @Test
  void closingBeforeTheStartDoesNothing() {
    election.close();

    assertThat(lease.stored()).isEmpty();
  }

  @Test
  void aMistakeOfOursDoesNotEndTheElection() throws Exception {
    FakeLease sound = new FakeLease();
    LeaseApi once =
        new LeaseApi() {
          private boolean thrown;

          @Override
          public LeaseAnswer look() {
            if (!thrown) {
              thrown = true;
              throw new IllegalStateException("a mistake");
            }
            return sound.look();
          }

          @Override
          public LeaseAnswer create(LeaseRecord lease) {
            return sound.create(lease);
          }

          @Override
          public LeaseAnswer change(LeaseRecord lease) {
            return sound.change(lease);
          }
        };
    try (LeaderElection stubborn = new LeaderElection(once, settings("b"))) {
      stubborn.start();

      stubborn.elected().get(10, TimeUnit.SECONDS);

      assertThat(stubborn.mayWrite()).isTrue();
    }
  }

  private static LeaseRecord heldBy(String holder) {
    return new LeaseRecord("", holder, Duration.ofSeconds(15), NOON, NOON, 0);
  }

  private static LeaseSettings settings(String identity) {
    return new LeaseSettings(
        "ns",
        "jobflow",
        identity,
        Duration.ofSeconds(30),
        Duration.ofSeconds(20),
        Duration.ofMillis(20));
  }
}
