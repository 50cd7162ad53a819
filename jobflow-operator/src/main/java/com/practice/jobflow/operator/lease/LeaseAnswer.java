package com.practice.jobflow.operator.lease;

/** What came of a request for the Lease. */
sealed interface LeaseAnswer {
  /** Calls the one that fits. */
  void match(Cases cases);

  /** This is the Lease now. */
  record Present(LeaseRecord lease) implements LeaseAnswer {
    @Override
    public void match(Cases cases) {
      cases.present(lease);
    }
  }

  /** There is no Lease. */
  record Missing() implements LeaseAnswer {
    @Override
    public void match(Cases cases) {
      cases.missing();
    }
  }

  /** Not written: somebody else has written since we looked. */
  record Conflict() implements LeaseAnswer {
    @Override
    public void match(Cases cases) {
      cases.conflict();
    }
  }

  /** Refused, unreadable, or no answer; in the last case it may have been done all the same. */
  record Failure(String why) implements LeaseAnswer {
    @Override
    public void match(Cases cases) {
      cases.failure(why);
    }
  }

  /** One case for each answer. */
  interface Cases {
    void present(LeaseRecord lease);

    void missing();

    void conflict();

    void failure(String why);
  }
}
