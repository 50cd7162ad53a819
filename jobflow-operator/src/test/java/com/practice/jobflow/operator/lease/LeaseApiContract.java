package com.practice.jobflow.operator.lease;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What the election relies on, of the real API server and of the fake one alike. */
abstract class LeaseApiContract {
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00.123456Z");

  /** Returns access to one Lease that does not exist yet; each call another connection to it. */
  abstract LeaseApi connect();

  abstract void delete();

  @Test
  void aLeaseThatIsNotThereIsMissing() {
    LeaseApi api = connect();

    assertThat(api.look()).isEqualTo(new LeaseAnswer.Missing());
  }

  @Test
  void whatIsCreatedIsFoundAsItWasWritten() {
    LeaseApi api = connect();

    LeaseRecord created = present(api.create(claim("", "a", NOON)));

    assertThat(created.version()).isNotEmpty();
    assertThat(created).isEqualTo(claim(created.version(), "a", NOON));
    assertThat(present(connect().look())).isEqualTo(created);
  }

  @Test
  void onlyOneCreatesIt() {
    LeaseApi a = connect();
    LeaseApi b = connect();
    a.create(claim("", "a", NOON));

    LeaseAnswer answer = b.create(claim("", "b", NOON));

    assertThat(answer).isEqualTo(new LeaseAnswer.Conflict());
    assertThat(present(b.look()).holder()).isEqualTo("a");
  }

  @Test
  void aChangeGivesItAnotherVersion() {
    LeaseApi api = connect();
    LeaseRecord created = present(api.create(claim("", "a", NOON)));

    LeaseRecord changed = present(api.change(claim(created.version(), "a", NOON.plusNanos(1000))));

    assertThat(changed.version()).isNotEqualTo(created.version());
    assertThat(changed.renewed()).isEqualTo(NOON.plusNanos(1000));
    assertThat(present(api.look())).isEqualTo(changed);
  }

  @Test
  void ofTwoWhoHaveSeenTheSameVersionOneChangesIt() {
    LeaseApi a = connect();
    LeaseApi b = connect();
    a.create(claim("", "", NOON));
    LeaseRecord seen = present(a.look());
    b.look();

    LeaseRecord taken = present(a.change(claim(seen.version(), "a", NOON)));
    LeaseAnswer tooLate = b.change(claim(seen.version(), "b", NOON));

    assertThat(tooLate).isEqualTo(new LeaseAnswer.Conflict());
    assertThat(present(b.look())).isEqualTo(taken);
  }

  @Test
  void aDeletedLeaseCannotBeChangedIntoBeing() {
    LeaseApi api = connect();
    LeaseRecord created = present(api.create(claim("", "a", NOON)));
    delete();

    LeaseAnswer answer = api.change(claim(created.version(), "a", NOON.plusSeconds(1)));

    assertThat(answer).isEqualTo(new LeaseAnswer.Conflict());
    assertThat(api.look()).isEqualTo(new LeaseAnswer.Missing());
  }

  @Test
  void aLeaseThatWasDeletedAndCreatedAgainCannotBeChangedByWhoKnewTheFirst() {
    LeaseApi a = connect();
    LeaseApi b = connect();
    LeaseRecord first = present(a.create(claim("", "a", NOON)));
    delete();
    b.create(claim("", "b", NOON));

    LeaseAnswer answer = a.change(claim(first.version(), "a", NOON.plusSeconds(1)));

    assertThat(answer).isEqualTo(new LeaseAnswer.Conflict());
  }

  @Test
  void aReleasedLeaseHasNoHolder() {
    LeaseApi api = connect();
    LeaseRecord created = present(api.create(claim("", "a", NOON)));

    LeaseRecord released =
        present(
            api.change(
                new LeaseRecord(created.version(), "", Duration.ofSeconds(1), NOON, NOON, 3)));

    assertThat(released.isFree()).isTrue();
    assertThat(present(connect().look()))
        .isEqualTo(new LeaseRecord(released.version(), "", Duration.ofSeconds(1), NOON, NOON, 3));
  }

  static LeaseRecord claim(String version, String holder, Instant renewed) {
    return new LeaseRecord(version, holder, Duration.ofSeconds(15), NOON, renewed, 0);
  }

  static LeaseRecord present(LeaseAnswer answer) {
    assertThat(answer).isInstanceOf(LeaseAnswer.Present.class);
    return ((LeaseAnswer.Present) answer).lease();
  }
}
