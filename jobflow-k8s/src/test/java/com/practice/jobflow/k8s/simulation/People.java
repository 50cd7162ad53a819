package com.practice.jobflow.k8s.simulation;

import com.practice.jobflow.k8s.cluster.JobRecord;
import com.practice.jobflow.k8s.job.JobLabels;
import com.practice.jobflow.k8s.job.JobNames;
import com.practice.jobflow.k8s.simulation.ObjectStore.Stored;
import com.practice.jobflow.k8s.translate.Times;
import com.practice.jobflow.model.Flow;
import com.practice.jobflow.model.JobFlow;
import com.practice.jobflow.model.JobFlowSpec;
import com.practice.jobflow.model.JobTemplate;
import com.practice.jobflow.model.JobTemplateSpec;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.JobSpecBuilder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** What people do to JobFlows and Jobs, as far as the API server lets them. */
final class People {
  private final SimulatedCluster cluster;
  private final World world;
  private final ObjectStore store;
  private final Map<String, List<Flow>> original = new HashMap<>();

  People(SimulatedCluster cluster) {
    this.cluster = cluster;
    this.world = cluster.world();
    this.store = cluster.store();
  }

  void create(JobFlowShape shape) {
    if (cluster.isTerminating() || store.raw(Stored.JOB_FLOW, shape.key()).isPresent()) {
      return;
    }
    world.log("people", () -> "create " + shape.name());
    if (shape.health() == JobFlowShape.Health.POISON) {
      store.put(Stored.JOB_FLOW, Poison.of(shape.name(), shape.arrival()));
      return;
    }
    JobFlow jobFlow = shape.build();
    jobFlow.getMetadata().setGeneration(1L);
    store.put(Stored.JOB_FLOW, jobFlow);
    cluster.judge().arrived(jobFlow, shape);
  }

  void createTemplate(String name) {
    if (cluster.isTerminating() || store.raw(Stored.TEMPLATE, key(name)).isPresent()) {
      return;
    }
    JobTemplate template = new JobTemplate();
    template.setMetadata(
        new ObjectMetaBuilder().withNamespace(JobFlowShape.NAMESPACE).withName(name).build());
    template.setSpec(new JobTemplateSpec(FlowShape.jobSpec(FlowShape.Template.PLAIN)));
    world.log("people", () -> "create template " + name);
    store.template(template);
  }

  void act(Disturbance what) {
    switch (what.kind()) {
      case DELETE_JOB, DELETE_JOB_FOREGROUND, REPLACE_JOB ->
          job(what).ifPresent(j -> delete(j, what));
      case UNLABEL_JOB ->
          job(what)
              .ifPresent(
                  job -> store.edit(job, j -> ApiRules.label(j, JobLabels.MANAGED_BY, "nobody")));
      case DISOWN_JOB -> job(what).ifPresent(this::disown);
      case SUSPEND_JOB -> job(what).ifPresent(job -> suspend(job, true));
      case EXPIRE_JOB -> job(what).ifPresent(this::expire);
      case STRANGER, STRANGERS -> jobFlow(what).ifPresent(jobFlow -> strangers(jobFlow, what));
      case TOUCH ->
          jobFlow(what)
              .ifPresent(
                  jobFlow ->
                      store.edit(jobFlow, j -> ApiRules.label(j, "touched", "at-" + world.now())));
      case DELETE_JOB_FLOW -> jobFlow(what).ifPresent(cluster.jobControl()::deleteJobFlow);
      case DELETE_JOB_FLOW_FOREGROUND ->
          jobFlow(what).ifPresent(j -> cluster.jobControl().deleteJobFlowForeground(j, false));
      case DELETE_JOB_FLOW_ORPHANING ->
          jobFlow(what).ifPresent(j -> cluster.jobControl().deleteJobFlowForeground(j, true));
      case RECREATE_JOB_FLOW -> jobFlow(what).ifPresent(jobFlow -> recreate(jobFlow, what));
      default -> jobFlow(what).ifPresent(jobFlow -> editSpec(jobFlow, what));
    }
  }

  private void editSpec(JobFlow jobFlow, Disturbance what) {
    JobFlowSpec spec = jobFlow.getSpec();
    int attempt = attempt(spec);
    switch (what.kind()) {
      case SUSPEND ->
          respec(jobFlow, with(spec, !Boolean.TRUE.equals(spec.suspend()), false, attempt));
      case CANCEL ->
          respec(jobFlow, with(spec, Boolean.TRUE.equals(spec.suspend()), true, attempt));
      case RAISE_ATTEMPT ->
          respec(jobFlow, with(spec, Boolean.TRUE.equals(spec.suspend()), false, attempt + 1));
      case EDIT_POLICY ->
          respec(
              jobFlow,
              new JobFlowSpec(
                  spec.flows(),
                  spec.finallyFlows(),
                  List.of("FailFast", "Continue", "Abort").get(what.pick(3)),
                  1 + what.pick(4),
                  spec.suspend(),
                  spec.cancel(),
                  spec.attempt(),
                  spec.activeDeadlineSeconds(),
                  spec.ttlSecondsAfterFinished(),
                  null,
                  List.of()));
      default -> addFlow(jobFlow);
    }
  }

  /** A newer API server lets nobody change flows once the run has started. */
  private void addFlow(JobFlow jobFlow) {
    boolean started = jobFlow.getStatus() != null && jobFlow.getStatus().startTime() != null;
    if (started && cluster.scenario().newer()) {
      return;
    }
    List<Flow> flows = new ArrayList<>(jobFlow.getSpec().flows());
    if (flows.stream().anyMatch(flow -> "extra".equals(flow.name()))) {
      return;
    }
    if (started) {
      original.put(jobFlow.getMetadata().getUid(), List.copyOf(flows));
    }
    flows.add(
        new FlowShape("extra", List.of(), null, false, 0, 0, FlowShape.Template.PLAIN, null)
            .flow());
    respec(jobFlow, withFlows(jobFlow.getSpec(), flows));
  }

  private void respec(JobFlow jobFlow, JobFlowSpec spec) {
    if (jobFlow.getMetadata().getDeletionTimestamp() != null) {
      return;
    }
    world.log("people", () -> "change the spec of " + jobFlow.getMetadata().getName());
    store.edit(
        jobFlow,
        changed -> {
          changed.setSpec(spec);
          changed.getMetadata().setGeneration(changed.getMetadata().getGeneration() + 1);
        });
  }

  private void recreate(JobFlow jobFlow, Disturbance what) {
    JobFlowShape shape = cluster.judge().shape(jobFlow.getMetadata().getUid());
    cluster.jobControl().deleteJobFlow(jobFlow);
    if (shape != null) {
      world.in(what.pick(3) == 0 ? 0 : what.pick(3_000), () -> create(shape));
    }
  }

  private void strangers(JobFlow jobFlow, Disturbance what) {
    List<Flow> flows = jobFlow.getSpec().flows();
    String flow = String.valueOf(flows.get(what.pick(flows.size())).name());
    String name = jobFlow.getMetadata().getName();
    stranger(name + "-" + flow, what);
    if (what.kind() == Disturbance.Kind.STRANGERS) {
      JobNames names = new JobNames(name, jobFlow.getMetadata().getUid(), Set.of());
      stranger(names.hashed(flow, 1, JobNames.MAX_LENGTH), what);
    }
  }

  /** Somebody else's Job, which has succeeded before anybody asks; it may even look like ours. */
  private void stranger(String name, Disturbance what) {
    if (store.job(key(name)).isPresent() || cluster.isTerminating()) {
      return;
    }
    world.log("people", () -> "create a Job of their own, " + name);
    Job job =
        new JobBuilder()
            .withNewMetadata()
            .withNamespace(JobFlowShape.NAMESPACE)
            .withName(name)
            .withLabels(
                what.pick(2) == 0 ? Map.of(JobLabels.MANAGED_BY, JobLabels.OPERATOR) : Map.of())
            .endMetadata()
            .withSpec(FlowShape.jobSpec(FlowShape.Template.PLAIN))
            .withNewStatus()
            .addNewCondition()
            .withType("Complete")
            .withStatus("True")
            .withLastTransitionTime(Times.write(world.instant()))
            .endCondition()
            .endStatus()
            .build();
    store.put(Stored.JOB, job);
  }

  private void delete(Job job, Disturbance what) {
    world.log("people", () -> "delete Job " + job.getMetadata().getName());
    if (what.kind() == Disturbance.Kind.DELETE_JOB_FOREGROUND) {
      cluster.jobControl().deleteForeground(job, Fate.USER);
      return;
    }
    cluster.jobControl().remove(job, Fate.USER);
    if (what.kind() == Disturbance.Kind.REPLACE_JOB) {
      stranger(job.getMetadata().getName(), what);
      if (what.pick(3) == 0) {
        owner(job)
            .ifPresent(
                owner ->
                    respec(owner, with(owner.getSpec(), false, true, attempt(owner.getSpec()))));
      }
    }
  }

  private void disown(Job job) {
    world.log("people", () -> "take Job " + job.getMetadata().getName() + " from its JobFlow");
    cluster.judge().disowned(job);
    store.edit(job, freed -> freed.getMetadata().setOwnerReferences(List.of()));
  }

  private void suspend(Job job, boolean suspended) {
    world.log("people", () -> "suspend Job " + job.getMetadata().getName() + ": " + suspended);
    edit(job, j -> j.setSpec(new JobSpecBuilder(j.getSpec()).withSuspend(suspended).build()));
  }

  private void expire(Job job) {
    world.log("people", () -> "let Job " + job.getMetadata().getName() + " expire");
    cluster.judge().disowned(job);
    edit(
        job,
        j -> j.setSpec(new JobSpecBuilder(j.getSpec()).withTtlSecondsAfterFinished(0).build()));
  }

  private void edit(Job job, Consumer<Job> change) {
    store.edit(job, change);
    cluster.jobControl().changed(job);
  }

  /** Everybody is content, and nobody wants anything any more. */
  void settleDown(List<String> templates) {
    templates.forEach(this::createTemplate);
    for (JobFlow jobFlow : store.jobFlows()) {
      List<Flow> flows = original.get(jobFlow.getMetadata().getUid());
      JobFlowSpec spec = jobFlow.getSpec();
      boolean suspended = Boolean.TRUE.equals(spec.suspend());
      if (flows != null || suspended) {
        JobFlowSpec resumed = with(spec, false, Boolean.TRUE.equals(spec.cancel()), attempt(spec));
        respec(jobFlow, flows == null ? resumed : withFlows(resumed, flows));
      }
    }
    store.jobs().stream()
        .filter(job -> Boolean.TRUE.equals(job.getSpec().getSuspend()))
        .forEach(job -> suspend(job, false));
  }

  // --- whom it happens to

  private Optional<JobFlow> jobFlow(Disturbance what) {
    List<JobFlow> all = store.jobFlows();
    return all.isEmpty() ? Optional.empty() : Optional.of(all.get(what.who() % all.size()));
  }

  private Optional<JobFlow> owner(Job job) {
    return store.jobFlows().stream()
        .filter(jobFlow -> JobControl.isOwnedBy(job, jobFlow.getMetadata()))
        .findFirst();
  }

  private Optional<Job> job(Disturbance what) {
    List<Job> all = store.jobs().stream().filter(this::isWithinReach).toList();
    return all.isEmpty() ? Optional.empty() : Optional.of(all.get(what.who() % all.size()));
  }

  /**
   * A Job that only its creation's answer has shown can be taken away without a trace, if the
   * operator dies with it and the API server forgets its history.
   */
  private boolean isWithinReach(Job job) {
    JobRecord.Controller controller = JobRecord.of(job).controller();
    boolean remembers =
        cluster.scenario().disturbances().stream()
            .noneMatch(what -> what.kind() == Disturbance.Kind.GONE);
    String flow = String.valueOf(job.getMetadata().getLabels().get(JobLabels.FLOW));
    return controller != null
        && store
            .jobFlow(key(controller.name()))
            .filter(owner -> owner.getStatus() != null)
            .flatMap(owner -> RecordRules.entry(owner.getStatus(), flow))
            .filter(entry -> remembers || !"Starting".equals(entry.phase()))
            .isPresent();
  }

  private static String key(String name) {
    return JobFlowShape.NAMESPACE + "/" + name;
  }

  private static JobFlowSpec with(JobFlowSpec spec, boolean suspend, boolean cancel, int attempt) {
    return new JobFlowSpec(
        spec.flows(),
        spec.finallyFlows(),
        spec.failurePolicy(),
        spec.parallelism(),
        suspend,
        cancel,
        attempt,
        spec.activeDeadlineSeconds(),
        spec.ttlSecondsAfterFinished(),
        null,
        List.of());
  }

  private static JobFlowSpec withFlows(JobFlowSpec spec, List<Flow> flows) {
    return new JobFlowSpec(
        flows,
        spec.finallyFlows(),
        spec.failurePolicy(),
        spec.parallelism(),
        spec.suspend(),
        spec.cancel(),
        spec.attempt(),
        spec.activeDeadlineSeconds(),
        spec.ttlSecondsAfterFinished(),
        null,
        List.of());
  }

  private static int attempt(JobFlowSpec spec) {
    return spec.attempt() == null ? 1 : spec.attempt();
  }
}
