package com.practice.jobflow.operator.lease;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/** Logs what changes in an election, each change once. For one thread. */
final class ElectionLog {
  private final Logger log;
  private final LeaseSettings settings;
  private @Nullable String holder;
  private boolean leads;
  private boolean failing;

  ElectionLog(Logger log, LeaseSettings settings) {
    this.log = log;
    this.settings = settings;
  }

  void stands() {
    log.info(
        "attempting to acquire the lease {} as {} (lease duration {}, renew deadline {}, retry"
            + " period {})",
        settings.lease(),
        settings.identity(),
        settings.leaseDuration(),
        settings.renewDeadline(),
        settings.retryPeriod());
  }

  void tell(Election election) {
    tellFailure(election);
    LeaseRecord seen = election.seen();
    if (election.leads() && !leads) {
      leads = true;
      log.info("became leader: acquired the lease {}", settings.lease());
    }
    if (election.leads()) {
      return;
    }
    if (seen != null && !seen.isHeldBy(settings.identity()) && !seen.holder().equals(holder)) {
      log.info(
          seen.isFree() ? "the lease {} is free{}" : "waiting for the lease {} held by {}",
          settings.lease(),
          seen.holder());
    }
    holder = seen == null ? null : seen.holder();
  }

  void lost(String why) {
    log.error("lost the lease {}: {}", settings.lease(), why);
  }

  void released(LeaseAnswer answer) {
    answer.match(
        new LeaseAnswer.Cases() {
          @Override
          public void present(LeaseRecord lease) {
            log.info("released the lease {}", settings.lease());
          }

          @Override
          public void missing() {
            log.info("the lease {} is gone, so there is nothing to release", settings.lease());
          }

          @Override
          public void conflict() {
            log.debug("the lease {} has changed while it was released", settings.lease());
          }

          @Override
          public void failure(String why) {
            log.warn(
                "could not release the lease {}: {}; a successor waits until it runs out",
                settings.lease(),
                why);
          }
        });
  }

  private void tellFailure(Election election) {
    String failure = election.failure();
    if (failure != null && !failing) {
      log.warn(
          "failed to {} the lease {}: {}; trying again every {}",
          election.leads() ? "renew" : "look at",
          settings.lease(),
          failure,
          settings.retryPeriod());
    } else if (failure != null) {
      log.debug("the lease {} still fails: {}", settings.lease(), failure);
    } else if (failing) {
      log.info("the lease {} can be reached again", settings.lease());
    }
    failing = failure != null;
  }
}
