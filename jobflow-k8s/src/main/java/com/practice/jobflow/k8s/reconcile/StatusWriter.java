package com.practice.jobflow.k8s.reconcile;

import com.practice.jobflow.k8s.cluster.Answer;
import com.practice.jobflow.k8s.cluster.ApiRefusal;
import com.practice.jobflow.k8s.cluster.ApiServer;
import com.practice.jobflow.k8s.cluster.JobFlowKey;
import com.practice.jobflow.k8s.cluster.Written;
import com.practice.jobflow.k8s.event.EventPublisher;
import com.practice.jobflow.k8s.event.Notice;
import com.practice.jobflow.k8s.event.StatusChanges;
import com.practice.jobflow.k8s.fact.ControllerListener;
import com.practice.jobflow.k8s.memory.RunMemory;
import com.practice.jobflow.k8s.translate.status.Journal;
import com.practice.jobflow.model.JobFlow;
import com.practice.jobflow.model.JobFlowStatus;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** Writes statuses, and tells of what they change. Thread-safe. */
final class StatusWriter {
  private static final String STATUS_TOO_LARGE = "StatusTooLarge";

  private final ApiServer api;
  private final EventPublisher events;
  private final ControllerListener listener;
  private final InstantSource clock;

  StatusWriter(
      ApiServer api, EventPublisher events, ControllerListener listener, InstantSource clock) {
    this.api = api;
    this.events = events;
    this.listener = listener;
    this.clock = clock;
  }

  /**
   * Replaces the status if the JobFlow is still what the cache shows; also when nothing differs,
   * since the API server then says whether the cache is up to date.
   */
  Optional<ApiRefusal> write(JobFlowKey key, JobFlow before, RunMemory memory, Journal next) {
    Written basis = new Written(memory.uid(), before.getMetadata().getResourceVersion());
    Instant sent = clock.instant();
    Answer<Written> answer = api.writeStatus(key, basis, next.status());
    answer
        .value()
        .ifPresent(
            written -> {
              memory.wrote(written, next.status(), sent, clock.instant());
              JobFlowStatus former = Journal.of(before).status();
              JobFlowStatus status = next.status();
              StatusChanges.between(former, status)
                  .forEach(notice -> events.publish(before, notice));
              if (StatusChanges.isEnd(former, status)) {
                listener.jobFlowEnded(
                    String.valueOf(status.phase()), StatusChanges.endReason(status));
              }
            });
    // whoever was faster may have created what we were only about to record
    answer.refusal().ifPresent(refusal -> memory.distrust());
    answer.refusal().filter(ApiRefusal::isTooLarge).ifPresent(large -> economize(before, memory));
    return answer.refusal();
  }

  /** A status that finds no room at all can only be told of by an event. */
  private void economize(JobFlow before, RunMemory memory) {
    if (memory.isEconomizing() && memory.isNews(STATUS_TOO_LARGE)) {
      events.publish(
          before,
          Notice.warning(
              STATUS_TOO_LARGE,
              "the JobFlow leaves no room for its status, so it cannot run; make spec smaller, or"
                  + " use jobTemplateRef"));
    }
    memory.economize();
  }

  /** Returns what a refused write means for the next reconcile. */
  static Next after(ApiRefusal refusal) {
    return switch (refusal.kind()) {
      case NAMESPACE_TERMINATING -> Next.done();
      // not even after a 404: an API server that has just started may not know our resource yet,
      // and
      // if the JobFlow is gone, the cache will soon say so
      default -> Next.retry(refusal.retryAfter());
    };
  }
}
