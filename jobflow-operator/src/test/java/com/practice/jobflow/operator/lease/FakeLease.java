package com.practice.jobflow.operator.lease;

import java.util.Optional;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** A Lease as an API server keeps it: one version at a time, each write checked against it. */
final class FakeLease implements LeaseApi {
  private @Nullable LeaseRecord stored;
  private int writes;
  private @Nullable String outage;
  private int failures;
  private IntConsumer written = number -> {};

  /** Every request fails from now on; with {@code null}, none. */
  synchronized void fail(@Nullable String why) {
    outage = why;
  }

  /** So many of the next changes are refused. */
  synchronized void failChanges(int count) {
    failures = count;
  }

  /** Calls this after each write with the number of writes so far. */
  synchronized void onWrite(IntConsumer listener) {
    written = listener;
  }

  /** Puts the Lease there without asking, as with kubectl. */
  synchronized LeaseRecord put(LeaseRecord lease) {
    writes++;
    stored =
        new LeaseRecord(
            String.valueOf(writes),
            lease.holder(),
            lease.duration(),
            lease.acquired(),
            lease.renewed(),
            lease.transitions());
    written.accept(writes);
    return stored;
  }

  synchronized void delete() {
    stored = null;
  }

  synchronized Optional<LeaseRecord> stored() {
    return Optional.ofNullable(stored);
  }

  @Override
  public synchronized LeaseAnswer look() {
    if (outage != null) {
      return new LeaseAnswer.Failure(outage);
    }
    return stored == null ? new LeaseAnswer.Missing() : new LeaseAnswer.Present(stored);
  }

  @Override
  public synchronized LeaseAnswer create(LeaseRecord lease) {
    if (outage != null) {
      return new LeaseAnswer.Failure(outage);
    }
    return stored == null ? new LeaseAnswer.Present(put(lease)) : new LeaseAnswer.Conflict();
  }

  @Override
  public synchronized LeaseAnswer change(LeaseRecord lease) {
    if (outage != null) {
      return new LeaseAnswer.Failure(outage);
    }
    if (failures > 0) {
      failures--;
      return new LeaseAnswer.Failure("no answer");
    }
    // as the real one, which says of what is gone that it has changed
    if (stored == null || !stored.version().equals(lease.version())) {
      return new LeaseAnswer.Conflict();
    }
    boolean same =
        new LeaseRecord(
                stored.version(),
                lease.holder(),
                lease.duration(),
                lease.acquired(),
                lease.renewed(),
                lease.transitions())
            .equals(stored);
    // as the real one: what changes nothing is no write
    return new LeaseAnswer.Present(same ? stored : put(lease));
  }
}
