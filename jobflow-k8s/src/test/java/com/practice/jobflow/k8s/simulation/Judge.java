package com.practice.jobflow.k8s.simulation;

import com.practice.jobflow.k8s.cluster.JobRecord;
import com.practice.jobflow.k8s.job.JobLabels;
import com.practice.jobflow.k8s.translate.RunStates;
import com.practice.jobflow.model.FlowStatus;
import com.practice.jobflow.model.JobFlow;
import com.practice.jobflow.model.JobFlowStatus;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Knows all that really happened, and says at every step what must not have: S1 to S5 of the
 * promises. Its words for a violation begin with the promise's name.
 */
final class Judge {
  /** For how long a record may be acted upon; beyond it a request is on its way. */
  private static final long AUTHORITY = 12_000;

  private final SimulatedCluster cluster;
  private final Set<String> violations = new LinkedHashSet<>();
  private final Map<String, Truth> truths = new LinkedHashMap<>();
  private final Map<String, Truth> truthsByJob = new HashMap<>();
  private final Map<String, JobFlowShape> shapes = new HashMap<>();
  private final Map<String, String> outcomes = new HashMap<>();
  private final Map<String, Long> outcomeTimes = new HashMap<>();
  private final Map<String, Long> recordedStarts = new HashMap<>();
  private final List<String> requests = new ArrayList<>();
  private int writes;

  Judge(SimulatedCluster cluster) {
    this.cluster = cluster;
  }

  Set<String> violations() {
    return violations;
  }

  void violated(String what) {
    if (violations.size() < 20 && violations.add(what)) {
      cluster.world().log("judge", () -> "*** " + what);
    }
  }

  boolean trustsPods() {
    return cluster.scenario().watchesPods();
  }

  @Nullable JobFlowShape shape(String uid) {
    return shapes.get(uid);
  }

  void arrived(JobFlow jobFlow, JobFlowShape shape) {
    shapes.put(jobFlow.getMetadata().getUid(), shape);
  }

  // --- Jobs

  void created(Job job, OperatorProcess sender, long sent) {
    JobRecord.Controller controller = JobRecord.of(job).controller();
    String flow = job.getMetadata().getLabels().get(JobLabels.FLOW);
    String attempt = job.getMetadata().getLabels().get(JobLabels.ATTEMPT);
    if (controller == null || !shapes.containsKey(controller.uid())) {
      violated("S4: " + job.getMetadata().getName() + " belongs to no JobFlow");
      return;
    }
    String run = controller.uid() + "/" + flow;
    Truth truth = truth(run + "/" + attempt);
    // nothing that is on its way can be called back, and a name that is free again is free
    if (truth.wasCreated() && !truth.wentAfter(sent)) {
      violated("S1: a second Job for " + truth);
    }
    for (Truth other : truths.values()) {
      Job former = other.job();
      if (other != truth
          && other.name().startsWith(run + "/")
          && former != null
          && isRunning(former)
          && !other.isBeyondReach()
          && !wasOnItsWay(sent, truth, other)) {
        violated("S1: " + truth.name() + " beside " + other);
      }
    }
    if (!recordedStarts.containsKey(truth.name())) {
      violated("S2: " + truth.name() + " was created before it was recorded");
    }
    Long ended = outcomeTimes.get(truth.name());
    if (ended != null && ended < sent - AUTHORITY) {
      violated("S3: " + truth.name() + " was created long after its outcome was recorded");
    }
    checkDependencies(shapes.get(controller.uid()), controller.uid(), String.valueOf(flow));
    truth.create(job, ended != null);
    truthsByJob.put(job.getMetadata().getUid(), truth);
  }

  /** Returns whether it was sent before the later attempt was decided on, and can only be late. */
  private boolean wasOnItsWay(long sent, Truth truth, Truth other) {
    Long decided = recordedStarts.get(other.name());
    return truth.attempt() < other.attempt() && decided != null && sent <= decided;
  }

  private boolean isRunning(Job former) {
    return cluster
        .store()
        .jobByUid(ObjectStore.key(former), former.getMetadata().getUid())
        .filter(present -> !JobControl.hasEnded(present))
        .isPresent();
  }

  private void checkDependencies(JobFlowShape shape, String uid, String name) {
    for (FlowShape flow : shape.flows()) {
      if (flow.name().equals(name)) {
        boolean may =
            flow.mayStart(other -> outcomes.getOrDefault(uid + "/" + other, ""), shape.flows());
        boolean last =
            flow.when() == null
                || shape.flows().stream()
                    .filter(other -> other.when() == null)
                    .allMatch(other -> outcomes.containsKey(uid + "/" + other.name()));
        if (!may || !last) {
          violated("S2: " + flow + " was created before what it waits for was recorded");
        }
      }
    }
  }

  void refused(Job job) {
    JobRecord.Controller controller = JobRecord.of(job).controller();
    if (controller != null) {
      truth(
              controller.uid()
                  + "/"
                  + job.getMetadata().getLabels().get(JobLabels.FLOW)
                  + "/"
                  + job.getMetadata().getLabels().get(JobLabels.ATTEMPT))
          .refuse();
    }
  }

  void ended(Job job, boolean succeeds) {
    Truth truth = truthsByJob.get(job.getMetadata().getUid());
    if (truth != null) {
      truth.end(succeeds);
    }
  }

  /** Its pods have all that it takes, and nothing can go wrong any more. */
  void bound(Job job) {
    Truth truth = truthsByJob.get(job.getMetadata().getUid());
    if (truth != null) {
      truth.bind();
    }
  }

  void gone(Job job, Fate fate) {
    Truth truth = truthsByJob.get(job.getMetadata().getUid());
    if (truth != null) {
      truth.go(fate, cluster.world().now());
    }
  }

  void disowned(Job job) {
    Truth truth = truthsByJob.get(job.getMetadata().getUid());
    if (truth != null) {
      truth.disown();
    }
  }

  /** An operator changes or deletes a Job. */
  void touched(String verb, Job job) {
    if (!truthsByJob.containsKey(job.getMetadata().getUid())) {
      violated("S4: a " + verb + " of somebody else's Job " + job.getMetadata().getName());
    }
  }

  Truth truth(String name) {
    return truths.computeIfAbsent(name, Truth::new);
  }

  Collection<Truth> truths() {
    return truths.values();
  }

  // --- statuses

  void recorded(JobFlow jobFlow, JobFlowStatus after) {
    String uid = jobFlow.getMetadata().getUid();
    JobFlowShape shape = shapes.get(uid);
    new RecordRules(this, uid, shape).check(jobFlow.getStatus(), after);
    for (FlowStatus flow : after.flows()) {
      String name = uid + "/" + flow.name() + "/" + RunStates.attempt(flow);
      if ("Starting".equals(flow.phase())) {
        recordedStarts.putIfAbsent(name, cluster.world().now());
      }
      if (RecordRules.OUTCOMES.contains(String.valueOf(flow.phase()))) {
        outcomes.put(uid + "/" + flow.name(), String.valueOf(flow.phase()));
        outcomeTimes.putIfAbsent(name, cluster.world().now());
      }
    }
    cluster.world().log("status", () -> jobFlow.getMetadata().getName() + " " + brief(after));
  }

  private static String brief(JobFlowStatus status) {
    StringBuilder text = new StringBuilder(String.valueOf(status.phase()));
    status.conditions().stream()
        .filter(condition -> "Stalled".equals(condition.getType()))
        .forEach(condition -> text.append(" stalled ").append(condition.getReason()));
    status
        .flows()
        .forEach(
            flow ->
                text.append(' ')
                    .append(flow.name())
                    .append('=')
                    .append(flow.phase())
                    .append(RunStates.attempt(flow) > 1 ? "#" + RunStates.attempt(flow) : ""));
    return text.toString();
  }

  /** The operator deletes a JobFlow because of its age. */
  void expired(JobFlow jobFlow) {
    JobFlowStatus status = jobFlow.getStatus();
    if (jobFlow.getSpec().ttlSecondsAfterFinished() == null
        || status == null
        || status.completionTime() == null) {
      violated("S4: " + jobFlow.getMetadata().getName() + " was deleted without being asked for");
    }
  }

  void deleted(JobFlow jobFlow) {
    cluster.world().log("cluster", () -> jobFlow.getMetadata().getName() + " is gone");
  }

  // --- requests

  void published(String about, String reason) {
    sent("event " + reason + " of " + about, true);
  }

  void sent(String what, boolean write) {
    requests.add(what);
    writes += write ? 1 : 0;
  }

  int writes() {
    return writes;
  }

  /** Returns what has been requested since the last time. */
  List<String> takeRequests() {
    List<String> taken = List.copyOf(requests);
    requests.clear();
    return taken;
  }
}
