package com.practice.jobflow.k8s.testing;

import com.practice.jobflow.k8s.cluster.Answer;
import com.practice.jobflow.k8s.cluster.ApiRefusal;
import com.practice.jobflow.k8s.cluster.ApiServer;
import com.practice.jobflow.k8s.cluster.JobFlowKey;
import com.practice.jobflow.k8s.cluster.JobRecord;
import com.practice.jobflow.k8s.cluster.Written;
import com.practice.jobflow.k8s.job.JobLabels;
import com.practice.jobflow.k8s.translate.Times;
import com.practice.jobflow.model.JobFlow;
import com.practice.jobflow.model.JobFlowStatus;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobCondition;
import io.fabric8.kubernetes.api.model.batch.v1.JobStatus;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * An API server in memory: versions, preconditions, conflicts, owner references. Its watch events
 * wait in {@link FakeWatch}es until the test delivers them. Single-threaded.
 */
public final class FakeApiServer implements ApiServer {
  private static final KubernetesSerialization SERIALIZATION = new KubernetesSerialization();

  /** What happens to a request on its way. */
  public enum Fault {
    NONE,
    /** The request is lost: nothing happens. */
    LOSE_REQUEST,
    /** The request is carried out and its reply is lost. */
    LOSE_REPLY,
    /** A 404, as from an API server that has just started. */
    DENY_KNOWLEDGE,
    THROTTLE,
    /** This process must not write at the moment. */
    FENCE,
    /** The operator is killed before the request arrives. */
    KILL_BEFORE,
    /** The operator is killed when the request has been carried out. */
    KILL_AFTER
  }

  /** The operator's process ends here. */
  public static final class Killed extends Error {
    private static final long serialVersionUID = 1L;

    Killed(Object when) {
      super("killed at " + when, null, false, false);
    }
  }

  private final Map<JobFlowKey, JobFlow> jobFlows = new LinkedHashMap<>();
  private final Map<String, Job> jobs = new LinkedHashMap<>();
  private final List<FakeWatch> watches = new ArrayList<>();
  private final List<String> requests = new ArrayList<>();
  private final List<Job> createdJobs = new ArrayList<>();
  private final List<JobRecord> history = new ArrayList<>();
  private long forgotten;
  private final List<Event> events = new ArrayList<>();
  private final List<JobFlowStatus> statuses = new ArrayList<>();
  private final Invariants invariants = new Invariants();
  private Supplier<Fault> faults = () -> Fault.NONE;
  private Predicate<String> refusal = name -> false;
  private Function<String, UnaryOperator<Answer<Written>>> admission =
      job -> UnaryOperator.identity();
  private UnaryOperator<JobFlowStatus> schema = UnaryOperator.identity();
  private int statusLimit = Integer.MAX_VALUE;
  private long version = 100;
  private Instant now = Instant.parse("2026-11-22T10:00:00Z");

  // --- what the operator calls

  @Override
  public Answer<Written> create(Job job) {
    String name = job.getMetadata().getName();
    return request(
        "create job " + name,
        () -> {
          String key = job.getMetadata().getNamespace() + "/" + name;
          if (jobs.containsKey(key)) {
            return refused(ApiRefusal.Kind.CONFLICT, "jobs \"" + name + "\" already exists");
          }
          Job stored = SERIALIZATION.clone(job);
          stored.getMetadata().setUid("job-" + ++version);
          stored.getMetadata().setResourceVersion(Long.toString(version));
          Answer<Written> admitted = admission.apply(name).apply(written(stored));
          if (admitted.value().isPresent()) {
            JobRecord.Controller controller = JobRecord.of(stored).controller();
            invariants.creates(
                stored,
                jobFlows.get(new JobFlowKey(job.getMetadata().getNamespace(), controller.name())));
            jobs.put(key, stored);
            createdJobs.add(SERIALIZATION.clone(stored));
            notify(stored, false);
          }
          return admitted;
        });
  }

  @Override
  public Answer<JobRecord> job(String namespace, String name) {
    return request(
        "get job " + name,
        () ->
            Optional.ofNullable(jobs.get(namespace + "/" + name))
                .map(found -> Answer.granted(JobRecord.of(found)))
                .orElseGet(() -> refused(ApiRefusal.Kind.NOT_FOUND, name)));
  }

  @Override
  public Answer<List<JobRecord>> history(JobFlowKey key, Written since) {
    return request(
        "get history " + key.name(),
        () -> {
          long from = Long.parseLong(since.resourceVersion());
          return from < forgotten
              ? refused(ApiRefusal.Kind.NOT_FOUND, "too old resource version")
              : Answer.granted(
                  history.stream()
                      .filter(job -> job.isControlledBy(since.uid()))
                      .filter(job -> Long.parseLong(job.resourceVersion()) > from)
                      .toList());
        });
  }

  @Override
  public Answer<String> delete(JobRecord job) {
    return request(
        "delete job " + job.name(),
        () -> {
          Job found = jobs.get(job.namespace() + "/" + job.name());
          if (found == null) {
            return refused(ApiRefusal.Kind.NOT_FOUND, job.name());
          }
          if (!found.getMetadata().getUid().equals(job.uid())) {
            return refused(ApiRefusal.Kind.CONFLICT, "another UID");
          }
          deleteJob(job.name());
          return Answer.granted("");
        });
  }

  @Override
  public Answer<Written> releaseTtl(JobRecord job, int seconds) {
    return request(
        "patch job " + job.name(),
        () ->
            change(
                job,
                found -> {
                  found.getSpec().setTtlSecondsAfterFinished(seconds);
                  found.getMetadata().getAnnotations().remove(JobRecord.WITHHELD_TTL);
                }));
  }

  @Override
  public Answer<Written> select(JobRecord job) {
    return request(
        "patch job " + job.name(),
        () ->
            change(
                job,
                found ->
                    found.getMetadata().getLabels().put(JobLabels.MANAGED_BY, JobLabels.OPERATOR)));
  }

  @Override
  public Answer<Written> writeStatus(JobFlowKey key, Written basis, JobFlowStatus status) {
    if (SERIALIZATION.asJson(status).length() > statusLimit) {
      return Answer.refused(
          new ApiRefusal(
              ApiRefusal.Kind.UNKNOWN, 500, "etcdserver: request is too large", Duration.ZERO));
    }
    return request(
        "update status " + key.name(),
        () ->
            change(
                key,
                basis,
                found -> {
                  JobFlowStatus kept = schema.apply(status);
                  if (!kept.equals(found.getStatus())) {
                    invariants.records(found.getStatus(), kept);
                    found.setStatus(kept);
                    statuses.add(kept);
                    return true;
                  }
                  return false;
                }));
  }

  @Override
  public Answer<Written> markUnreadable(JobFlowKey key, Written basis, String why) {
    return request("mark " + key.name(), () -> change(key, basis, found -> true));
  }

  @Override
  public Answer<String> delete(JobFlowKey key, Written basis) {
    return request(
        "delete jobflow " + key.name(),
        () -> {
          Answer<Written> checked = change(key, basis, found -> false);
          checked.value().ifPresent(present -> deleteJobFlow(key));
          return checked.map(Written::uid);
        });
  }

  @Override
  public Answer<String> publish(Event event) {
    events.add(event);
    return Answer.granted("");
  }

  // --- what a test does

  /** Decides what happens to each request from now on. */
  public void faults(Supplier<Fault> next) {
    faults = next;
  }

  /** Fails all requests like this, by verb, resource and name, from now on. */
  public void fail(Predicate<String> like) {
    refusal = like;
  }

  /** Keeps of each status only what a schema knows. */
  public void schema(UnaryOperator<JobFlowStatus> pruning) {
    schema = pruning;
  }

  /** Takes no status of more characters than this. */
  public void statusLimit(int characters) {
    statusLimit = characters;
  }

  /** What has happened to Jobs until now cannot be asked for any more. */
  public void forgetHistory() {
    forgotten = version;
    history.clear();
  }

  /** As if etcd had been restored from a backup, in which everything is as it is. */
  public void restore(JobFlowKey key) {
    version = 10;
    forgotten = 0;
    history.clear();
    store(key, jobFlows.get(key));
  }

  /** Lets a test refuse Jobs that would be accepted. */
  public void admission(UnaryOperator<Answer<Written>> decision) {
    admission = job -> decision;
  }

  /** Lets a test refuse some Jobs, by name, that would be accepted. */
  public void admissionOf(Function<String, UnaryOperator<Answer<Written>>> decision) {
    admission = decision;
  }

  public JobFlowKey apply(JobFlow jobFlow) {
    JobFlow stored = SERIALIZATION.clone(jobFlow);
    JobFlowKey key = new JobFlowKey("default", jobFlow.getMetadata().getName());
    JobFlow before = jobFlows.get(key);
    stored.getMetadata().setNamespace("default");
    stored
        .getMetadata()
        .setUid(before == null ? "uid-" + ++version : before.getMetadata().getUid());
    stored
        .getMetadata()
        .setGeneration(before == null ? 1 : before.getMetadata().getGeneration() + 1);
    stored.setStatus(before == null ? null : before.getStatus());
    store(key, stored);
    return key;
  }

  /** Removes a JobFlow and, as garbage collection does, its Jobs. */
  public void deleteJobFlow(JobFlowKey key) {
    JobFlow gone = jobFlows.remove(key);
    version++;
    watches.forEach(watch -> watch.jobFlow(key, null));
    for (Job job : List.copyOf(jobs.values())) {
      if (JobRecord.of(job).isControlledBy(gone.getMetadata().getUid())) {
        deleteJob(job.getMetadata().getName());
      }
    }
  }

  public void deleteJob(String name) {
    Job gone = jobs.remove("default/" + name);
    version++;
    if (gone != null) {
      gone.getMetadata().setResourceVersion(Long.toString(version));
      notify(gone, true);
    }
  }

  /** Creates somebody else's Job. */
  public void createStranger(Job job) {
    job.getMetadata().setNamespace("default");
    job.getMetadata().setUid("job-" + ++version);
    job.getMetadata().setResourceVersion(Long.toString(version));
    jobs.put("default/" + job.getMetadata().getName(), job);
  }

  public void endJob(String name, boolean succeeds) {
    Job job = jobs.get("default/" + name);
    JobCondition condition = new JobCondition();
    condition.setType(succeeds ? "Complete" : "Failed");
    condition.setStatus("True");
    condition.setReason(succeeds ? null : "BackoffLimitExceeded");
    condition.setLastTransitionTime(Times.write(now));
    JobStatus status = new JobStatus();
    status.setConditions(List.of(condition));
    job.setStatus(status);
    touch(job);
  }

  /** Changes a Job as a user might. */
  public void edit(String name, Consumer<Job> change) {
    Job job = jobs.get("default/" + name);
    change.accept(job);
    touch(job);
  }

  /** Marks a JobFlow as being deleted, as a finalizer of somebody's would keep it. */
  public void terminate(JobFlowKey key) {
    JobFlow changed = SERIALIZATION.clone(jobFlows.get(key));
    changed.getMetadata().setDeletionTimestamp(now.toString());
    store(key, changed);
  }

  public void pass(Duration time) {
    now = now.plus(time);
  }

  public Instant now() {
    return now;
  }

  public JobFlow jobFlow(JobFlowKey key) {
    return jobFlows.get(key);
  }

  public List<Job> jobs() {
    return List.copyOf(jobs.values());
  }

  public Optional<Job> findJob(String name) {
    return Optional.ofNullable(jobs.get("default/" + name));
  }

  /** Returns every Job that was ever created, as it was at its creation. */
  public List<Job> createdJobs() {
    return createdJobs;
  }

  public List<Event> events() {
    return events;
  }

  /** Returns every status that was ever recorded, in order. */
  public List<JobFlowStatus> statuses() {
    return statuses;
  }

  public Invariants invariants() {
    return invariants;
  }

  /** Returns what was requested since the last call. */
  public List<String> takeRequests() {
    List<String> taken = List.copyOf(requests);
    requests.clear();
    return taken;
  }

  /** Returns a watch that begins with all that there is. */
  public FakeWatch watch() {
    FakeWatch watch = new FakeWatch();
    jobs.values().forEach(job -> watch.job(JobRecord.of(job), false));
    jobFlows.forEach((key, jobFlow) -> watch.jobFlow(key, SERIALIZATION.clone(jobFlow)));
    watches.add(watch);
    return watch;
  }

  public void unwatch(FakeWatch watch) {
    watches.remove(watch);
  }

  // ---

  private <T> Answer<T> request(String name, Supplier<Answer<T>> work) {
    requests.add(name);
    if (refusal.test(name)) {
      return refused(ApiRefusal.Kind.UNKNOWN, "not now");
    }
    return switch (faults.get()) {
      case NONE -> work.get();
      case LOSE_REQUEST -> refused(ApiRefusal.Kind.UNKNOWN, "connection refused");
      case LOSE_REPLY -> {
        Answer<T> unheard = work.get();
        yield refused(ApiRefusal.Kind.UNKNOWN, "lost a reply, " + unheard.refusal());
      }
      case DENY_KNOWLEDGE -> refused(ApiRefusal.Kind.NOT_FOUND, "no such resource");
      case THROTTLE ->
          Answer.refused(
              new ApiRefusal(ApiRefusal.Kind.THROTTLED, 429, "too many", Duration.ofSeconds(1)));
      case FENCE -> refused(ApiRefusal.Kind.FENCED, "does not lead");
      case KILL_BEFORE -> throw new Killed(name);
      case KILL_AFTER -> {
        Answer<T> unheard = work.get();
        throw new Killed(unheard);
      }
    };
  }

  private Answer<Written> change(JobFlowKey key, Written basis, Predicate<JobFlow> change) {
    JobFlow found = jobFlows.get(key);
    if (found == null) {
      return refused(ApiRefusal.Kind.NOT_FOUND, key.toString());
    }
    if (!found.getMetadata().getUid().equals(basis.uid())
        || !found.getMetadata().getResourceVersion().equals(basis.resourceVersion())) {
      return refused(ApiRefusal.Kind.CONFLICT, "the object has been modified");
    }
    JobFlow changed = SERIALIZATION.clone(found);
    if (change.test(changed)) {
      store(key, changed);
    }
    return Answer.granted(
        new Written(basis.uid(), jobFlows.get(key).getMetadata().getResourceVersion()));
  }

  private Answer<Written> change(JobRecord job, Consumer<Job> change) {
    Job found = jobs.get(job.namespace() + "/" + job.name());
    if (found == null) {
      return refused(ApiRefusal.Kind.NOT_FOUND, job.name());
    }
    if (!found.getMetadata().getUid().equals(job.uid())) {
      return refused(ApiRefusal.Kind.CONFLICT, "another UID");
    }
    change.accept(found);
    touch(found);
    return written(found);
  }

  private void touch(Job job) {
    job.getMetadata().setResourceVersion(Long.toString(++version));
    notify(job, false);
  }

  private void store(JobFlowKey key, JobFlow jobFlow) {
    jobFlow.getMetadata().setResourceVersion(Long.toString(++version));
    jobFlows.put(key, jobFlow);
    watches.forEach(watch -> watch.jobFlow(key, SERIALIZATION.clone(jobFlow)));
  }

  /** A watch with our selector sees a Job that loses the label leave. */
  private void notify(Job job, boolean deleted) {
    JobRecord record = JobRecord.of(job);
    history.add(record);
    watches.forEach(watch -> watch.job(record, deleted || !record.selected()));
  }

  private static Answer<Written> written(Job job) {
    return Answer.granted(
        new Written(job.getMetadata().getUid(), job.getMetadata().getResourceVersion()));
  }

  private static <T> Answer<T> refused(ApiRefusal.Kind kind, String message) {
    return Answer.refused(ApiRefusal.local(kind, message));
  }
}
