package com.practice.jobflow.operator.lease;

/** The fake keeps what the real API server promises. */
class FakeLeaseTest extends LeaseApiContract {
  private final FakeLease lease = new FakeLease();

  @Override
  LeaseApi connect() {
    return lease;
  }

  @Override
  void delete() {
    lease.delete();
  }
}
