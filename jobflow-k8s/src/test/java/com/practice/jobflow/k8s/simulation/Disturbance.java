package com.practice.jobflow.k8s.simulation;

import java.util.List;
import java.util.Locale;

/**
 * Something that goes wrong, or that somebody does.
 *
 * @param time in milliseconds
 * @param who selects an operator, a JobFlow or a Job
 * @param amount how long, how many or which, as the kind needs it
 */
record Disturbance(int time, Kind kind, int who, int amount) {
  /** What can happen. */
  enum Kind {
    /** The next request is lost on its way. */
    LOSE_REQUEST,
    /** The next request is carried out, and its reply is lost. */
    LOSE_REPLY,
    /** The next request times out, and is carried out later. */
    APPLY_LATE,
    /** The next request meets a 500. */
    FAIL,
    /** The next request meets a 429 with Retry-After. */
    THROTTLE,
    /** The next request takes seconds. */
    SLOW,
    /** The operator is stopped while the next request is under way, and goes on later. */
    FREEZE_IN_REQUEST,
    /** SIGKILL before the next request arrives. */
    KILL_BEFORE,
    /** SIGKILL when the next request has been carried out. */
    KILL_AFTER,
    /** SIGKILL now. */
    KILL,
    /** SIGKILL now; the next process' first lists are old. */
    KILL_AND_READ_STALE,
    /** SIGSTOP, and SIGCONT later. */
    FREEZE,
    /** The operator's wall clock is wrong from now on. */
    CLOCK,
    /** Half of all requests fail for a while, in every way. */
    STORM,
    /** The API server is away for a while. */
    OUTAGE,
    /** As above, longer than many retries take. */
    LONG_OUTAGE,
    /** Everything is forbidden for a while. */
    REVOKED,
    /** Watch events of one kind come late for a while. */
    LAG,
    /** One watch is cut and comes back. */
    CUT,
    /** One watch is cut, and the history that it needs is gone: 410. */
    GONE,
    /** All events of one kind are sent twice for a while. */
    TWICE,
    /** An informer lists again, from an old state. */
    RELIST_STALE,
    DELETE_JOB,
    DELETE_JOB_FOREGROUND,
    /**
     * A Job is deleted, somebody else creates one of the same name, and the run may be cancelled.
     */
    REPLACE_JOB,
    UNLABEL_JOB,
    DISOWN_JOB,
    SUSPEND_JOB,
    EXPIRE_JOB,
    /** Somebody changes the JobFlow's labels. */
    TOUCH,
    SUSPEND,
    CANCEL,
    RAISE_ATTEMPT,
    EDIT_POLICY,
    /** Adds a flow, as far as the API server lets it. */
    EDIT_FLOWS,
    DELETE_JOB_FLOW,
    DELETE_JOB_FLOW_FOREGROUND,
    DELETE_JOB_FLOW_ORPHANING,
    /** Deletes the JobFlow and creates it anew. */
    RECREATE_JOB_FLOW,
    QUOTA,
    /** An admission webhook denies Jobs. */
    DENY,
    /** An admission webhook times out. */
    WEBHOOK_TIMEOUT,
    /** Somebody else's Job has the name that one of ours would have. */
    STRANGER,
    /** Somebody else's Jobs have both names that one of ours could have. */
    STRANGERS,
    /** No Job gets on. */
    KUBELET_DOWN,
    SLOW_GARBAGE_COLLECTION,
    /** No status of any size is taken. */
    LARGE_STATUS,
    NAMESPACE_TERMINATING;

    /** Of these, more; of the rarest, few: they end a run rather than disturb it. */
    private static final List<Kind> RARE =
        List.of(LONG_OUTAGE, NAMESPACE_TERMINATING, REVOKED, DELETE_JOB_FLOW_ORPHANING, CANCEL);
  }

  static Disturbance random(Chance chance) {
    Kind kind = chance.of("disturbance/kind", List.of(Kind.values()));
    if (Kind.RARE.contains(kind) && chance.percent("disturbance/rare", 70)) {
      kind = Kind.KILL_AFTER;
    }
    return new Disturbance(
        chance.below("disturbance/time", 45_000),
        kind,
        chance.below("disturbance/who", 64),
        chance.below("disturbance/amount", 1_000_000));
  }

  /** Returns a number from this disturbance's amount. */
  int pick(int bound) {
    return amount % bound;
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%9.3f  %s (%d, %d)", time / 1000.0, kind, who, amount);
  }
}
