package com.practice.jobflow.operator.lease;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ElectionTest {
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final FakeLease lease = new FakeLease();

  @Nested
  class Getting {
    @Test
    void theFirstLeadsAtOnce() {
      Elector a = elector("a").run(SECOND);

      assertThat(a.mayWrite()).isTrue();
      assertThat(lease.stored())
          .contains(new LeaseRecord("1", "a", Duration.ofSeconds(15), NOON, NOON, 0));
    }

    @Test
    void aReleasedLeaseIsTakenAtTheNextLook() {
      lease.put(new LeaseRecord("", "", SECOND, NOON, NOON, 4));

      Elector a = elector("a").run(SECOND);

      assertThat(a.mayWrite()).isTrue();
      assertThat(lease.stored().orElseThrow().transitions()).isEqualTo(5);
    }

    @Test
    void aLeaseThatDoesNotChangeIsTakenAfterTheLeaseDuration() {
      lease.put(heldBy("x"));

      Elector a = elector("a").run(Duration.ofMillis(14_900));
      assertThat(a.mayWrite()).isFalse();
      a.run(Duration.ofMillis(2_500));

      assertThat(a.mayWrite()).isTrue();
    }

    @Test
    void aLeaseThatChangesIsLeftAloneWhateverItsTimesSay() {
      Elector a = elector("a");
      for (int i = 0; i < 60; i++) {
        lease.put(
            new LeaseRecord("", "x", Duration.ofSeconds(15), Instant.EPOCH, Instant.EPOCH, 0));
        a.run(SECOND);
      }

      assertThat(a.mayWrite()).isFalse();
    }

    @Test
    void aLeaseThatWasRenewedInTheFutureIsTakenAllTheSame() {
      lease.put(
          new LeaseRecord(
              "", "x", Duration.ofSeconds(15), NOON, Instant.parse("2100-01-01T00:00:00Z"), 0));

      Elector a = elector("a").run(Duration.ofSeconds(18));

      assertThat(a.mayWrite()).isTrue();
    }

    @Test
    void whoAsksForMoreTimeGetsItButNotForYears() {
      lease.put(new LeaseRecord("", "x", Duration.ofSeconds(60), NOON, NOON, 0));
      Elector a = elector("a").run(Duration.ofSeconds(59));
      assertThat(a.mayWrite()).isFalse();
      assertThat(a.run(Duration.ofSeconds(3)).mayWrite()).isTrue();

      lease.put(new LeaseRecord("", "x", Duration.ofDays(10_000), NOON, NOON, 0));
      Elector b = elector("b").run(Duration.ofSeconds(18));
      assertThat(b.mayWrite()).isTrue();
    }

    @Test
    void whoAsksForLessTimeGetsOursAsItsLeaderMayStillWrite() {
      lease.put(new LeaseRecord("", "x", SECOND, NOON, NOON, 0));

      Elector a = elector("a").run(Duration.ofSeconds(14));

      assertThat(a.mayWrite()).isFalse();
    }

    @Test
    void rubbishInTheLeaseIsOverwritten() {
      lease.put(new LeaseRecord("", "", Duration.ZERO, null, null, -7));

      Elector a = elector("a").run(SECOND);

      assertThat(a.mayWrite()).isTrue();
      assertThat(lease.stored().orElseThrow().transitions()).isEqualTo(1);
    }

    @Test
    void anApiServerThatIsAwayIsAskedUntilItAnswers() {
      lease.fail("connection refused");
      Elector a = elector("a").run(Duration.ofMinutes(5));
      assertThat(a.lost()).isNull();

      lease.fail(null);
      a.run(Duration.ofSeconds(3));

      assertThat(a.mayWrite()).isTrue();
    }

    @Test
    void aReplyThatTookTooLongBeginsNoTermButTheNextOneDoes() {
      Elector a = elector("a").slowRequest(Duration.ZERO).slowRequest(Duration.ofSeconds(11));
      assertThat(a.mayWrite()).isFalse();

      a.run(SECOND);

      assertThat(a.mayWrite()).isTrue();
      assertThat(a.lost()).isNull();
    }
  }

  @Nested
  class Keeping {
    @Test
    void aLeaderRenewsAndKeepsTheTimeOfItsElection() {
      Elector a = elector("a").run(Duration.ofMinutes(10));

      assertThat(a.mayWrite()).isTrue();
      LeaseRecord now = lease.stored().orElseThrow();
      assertThat(now.acquired()).isEqualTo(NOON);
      assertThat(now.renewed()).isAfter(NOON.plusSeconds(590));
      assertThat(now.transitions()).isZero();
    }

    @Test
    void aRenewalChangesTheLeaseEvenWhereTheWallClockStandsStill() {
      FakeLease stuck = new FakeLease();
      LeaseSettings settings = LeaseSettings.of("ns", "jobflow", "host");
      Election election =
          new Election(settings, new Fence(settings.renewDeadline().toNanos()), () -> 0, 0);
      election.looked(stuck.look(), 0, 0);
      LeaseRecord first = ((LeaseStep.Create) election.next(0, NOON)).claim();
      election.wrote(stuck.create(first), 0, 0);

      long later = settings.retryPeriod().toNanos();
      LeaseRecord second = ((LeaseStep.Change) election.next(later, NOON)).claim();
      election.wrote(stuck.change(second), later, later);

      assertThat(stuck.stored().orElseThrow().version()).isEqualTo("2");
    }

    @Test
    void aShortOutageCostsNothing() {
      Elector a = elector("a").run(SECOND);
      lease.fail("503 etcdserver: leader changed");
      a.run(Duration.ofSeconds(7));

      lease.fail(null);
      a.run(Duration.ofSeconds(60));

      assertThat(a.mayWrite()).isTrue();
    }

    @Test
    void aLeaseThatSomebodyEditedIsMendedAndKept() {
      Elector a = elector("a").run(SECOND);
      lease.put(new LeaseRecord("", "a", Duration.ZERO, null, null, 0));

      a.run(Duration.ofSeconds(3));

      assertThat(a.mayWrite()).isTrue();
      assertThat(lease.stored().orElseThrow().duration()).isEqualTo(Duration.ofSeconds(15));
    }

    @Test
    void aDeletedLeaseIsWrittenAnewByItsLeaderAndLeftAloneByOthers() {
      Elector a = elector("a").run(SECOND);
      Elector b = elector("b").run(SECOND);
      lease.delete();

      b.run(Duration.ofSeconds(10));
      assertThat(b.mayWrite()).isFalse();
      a.run(Duration.ofSeconds(3));

      assertThat(a.mayWrite()).isTrue();
      assertThat(lease.stored().orElseThrow().holder()).isEqualTo("a");
    }

    @Test
    void aDeletedLeaseOfALeaderThatIsGoneIsTakenAfterTheLeaseDuration() {
      elector("a").run(SECOND);
      Elector b = elector("b").run(SECOND);
      lease.delete();

      b.run(Duration.ofSeconds(20));

      assertThat(b.mayWrite()).isTrue();
    }
  }

  @Nested
  class Losing {
    @Test
    void aLeaderThatCannotRenewStopsAtTheRenewDeadline() {
      Elector a = elector("a").run(SECOND);
      lease.fail("403 forbidden");

      a.run(Duration.ofMillis(8_900));
      assertThat(a.mayWrite()).isTrue();
      a.run(Duration.ofMillis(200));

      assertThat(a.mayWrite()).isFalse();
      assertThat(a.lost()).isEqualTo("could not renew it for 10.0 s, last: 403 forbidden");
    }

    @Test
    void aHaltedLeaderMayNotWriteWhenItWakes() {
      Elector a = elector("a").run(SECOND).halt(Duration.ofSeconds(10));

      assertThat(a.mayWrite()).isFalse();
      a.run(Duration.ofSeconds(30));
      assertThat(a.lost()).startsWith("could not renew it");
    }

    @Test
    void aRenewalThatIsGrantedAfterTheDeadlineRevivesNothing() {
      Elector a = elector("a").run(SECOND);

      a.slowRequest(Duration.ofSeconds(9));

      assertThat(a.mayWrite()).isFalse();
      assertThat(a.lost()).isNotNull();
      assertThat(lease.stored().orElseThrow().holder()).isEqualTo("a");
    }

    @Test
    void theTermCountsFromTheStartOfTheRequest() {
      Elector a = elector("a").run(SECOND).slowRequest(Duration.ofSeconds(7));
      assertThat(a.mayWrite()).isTrue();

      a.halt(Duration.ofMillis(2_900));
      assertThat(a.mayWrite()).isTrue();
      a.halt(Duration.ofMillis(100));

      assertThat(a.mayWrite()).isFalse();
    }

    @Test
    void aLeaderThatSeesAnotherHolderStopsAtOnce() {
      Elector a = elector("a").run(SECOND);
      lease.put(heldBy("x"));

      a.run(Duration.ofSeconds(2));

      assertThat(a.mayWrite()).isFalse();
      assertThat(a.lost()).isEqualTo("x has taken it");
    }

    @Test
    void theWallClocksOfTwoDoNotMatter() {
      Elector slow = new Elector("slow", lease, -5, NOON.minus(Duration.ofHours(5)));
      Elector fast = new Elector("fast", lease, Long.MAX_VALUE, NOON.plus(Duration.ofHours(5)));
      slow.run(SECOND);
      for (int i = 0; i < 300; i++) {
        slow.run(SECOND);
        fast.run(SECOND);
        assertThat(fast.mayWrite()).as("after " + i + " s").isFalse();
      }

      // the leader is gone: its successor needs no clock of its own to be right
      fast.run(Duration.ofSeconds(18));

      assertThat(fast.mayWrite()).isTrue();
    }
  }

  @Nested
  class Leaving {
    @Test
    void aLeaderThatLeavesGivesTheLeaseAway() {
      Elector a = elector("a").run(SECOND);
      Elector b = elector("b").run(SECOND);

      lease.change(a.farewell());
      b.run(Duration.ofMillis(2_500));

      assertThat(b.mayWrite()).isTrue();
      assertThat(lease.stored().orElseThrow().transitions()).isEqualTo(1);
    }

    @Test
    void aLeaseThatOnesSuccessorHasIsNotGivenAway() {
      Elector a = elector("a").run(SECOND);
      LeaseRecord farewell = a.farewell();
      lease.put(heldBy("x"));

      LeaseAnswer answer = lease.change(farewell);

      assertThat(answer).isEqualTo(new LeaseAnswer.Conflict());
    }
  }

  private Elector elector(String identity) {
    return new Elector(identity, lease, 0, NOON);
  }

  private static LeaseRecord heldBy(String holder) {
    return new LeaseRecord("", holder, Duration.ofSeconds(15), NOON, NOON, 0);
  }
}
