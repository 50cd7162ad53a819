package com.practice.jobflow.operator.lease;

/**
 * One Lease in the API server. Each call is one request, which is never repeated, and comes back
 * within a second or two, whatever the network does.
 */
interface LeaseApi {
  /** Reads the Lease. */
  LeaseAnswer look();

  /** Creates the Lease; a conflict if there is one already. */
  LeaseAnswer create(LeaseRecord lease);

  /** Changes the Lease; a conflict if its version is not the given record's any more. */
  LeaseAnswer change(LeaseRecord lease);
}
