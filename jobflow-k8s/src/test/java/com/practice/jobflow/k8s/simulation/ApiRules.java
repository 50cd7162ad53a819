package com.practice.jobflow.k8s.simulation;

import com.practice.jobflow.k8s.cluster.Answer;
import com.practice.jobflow.k8s.cluster.ApiRefusal;
import com.practice.jobflow.k8s.cluster.ApiRefusal.Kind;
import com.practice.jobflow.k8s.cluster.JobFlowKey;
import com.practice.jobflow.k8s.cluster.JobRecord;
import com.practice.jobflow.k8s.cluster.Written;
import com.practice.jobflow.k8s.job.JobLabels;
import com.practice.jobflow.k8s.simulation.ObjectStore.Stored;
import com.practice.jobflow.model.JobFlow;
import com.practice.jobflow.model.JobFlowStatus;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobSpecBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.JobStatus;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** What the API server makes of a request that has arrived: admission, preconditions, conflicts. */
final class ApiRules {
  private static final KubernetesSerialization SERIALIZATION = new KubernetesSerialization();

  /** A status is read back as it went over the wire in so many of a hundred writes. */
  private static final int ON_THE_WIRE = 5;

  private final SimulatedCluster cluster;
  private final ObjectStore store;

  ApiRules(SimulatedCluster cluster) {
    this.cluster = cluster;
    this.store = cluster.store();
  }

  Answer<Written> create(Job job, OperatorProcess sender, long sent) {
    if (cluster.isTerminating()) {
      return cluster.isGone()
          ? refused(Kind.NOT_FOUND, 404, "namespaces \"default\" not found")
          : refused(Kind.NAMESPACE_TERMINATING, 403, "the namespace is being terminated");
    }
    Answer<Written> refusal = admission(job);
    if (refusal != null) {
      return refusal;
    }
    String key = ObjectStore.key(job);
    if (store.job(key).isPresent()) {
      return refused(Kind.CONFLICT, 409, "jobs \"" + key + "\" already exists");
    }
    Job stored =
        new Job(
            job.getApiVersion(),
            job.getKind(),
            new ObjectMetaBuilder(job.getMetadata()).build(),
            cluster.podControl().admitted(job.getSpec()),
            new JobStatus());
    store.put(Stored.JOB, stored);
    cluster.judge().created(stored, sender, sent);
    cluster.jobControl().created(stored);
    return written(stored);
  }

  @SuppressWarnings("NullAway")
  private Answer<Written> admission(Job job) {
    String image = image(job);
    if (image.equals(FlowShape.INVALID_IMAGE)) {
      cluster.judge().refused(job);
      return refused(Kind.INVALID, 422, "Job is invalid: spec.template: Invalid value");
    }
    if (cluster.isDenying()) {
      return refused(Kind.FORBIDDEN, 403, "admission webhook denied the request");
    }
    if (cluster.isWebhookSilent()) {
      return refused(Kind.UNKNOWN, 500, "failed calling webhook: context deadline exceeded");
    }
    return cluster.isQuotaUsedUp() ? refused(Kind.QUOTA, 403, "exceeded quota: jobs") : null;
  }

  static String image(Job job) {
    return String.valueOf(job.getSpec().getTemplate().getSpec().getContainers().get(0).getImage());
  }

  Answer<JobRecord> job(String key) {
    return store
        .job(key)
        .map(job -> Answer.granted(JobRecord.of(cluster.mutation().read(job))))
        .orElseGet(() -> refused(Kind.NOT_FOUND, 404, key));
  }

  Answer<List<JobRecord>> history(JobFlowKey key, Written since) {
    long from = Long.parseLong(since.resourceVersion());
    if (store.isCompacted(from)) {
      return refused(Kind.NOT_FOUND, 410, "too old resource version");
    }
    return Answer.granted(
        store.history(Stored.JOB).stream()
            .filter(change -> change.version() > from)
            .map(change -> JobRecord.of((Job) change.object()))
            .filter(
                job -> job.isControlledBy(since.uid()) && job.namespace().equals(key.namespace()))
            .toList());
  }

  Answer<String> delete(JobRecord job, boolean guarded) {
    Optional<Job> found = store.job(job.namespace() + "/" + job.name());
    if (found.isEmpty()) {
      return refused(Kind.NOT_FOUND, 404, job.name());
    }
    if (guarded && !found.get().getMetadata().getUid().equals(job.uid())) {
      return refused(Kind.CONFLICT, 409, "the UID in the precondition is another");
    }
    cluster.judge().touched("delete", found.get());
    cluster.jobControl().deleteForeground(found.get(), Fate.OPERATOR);
    return Answer.granted("");
  }

  Answer<Written> releaseTtl(JobRecord job, int seconds) {
    return change(
        job,
        changed -> {
          changed.setSpec(
              new JobSpecBuilder(changed.getSpec()).withTtlSecondsAfterFinished(seconds).build());
          Map<String, String> annotations = new HashMap<>(changed.getMetadata().getAnnotations());
          annotations.remove(JobRecord.WITHHELD_TTL);
          changed.getMetadata().setAnnotations(annotations);
        });
  }

  Answer<Written> select(JobRecord job) {
    return change(job, changed -> label(changed, JobLabels.MANAGED_BY, JobLabels.OPERATOR));
  }

  static void label(HasMetadata object, String label, String value) {
    Map<String, String> labels =
        object.getMetadata().getLabels() == null
            ? new HashMap<>()
            : new HashMap<>(object.getMetadata().getLabels());
    labels.put(label, value);
    object.getMetadata().setLabels(labels);
  }

  Answer<Written> writeStatus(JobFlowKey key, Written basis, JobFlowStatus status) {
    Optional<Answer<Written>> refusal = check(key, basis);
    if (refusal.isPresent()) {
      return refusal.get();
    }
    if (cluster.isStatusTooLarge(status)) {
      return refused(Kind.UNKNOWN, 500, "etcdserver: request is too large");
    }
    Optional<JobFlow> found = store.jobFlow(key.toString());
    if (found.isEmpty()) {
      return refused(Kind.NOT_FOUND, 404, key.toString());
    }
    JobFlowStatus received =
        cluster.chance().percent("wire", ON_THE_WIRE)
            ? SERIALIZATION.unmarshal(SERIALIZATION.asJson(status), JobFlowStatus.class)
            : status;
    if (received.equals(found.get().getStatus())) {
      return written(found.get());
    }
    cluster.judge().recorded(found.get(), received);
    return written(store.edit(found.get(), changed -> changed.setStatus(received)));
  }

  Answer<Written> markUnreadable(JobFlowKey key, Written basis, String why) {
    Optional<Answer<Written>> refusal = check(key, basis);
    if (refusal.isPresent()) {
      return refusal.get();
    }
    HasMetadata found = store.raw(Stored.JOB_FLOW, key.toString()).orElseThrow();
    GenericKubernetesResource marked = Poison.marked((GenericKubernetesResource) found, why);
    return written(store.put(Stored.JOB_FLOW, marked));
  }

  Answer<String> delete(JobFlowKey key, Written basis) {
    Optional<Answer<Written>> refusal = check(key, basis);
    if (refusal.isPresent()) {
      return refusal.get().map(Written::uid);
    }
    store
        .jobFlow(key.toString())
        .ifPresent(
            jobFlow -> {
              cluster.judge().expired(jobFlow);
              cluster.jobControl().deleteJobFlow(jobFlow);
            });
    return Answer.granted("");
  }

  private Optional<Answer<Written>> check(JobFlowKey key, Written basis) {
    Optional<HasMetadata> found = store.raw(Stored.JOB_FLOW, key.toString());
    if (found.isEmpty()) {
      return Optional.of(refused(Kind.NOT_FOUND, 404, key.toString()));
    }
    boolean same =
        found.get().getMetadata().getUid().equals(basis.uid())
            && found.get().getMetadata().getResourceVersion().equals(basis.resourceVersion());
    return same
        ? Optional.empty()
        : Optional.of(refused(Kind.CONFLICT, 409, "the object has been modified"));
  }

  private Answer<Written> change(JobRecord job, Consumer<Job> change) {
    Optional<Job> found = store.job(job.namespace() + "/" + job.name());
    if (found.isEmpty()) {
      return refused(Kind.NOT_FOUND, 404, job.name());
    }
    if (!found.get().getMetadata().getUid().equals(job.uid())) {
      return refused(Kind.CONFLICT, 409, "the UID in the precondition is another");
    }
    cluster.judge().touched("patch", found.get());
    store.edit(found.get(), change);
    cluster.jobControl().changed(found.get());
    return written(store.job(job.namespace() + "/" + job.name()).orElseThrow());
  }

  private static Answer<Written> written(HasMetadata object) {
    return Answer.granted(
        new Written(object.getMetadata().getUid(), object.getMetadata().getResourceVersion()));
  }

  private static <T> Answer<T> refused(Kind kind, int code, String message) {
    return Answer.refused(new ApiRefusal(kind, code, message, Duration.ZERO));
  }
}
