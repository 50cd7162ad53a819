package com.practice.jobflow.k8s.simulation;

import com.practice.jobflow.k8s.cluster.Answer;
import com.practice.jobflow.k8s.cluster.ApiRefusal;
import com.practice.jobflow.k8s.cluster.ApiServer;
import com.practice.jobflow.k8s.cluster.JobFlowKey;
import com.practice.jobflow.k8s.cluster.JobRecord;
import com.practice.jobflow.k8s.cluster.Written;
import com.practice.jobflow.k8s.reconcile.Next;
import com.practice.jobflow.k8s.simulation.ObjectStore.Stored;
import com.practice.jobflow.model.FlowStatus;
import com.practice.jobflow.model.JobFlow;
import com.practice.jobflow.model.JobFlowStatus;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobConditionBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.JobSpecBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.JobStatus;
import io.fabric8.kubernetes.api.model.batch.v1.JobStatusBuilder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Controllers that are broken on purpose, each as somebody once broke one. */
enum Mutant {
  RECORDS_AFTER_ACTING(RecordsAfterActing::new),
  MATCHES_JOBS_BY_NAME(MatchesByName::new),
  TRUSTS_POD_COUNTS(TrustsPodCounts::new),
  WRITES_STATUS_WITHOUT_PRECONDITION(WritesBlindly::new),
  DROPS_A_KEY_AFTER_FIFTEEN_RETRIES(DropsKeys::new),
  CREATES_A_DELETED_JOB_ANEW(CreatesAnew::new),
  TAKES_409_FOR_SUCCESS(TakesConflictForSuccess::new),
  GIVES_A_NAMESAKE_THE_OLD_STATUS(KeepsNamesakesStatus::new),
  READS_FROM_ITS_CACHE_ONLY(ReadsFromCache::new),
  FORGETS_OUTCOMES_WITH_THEIR_JOBS(ForgetsOutcomes::new),
  DELETES_WITHOUT_UID(DeletesByName::new),
  WRITES_WITHOUT_THE_LEASE(IgnoresFence::new),
  LETS_LATE_EVENTS_OVERWRITE_OUTCOMES(OverwritesOutcomes::new),
  FORGETS_WAKE_UPS(ForgetsWakeUps::new),
  ENDS_ITS_INFORMER_AT_POISON(EndsAtPoison::new),
  MISSES_WHAT_WENT_BETWEEN_LISTS(MissesDeletions::new),
  LETS_JOBS_VANISH_UNSEEN(LetsJobsVanish::new),
  TAKES_A_LOST_REPLY_FOR_A_FAILURE(TakesSilenceForFailure::new),
  NEVER_RESTS(NeverRests::new),
  TRUSTS_PODS_DESPITE_A_DEADLINE(PodMutation::ignoringDeadlines),
  TRUSTS_THE_FIRST_POD(PodMutation::ignoringCompletions),
  TRUSTS_PODS_OF_THE_SAME_INDEX(PodMutation::ignoringIndexes),
  TRUSTS_PODS_THAT_CAN_VANISH(PodMutation::ignoringThatNothingKeepsPods),
  TRUSTS_PODS_THAT_ARE_DELETED(PodMutation::ignoringDeletions),
  TRUSTS_PODS_WHILE_OTHERS_RUN(PodMutation::ignoringPodsThatRun),
  MATCHES_PODS_BY_JOB_NAME(PodMutation::matchingByName);

  /** A constructor, which has no state. */
  @SuppressWarnings("ImmutableEnumChecker")
  private final Supplier<Mutation> mutation;

  Mutant(Supplier<Mutation> mutation) {
    this.mutation = mutation;
  }

  /** Returns a fresh one, for one run. */
  Mutation mutation() {
    return mutation.get();
  }

  private static final class RecordsAfterActing extends Mutation {
    private final Map<OperatorProcess, List<Runnable>> records = new HashMap<>();

    @Override
    ApiServer between(RequestPath requests, OperatorProcess process) {
      return new ForwardingApiServer(requests) {
        @Override
        public Answer<Written> writeStatus(JobFlowKey key, Written basis, JobFlowStatus status) {
          records
              .computeIfAbsent(process, any -> new ArrayList<>())
              .add(() -> requests.writeStatus(key, basis, status));
          return Answer.granted(basis);
        }
      };
    }

    @Override
    void reconciled(OperatorProcess process) {
      List<Runnable> late = records.remove(process);
      if (late != null) {
        late.forEach(Runnable::run);
      }
    }
  }

  private static final class MatchesByName extends Mutation {
    @Override
    ApiServer between(RequestPath requests, OperatorProcess process) {
      return new ForwardingApiServer(requests) {
        private @Nullable String asking;

        @Override
        public Answer<Written> writeStatus(JobFlowKey key, Written basis, JobFlowStatus status) {
          asking = basis.uid();
          return super.writeStatus(key, basis, status);
        }

        @Override
        public Answer<JobRecord> job(String namespace, String name) {
          String owner = asking == null ? "" : asking;
          return super.job(namespace, name).map(job -> ForwardingApiServer.owned(job, owner));
        }
      };
    }
  }

  private static final class TrustsPodCounts extends Mutation {
    @Override
    Job seen(Job job, OperatorProcess process) {
      JobStatus status = job.getStatus();
      boolean succeeded = status.getSucceeded() != null && status.getSucceeded() > 0;
      boolean failed = status.getFailed() != null && status.getFailed() > 0;
      if (!succeeded && !failed) {
        return job;
      }
      return with(
          job,
          new JobStatusBuilder(status)
              .addToConditions(
                  new JobConditionBuilder()
                      .withType(succeeded ? "Complete" : "Failed")
                      .withStatus("True")
                      .build())
              .build());
    }

    private static Job with(Job job, JobStatus status) {
      return new Job(job.getApiVersion(), job.getKind(), job.getMetadata(), job.getSpec(), status);
    }
  }

  private static final class WritesBlindly extends Mutation {
    @Override
    ApiServer between(RequestPath requests, OperatorProcess process) {
      return new ForwardingApiServer(requests) {
        @Override
        public Answer<Written> writeStatus(JobFlowKey key, Written basis, JobFlowStatus status) {
          Written present =
              process
                  .cluster()
                  .store()
                  .raw(Stored.JOB_FLOW, key.toString())
                  .map(
                      object ->
                          new Written(
                              object.getMetadata().getUid(),
                              object.getMetadata().getResourceVersion()))
                  .orElse(basis);
          return super.writeStatus(key, present, status);
        }
      };
    }
  }

  private static final class DropsKeys extends Mutation {
    @Override
    Next next(Next wish, int failures) {
      return wish.kind() == Next.Kind.RETRY && failures >= 15 ? Next.done() : wish;
    }
  }

  private static final class CreatesAnew extends Mutation {
    @Override
    ApiServer between(RequestPath requests, OperatorProcess process) {
      return new ForwardingApiServer(requests) {
        private final Map<String, Job> created = new HashMap<>();

        @Override
        public Answer<Written> create(Job job) {
          created.put(ObjectStore.key(job), job);
          return super.create(job);
        }

        @Override
        public Answer<JobRecord> job(String namespace, String name) {
          Answer<JobRecord> found = super.job(namespace, name);
          Job former = created.get(namespace + "/" + name);
          if (found.is(ApiRefusal.Kind.NOT_FOUND) && former != null) {
            super.create(former);
            return super.job(namespace, name);
          }
          return found;
        }
      };
    }
  }

  private static final class TakesConflictForSuccess extends Mutation {
    @Override
    ApiServer between(RequestPath requests, OperatorProcess process) {
      return new ForwardingApiServer(requests) {
        @Override
        public Answer<Written> create(Job job) {
          Answer<Written> answer = super.create(job);
          return answer.is(ApiRefusal.Kind.CONFLICT)
              ? Answer.granted(new Written("any", "1"))
              : answer;
        }
      };
    }
  }

  private static final class KeepsNamesakesStatus extends Mutation {
    private final Map<String, JobFlowStatus> former = new HashMap<>();

    @Override
    JobFlow seen(JobFlow jobFlow, OperatorProcess process) {
      String key = ObjectStore.key(jobFlow);
      if (jobFlow.getStatus() != null) {
        former.put(key, jobFlow.getStatus());
      }
      return jobFlow.getStatus() == null && former.containsKey(key)
          ? withStatus(jobFlow, former.get(key))
          : jobFlow;
    }
  }

  private static final class ReadsFromCache extends Mutation {
    @Override
    ApiServer between(RequestPath requests, OperatorProcess process) {
      return new ForwardingApiServer(requests) {
        @Override
        public Answer<JobRecord> job(String namespace, String name) {
          return process
              .cachedJob(name)
              .map(Answer::granted)
              .orElseGet(() -> Answer.refused(ApiRefusal.local(ApiRefusal.Kind.NOT_FOUND, name)));
        }

        @Override
        public Answer<List<JobRecord>> history(JobFlowKey key, Written since) {
          return Answer.granted(List.of());
        }
      };
    }
  }

  private static final class ForgetsOutcomes extends Mutation {
    @Override
    JobFlow seen(JobFlow jobFlow, OperatorProcess process) {
      JobFlowStatus status = jobFlow.getStatus();
      if (status == null) {
        return jobFlow;
      }
      List<FlowStatus> left =
          status.flows().stream()
              .filter(
                  flow ->
                      !RecordRules.OUTCOMES.contains(String.valueOf(flow.phase()))
                          || process
                              .caches()
                              .jobs()
                              .find(
                                  jobFlow.getMetadata().getUid(),
                                  jobFlow.getMetadata().getName() + "-" + flow.name())
                              .isPresent())
              .toList();
      return withStatus(jobFlow, withFlows(status, left));
    }
  }

  private static final class DeletesByName extends Mutation {
    @Override
    ApiServer between(RequestPath requests, OperatorProcess process) {
      return new ForwardingApiServer(requests) {
        @Override
        public Answer<String> delete(JobRecord job) {
          return requests.deleteWhatever(job);
        }
      };
    }
  }

  private static final class IgnoresFence extends Mutation {
    @Override
    boolean ignoresTheFence() {
      return true;
    }
  }

  private static final class OverwritesOutcomes extends Mutation {
    @Override
    ApiServer between(RequestPath requests, OperatorProcess process) {
      return new ForwardingApiServer(requests) {
        @Override
        public Answer<Written> writeStatus(JobFlowKey key, Written basis, JobFlowStatus status) {
          List<FlowStatus> flows =
              status.flows().stream()
                  .map(
                      flow ->
                          process
                              .caches()
                              .jobs()
                              .find(basis.uid(), key.name() + "-" + flow.name())
                              .filter(job -> !job.hasEnded())
                              .map(job -> running(flow))
                              .orElse(flow))
                  .toList();
          return super.writeStatus(key, basis, withFlows(status, flows));
        }
      };
    }

    private static FlowStatus running(FlowStatus flow) {
      return new FlowStatus(
          flow.name(),
          "Running",
          flow.startTime(),
          null,
          flow.attempt(),
          flow.retries(),
          null,
          flow.jobName(),
          null,
          null);
    }
  }

  private static final class ForgetsWakeUps extends Mutation {
    @Override
    Next next(Next wish, int failures) {
      return wish.kind() == Next.Kind.AFTER ? Next.done() : wish;
    }
  }

  private static final class EndsAtPoison extends Mutation {
    @Override
    boolean endsAtPoison() {
      return true;
    }
  }

  private static final class MissesDeletions extends Mutation {
    @Override
    boolean forgetsToCompareLists() {
      return true;
    }
  }

  private static final class LetsJobsVanish extends Mutation {
    @Override
    ApiServer between(RequestPath requests, OperatorProcess process) {
      return new ForwardingApiServer(requests) {
        @Override
        public Answer<Written> create(Job job) {
          Map<String, String> annotations = job.getMetadata().getAnnotations();
          String ttl = annotations == null ? null : annotations.get(JobRecord.WITHHELD_TTL);
          if (ttl != null) {
            job.setSpec(
                new JobSpecBuilder(job.getSpec())
                    .withTtlSecondsAfterFinished(Integer.valueOf(ttl))
                    .build());
          }
          return super.create(job);
        }

        @Override
        public Answer<List<JobRecord>> history(JobFlowKey key, Written since) {
          return Answer.granted(List.of());
        }
      };
    }
  }

  private static final class TakesSilenceForFailure extends Mutation {
    @Override
    ApiServer between(RequestPath requests, OperatorProcess process) {
      return new ForwardingApiServer(requests) {
        @Override
        public Answer<Written> create(Job job) {
          Answer<Written> answer = super.create(job);
          return answer.is(ApiRefusal.Kind.UNKNOWN)
              ? Answer.refused(
                  new ApiRefusal(ApiRefusal.Kind.INVALID, 422, "no answer", Duration.ZERO))
              : answer;
        }
      };
    }
  }

  private static final class NeverRests extends Mutation {
    private int count;

    @Override
    ApiServer between(RequestPath requests, OperatorProcess process) {
      return new ForwardingApiServer(requests) {
        @Override
        public Answer<Written> writeStatus(JobFlowKey key, Written basis, JobFlowStatus status) {
          String message = status.message() + ", written " + ++count + " times";
          return super.writeStatus(key, basis, changed(status, message, status.flows()));
        }
      };
    }
  }

  private static JobFlow withStatus(JobFlow jobFlow, JobFlowStatus status) {
    JobFlow changed = new JobFlow();
    changed.setMetadata(new ObjectMetaBuilder(jobFlow.getMetadata()).build());
    changed.setSpec(jobFlow.getSpec());
    changed.setStatus(status);
    return changed;
  }

  private static JobFlowStatus withFlows(JobFlowStatus status, List<FlowStatus> flows) {
    return changed(status, status.message(), flows);
  }

  private static JobFlowStatus changed(
      JobFlowStatus status, @Nullable String message, List<FlowStatus> flows) {
    return new JobFlowStatus(
        status.observedGeneration(),
        status.phase(),
        status.attempt(),
        status.stopReason(),
        status.startTime(),
        status.completionTime(),
        status.duration(),
        status.progress(),
        message,
        status.conditions(),
        flows,
        status.specHash());
  }
}
