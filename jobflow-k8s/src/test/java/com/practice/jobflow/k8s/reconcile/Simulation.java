package com.practice.jobflow.k8s.reconcile;

import com.practice.jobflow.k8s.cache.ObjectCache;
import com.practice.jobflow.k8s.cluster.JobFlowKey;
import com.practice.jobflow.k8s.cluster.JobRecord;
import com.practice.jobflow.k8s.fact.ControllerListener;
import com.practice.jobflow.k8s.job.JobLabels;
import com.practice.jobflow.k8s.testing.FakeApiServer;
import com.practice.jobflow.k8s.testing.FakeApiServer.Fault;
import com.practice.jobflow.k8s.testing.FakeApiServer.Killed;
import com.practice.jobflow.k8s.testing.FakeOperator;
import com.practice.jobflow.k8s.testing.JobFlows;
import com.practice.jobflow.model.JobFlow;
import com.practice.jobflow.model.JobFlowStatus;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** One random JobFlow, random faults, random order of everything; all of it given by the seed. */
final class Simulation {
  private static final int STEPS = 300;
  private static final Set<String> ENDED = Set.of("Succeeded", "Failed", "Cancelled");
  private static final List<Fault> FAULTS =
      List.of(
          Fault.LOSE_REQUEST,
          Fault.LOSE_REPLY,
          Fault.THROTTLE,
          Fault.KILL_BEFORE,
          Fault.KILL_AFTER);

  private final Random random;
  private final FakeApiServer api = new FakeApiServer();
  private final List<FakeOperator> operators = new ArrayList<>();
  private final List<String> flows = new ArrayList<>();
  private final JobFlows graph;
  private final JobFlowKey key;
  private boolean suspend;
  private boolean cancel;
  private int attempt = 1;

  Simulation(long seed, int processes) {
    random = new Random(seed);
    graph = randomGraph();
    for (int i = 0; i < processes; i++) {
      operators.add(operator());
    }
    key = api.apply(graph.build());
  }

  void run() {
    api.faults(() -> chance(6) ? FAULTS.get(random.nextInt(FAULTS.size())) : Fault.NONE);
    for (int step = 0; step < STEPS; step++) {
      int who = random.nextInt(operators.size());
      try {
        step(operators.get(who));
      } catch (Killed | CompletionException killed) {
        operators.get(who).kill();
        operators.set(who, operator());
      }
    }
    api.faults(() -> Fault.NONE);
    suspend = false;
    apply();
    for (int round = 0; round < 2_000 && !hasEnded(); round++) {
      running().forEach(job -> end(job, !chance(20)));
      calm(Duration.ofMillis(500));
    }
  }

  List<String> violations() {
    return api.invariants().violations();
  }

  /** Returns what is wrong with the end; empty if it is an end and nothing moves any more. */
  String lastsForEver() {
    if (!hasEnded()) {
      return "not ended: " + status();
    }
    calm(Duration.ofMinutes(1));
    api.takeRequests();
    for (int round = 0; round < 20; round++) {
      calm(Duration.ofMinutes(5));
    }
    List<String> requests = api.takeRequests();
    return requests.isEmpty() ? "" : "still sends " + requests;
  }

  private void step(FakeOperator operator) {
    switch (random.nextInt(12)) {
      case 0, 1 -> operator.deliverJobFlow();
      case 2, 3 -> operator.deliverJob();
      case 4, 5, 6 -> operator.work();
      case 7 -> operator.settle();
      case 8 -> any(running()).forEach(job -> end(job, !chance(30)));
      case 9 -> api.pass(Duration.ofMillis(random.nextInt(3_000)));
      case 10 -> disturb();
      default -> api.pass(Duration.ofMillis(random.nextInt(100)));
    }
  }

  /** What people do. */
  private void disturb() {
    switch (random.nextInt(8)) {
      case 0 -> suspend = !suspend;
      case 1 -> cancel |= chance(10);
      case 2 -> attempt += hasEnded() && chance(50) ? 1 : 0;
      case 3 -> any(deletable()).forEach(job -> api.deleteJob(job.getMetadata().getName()));
      case 4 ->
          any(running())
              .forEach(
                  job ->
                      api.edit(
                          job.getMetadata().getName(),
                          edited -> edited.getMetadata().getLabels().remove(JobLabels.MANAGED_BY)));
      default -> {
        return;
      }
    }
    apply();
  }

  private void apply() {
    JobFlows spec = JobFlows.named("f").like(graph);
    spec.spec("suspend: " + suspend).spec("cancel: " + cancel).spec("attempt: " + attempt);
    JobFlow next = spec.build();
    if (!next.getSpec().equals(api.jobFlow(key).getSpec())) {
      api.apply(next);
    }
  }

  private void calm(Duration time) {
    api.pass(time);
    operators.forEach(FakeOperator::settle);
  }

  private void end(Job job, boolean succeeds) {
    api.endJob(job.getMetadata().getName(), succeeds);
  }

  private List<Job> running() {
    return jobs(job -> !JobRecord.of(job).hasEnded());
  }

  /**
   * A Job that only its creation's answer has shown can be taken away without a trace, if the
   * operator dies with it; that is the one gap, and it is not what is tried here.
   */
  private List<Job> deletable() {
    Set<String> traced =
        status() == null
            ? Set.of()
            : status().flows().stream()
                .filter(flow -> !"Starting".equals(flow.phase()))
                .map(flow -> flow.name())
                .collect(Collectors.toSet());
    return jobs(job -> traced.contains(job.getMetadata().getLabels().get(JobLabels.FLOW)));
  }

  private List<Job> jobs(Predicate<Job> which) {
    return api.jobs().stream().filter(which).toList();
  }

  private <T> List<T> any(List<T> list) {
    return list.isEmpty() ? list : List.of(list.get(random.nextInt(list.size())));
  }

  private JobFlowStatus status() {
    return api.jobFlow(key).getStatus();
  }

  private boolean hasEnded() {
    JobFlowStatus status = status();
    return status != null
        && ENDED.contains(status.phase())
        && (status.attempt() == null ? 1 : status.attempt()) >= attempt;
  }

  private boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }

  private FakeOperator operator() {
    return new FakeOperator(api, new ObjectCache<>(), ControllerListener.NONE);
  }

  private JobFlows randomGraph() {
    JobFlows jobFlow = JobFlows.named("f");
    int size = 1 + random.nextInt(6);
    for (int i = 0; i < size; i++) {
      List<String> fields = new ArrayList<>();
      List<String> dependencies = flows.stream().filter(flow -> chance(40)).toList();
      fields.add("dependencies: [" + String.join(", ", dependencies) + "]");
      if (chance(30)) {
        fields.add("allowFailure: true");
      }
      if (chance(30)) {
        fields.add("retry: {limit: 2, backoffSeconds: " + random.nextInt(3) + "}");
      }
      jobFlow.flow("a" + i, fields.toArray(String[]::new));
      flows.add("a" + i);
    }
    if (chance(30)) {
      jobFlow.finallyFlow("z", "when: " + any(List.of("Always", "Failed", "Succeeded")).get(0));
    }
    jobFlow.spec("failurePolicy: " + any(List.of("FailFast", "Continue", "Abort")).get(0));
    if (chance(30)) {
      jobFlow.spec("parallelism: " + (1 + random.nextInt(2)));
    }
    if (chance(20)) {
      jobFlow.spec("activeDeadlineSeconds: " + (1 + random.nextInt(30)));
    }
    return jobFlow;
  }
}
