package com.practice.jobflow.k8s.observe;

import com.practice.jobflow.engine.plan.FlowPhase;
import com.practice.jobflow.engine.plan.FlowState;
import com.practice.jobflow.engine.plan.Observation;
import com.practice.jobflow.engine.plan.RunState;
import com.practice.jobflow.k8s.cache.JobCache;
import com.practice.jobflow.k8s.cache.PodCache;
import com.practice.jobflow.k8s.cluster.Answer;
import com.practice.jobflow.k8s.cluster.ApiRefusal;
import com.practice.jobflow.k8s.cluster.ApiServer;
import com.practice.jobflow.k8s.cluster.JobFlowKey;
import com.practice.jobflow.k8s.cluster.JobRecord;
import com.practice.jobflow.k8s.cluster.PodRecord;
import com.practice.jobflow.k8s.cluster.Written;
import com.practice.jobflow.k8s.memory.Creation;
import com.practice.jobflow.k8s.memory.RunMemory;
import com.practice.jobflow.k8s.memory.Trouble;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Looks for the Job of every flow that is recorded to have one now.
 *
 * <p>The cache answers nearly always. A Job that it does not have is missing only if the API server
 * says so: the cache may be behind, or somebody may have taken the label away that it selects on.
 * Thread-safe.
 */
public final class Observer {
  /** A Job that we created and that no watch has shown for so long is looked for by a read. */
  static final Duration PATIENCE = Duration.ofSeconds(30);

  /**
   * By how many versions to look back for what became of Jobs: as far as the API server remembers,
   * and at least to the version that we know. It refuses at once what it has forgotten.
   */
  private static final List<Long> LOOKS_BACK = List.of(10_000L, 1_000L, 100L, 10L, 0L);

  private final JobCache jobs;
  private final PodCache pods;
  private final ApiServer api;

  /** A Job that has had no pod for so long will not get one by itself. */
  static final Duration PODLESS = Duration.ofSeconds(30);

  /**
   * Looks into these caches first, and asks this API server when it must.
   *
   * @param pods empty for who goes by the Jobs' conditions alone
   */
  public Observer(JobCache jobs, PodCache pods, ApiServer api) {
    this.jobs = jobs;
    this.pods = pods;
    this.api = api;
  }

  /**
   * Observes the Jobs of a run.
   *
   * @param version of the JobFlow that the state was read from
   * @param jobName the recorded name of a flow's present Job
   * @param memory of this JobFlow; what the cache knows better is forgotten there
   */
  public Observed observe(
      JobFlowKey key,
      RunState state,
      String version,
      Function<String, String> jobName,
      RunMemory memory,
      Instant now) {
    Look look = new Look(key, version, memory, now);
    state
        .flows()
        .forEach(
            (flow, recorded) -> {
              if (recorded.phase() == FlowPhase.STARTING || recorded.phase() == FlowPhase.RUNNING) {
                look.at(flow, recorded, jobName.apply(flow));
              }
            });
    return new Observed(
        look.observations,
        look.seen,
        Optional.ofNullable(look.unread),
        Optional.ofNullable(look.wakeUp));
  }

  /** One pass over the flows of one JobFlow. */
  private final class Look {
    private final JobFlowKey key;
    private final String version;
    private final RunMemory memory;
    private final Instant now;
    private final List<Observation> observations = new ArrayList<>();
    private final Map<String, JobRecord> seen = new LinkedHashMap<>();
    private @Nullable ApiRefusal unread;
    private boolean unanswered;
    private @Nullable Answer<List<JobRecord>> history;
    private @Nullable Instant wakeUp;

    private Look(JobFlowKey key, String version, RunMemory memory, Instant now) {
      this.key = key;
      this.version = version;
      this.memory = memory;
      this.now = now;
    }

    private void at(String flow, FlowState recorded, String jobName) {
      ApiRefusal before = unread;
      unread = null;
      look(flow, recorded, jobName);
      if (unread != null) {
        String what = "looking for Job " + jobName + ": " + unread.message();
        memory.failed(RunMemory.Chore.LOOK, flow, new Trouble(Trouble.API_ERROR, what));
        return;
      }
      unread = before;
      if (!unanswered) {
        memory.succeeded(RunMemory.Chore.LOOK, flow);
      }
    }

    private void look(String flow, FlowState recorded, String jobName) {
      Optional<JobRecord> cached = jobs.find(memory.uid(), jobName);
      if (cached.isPresent()) {
        memory.forget(flow);
        sawInCache(flow, recorded.attempt(), cached.get());
        return;
      }
      Optional<JobRecord> departed = jobs.departed(key, memory.uid(), jobName);
      if (departed.isPresent() && departed.get().hasEnded()) {
        ended(flow, recorded.attempt(), departed.get());
        return;
      }
      Optional<Creation> creation = memory.creation(flow, recorded.attempt());
      if (creation.isPresent() && remembered(flow, creation.get(), departed.isPresent())) {
        return;
      }
      read(flow, recorded.attempt(), jobName, departed.isPresent());
    }

    /** Returns whether what we remember is enough to know. */
    private boolean remembered(String flow, Creation creation, boolean hasDeparted) {
      switch (creation.state()) {
        case UNSENT -> {
          if (hasDeparted) {
            // somebody else has created it, and it is gone
            return false;
          }
          observations.add(new Observation.Missing(flow, creation.attempt()));
        }
        case REJECTED -> {
          Trouble trouble = creation.trouble();
          observations.add(
              new Observation.Rejected(
                  flow,
                  creation.attempt(),
                  trouble == null ? Trouble.INVALID_TEMPLATE : trouble.reason(),
                  trouble == null ? "" : trouble.message()));
        }
        case CREATED -> {
          Instant patience = creation.time().plus(PATIENCE);
          boolean backInTime = now.isBefore(creation.time());
          if (hasDeparted || backInTime || !now.isBefore(patience)) {
            return false;
          }
          observations.add(new Observation.Running(flow, creation.attempt()));
          wake(patience);
        }
      }
      return true;
    }

    private void read(String flow, int attempt, String jobName, boolean departed) {
      if (unanswered) {
        return;
      }
      Answer<JobRecord> answer = api.job(key.namespace(), jobName);
      if (found(flow, attempt, answer)) {
        return;
      }
      if (answer.value().isPresent() || answer.is(ApiRefusal.Kind.NOT_FOUND)) {
        missing(flow, attempt, jobName, departed);
      } else {
        unread(answer);
      }
    }

    /**
     * Who gave no answer to one request gives none to the next, and each would take until its
     * timeout while the worker could do something for others.
     */
    private void unread(Answer<?> answer) {
      unread = answer.refusal().orElse(unread);
      unanswered |= answer.refusal().filter(refusal -> refusal.code() == 0).isPresent();
    }

    private boolean found(String flow, int attempt, Answer<JobRecord> answer) {
      Optional<JobRecord> job = answer.value().filter(any -> any.isControlledBy(memory.uid()));
      job.ifPresent(
          ours -> {
            if (!ours.selected()) {
              // without its label no watch will tell how it ends
              unread(api.select(ours));
            }
            memory.created(flow, attempt, ours.uid(), now);
            saw(flow, attempt, ours, List.of());
          });
      return job.isPresent();
    }

    /**
     * There is no Job now, but perhaps there was one, although nobody who remembers it has lived to
     * record it: then it must not be created a second time, and may even have ended.
     */
    private void missing(String flow, int attempt, String jobName, boolean departed) {
      boolean existed = departed || memory.created(flow, attempt);
      if (!departed) {
        Answer<List<JobRecord>> known = history();
        if (known.value().isEmpty() && !known.is(ApiRefusal.Kind.NOT_FOUND)) {
          unread(known);
          return;
        }
        Optional<JobRecord> last =
            known.value().orElse(List.of()).stream()
                .filter(job -> job.name().equals(jobName))
                .reduce((earlier, later) -> later);
        if (last.isPresent() && last.get().hasEnded()) {
          ended(flow, attempt, last.get());
          return;
        }
        if (last.isPresent() && isBack(flow, attempt, jobName)) {
          return;
        }
        existed |= last.isPresent();
      }
      memory.forget(flow);
      if (existed) {
        observations.add(new Observation.Running(flow, attempt));
      }
      observations.add(new Observation.Missing(flow, attempt));
    }

    /**
     * A request that was long on its way may have created the Job between the two questions.
     *
     * @return whether it has, or nobody can tell at the moment
     */
    private boolean isBack(String flow, int attempt, String jobName) {
      Answer<JobRecord> answer = api.job(key.namespace(), jobName);
      if (answer.refusal().isPresent() && !answer.is(ApiRefusal.Kind.NOT_FOUND)) {
        unread(answer);
        return true;
      }
      return found(flow, attempt, answer);
    }

    /** Costs a second, so it is asked only when it must be, and once for all flows. */
    private Answer<List<JobRecord>> history() {
      Answer<List<JobRecord>> known = history;
      if (known == null) {
        known = api.history(key, new Written(memory.uid(), versionsAgo(LOOKS_BACK.get(0))));
        for (int i = 1; i < LOOKS_BACK.size() && known.is(ApiRefusal.Kind.NOT_FOUND); i++) {
          known = api.history(key, new Written(memory.uid(), versionsAgo(LOOKS_BACK.get(i))));
        }
        history = known;
      }
      return known;
    }

    /** The start was recorded some versions ago if somebody has edited the JobFlow since. */
    private String versionsAgo(long count) {
      try {
        return Long.toString(Math.max(1, Long.parseLong(version) - count));
      } catch (NumberFormatException opaque) {
        return version;
      }
    }

    /**
     * What we have seen of a Job may be older than what we have seen of its pods, and then those
     * that failed, were counted and are gone are in neither. A Job that is read after them has
     * counted them.
     */
    private void sawInCache(String flow, int attempt, JobRecord job) {
      List<PodRecord> seenPods = List.copyOf(pods.controlledBy(job.uid()));
      if (unanswered || job.hasEnded() || !job.succeedsBy(seenPods)) {
        saw(flow, attempt, job, List.of());
        return;
      }
      Answer<JobRecord> answer = api.job(key.namespace(), job.name());
      if (!answer.is(ApiRefusal.Kind.NOT_FOUND)) {
        unread(answer);
      }
      JobRecord present =
          answer
              .value()
              .filter(read -> read.uid().equals(job.uid()) && read.isControlledBy(memory.uid()))
              .orElse(null);
      if (present == null) {
        saw(flow, attempt, job, List.of());
      } else {
        saw(flow, attempt, present, seenPods);
      }
    }

    private void saw(String flow, int attempt, JobRecord job, List<PodRecord> seenPods) {
      seen.put(flow, job);
      if (job.hasEnded()) {
        ended(flow, attempt, job);
      } else if (job.succeedsBy(seenPods)) {
        memory.notice(flow, null);
        Instant time = now.truncatedTo(ChronoUnit.SECONDS);
        observations.add(new Observation.Succeeded(flow, attempt, time));
      } else {
        observations.add(new Observation.Running(flow, attempt));
        notice(flow, job);
      }
    }

    /** Pod Security or a quota refuses pods, not Jobs, and the Job does not say so. */
    private void notice(String flow, JobRecord job) {
      Instant since = job.podlessSince();
      if (since == null) {
        memory.notice(flow, null);
      } else if (now.isBefore(since.plus(PODLESS))) {
        wake(since.plus(PODLESS));
      } else {
        memory.notice(
            flow,
            new Trouble(
                Trouble.NO_PODS,
                "Job " + job.name() + " has had no pod since " + since + "; see its events"));
      }
    }

    private void wake(Instant time) {
      wakeUp = wakeUp == null || time.isBefore(wakeUp) ? time : wakeUp;
    }

    private void ended(String flow, int attempt, JobRecord job) {
      memory.notice(flow, null);
      // what is written in whole seconds must be decided on in whole seconds
      Instant end = job.endTime();
      // by our clock nothing can have ended later than now; or a retry would wait for that time
      Instant time = (end != null && end.isBefore(now) ? end : now).truncatedTo(ChronoUnit.SECONDS);
      observations.add(
          job.verdict() == JobRecord.Verdict.SUCCEEDED
              ? new Observation.Succeeded(flow, attempt, time)
              : new Observation.Failed(flow, attempt, time, job.reason(), job.message()));
    }
  }
}
