package com.practice.jobflow.operator.lease;

/** What an elector does next. */
sealed interface LeaseStep {
  <R> R match(Cases<R> cases);

  /** Nothing for a while. */
  record Rest(long nanos) implements LeaseStep {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.rest(nanos);
    }
  }

  /** Read the Lease. */
  record Look() implements LeaseStep {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.look();
    }
  }

  /** Create the Lease as ours. */
  record Create(LeaseRecord claim) implements LeaseStep {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.create(claim);
    }
  }

  /** Make the Lease ours, or renew it. */
  record Change(LeaseRecord claim) implements LeaseStep {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.change(claim);
    }
  }

  /** Nothing any more: we led, and do not lead now. */
  record Lost(String why) implements LeaseStep {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.lost(why);
    }
  }

  /** One case for each step. */
  interface Cases<R> {
    R rest(long nanos);

    R look();

    R create(LeaseRecord claim);

    R change(LeaseRecord claim);

    R lost(String why);
  }
}
