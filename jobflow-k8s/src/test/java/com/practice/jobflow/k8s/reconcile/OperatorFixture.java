package com.practice.jobflow.k8s.reconcile;

import com.practice.jobflow.k8s.cache.ObjectCache;
import com.practice.jobflow.k8s.cluster.Answer;
import com.practice.jobflow.k8s.cluster.ApiRefusal;
import com.practice.jobflow.k8s.cluster.JobFlowKey;
import com.practice.jobflow.k8s.cluster.Written;
import com.practice.jobflow.k8s.fact.ControllerListener;
import com.practice.jobflow.k8s.testing.FakeApiServer;
import com.practice.jobflow.k8s.testing.FakeApiServer.Fault;
import com.practice.jobflow.k8s.testing.FakeOperator;
import com.practice.jobflow.k8s.testing.JobFlows;
import com.practice.jobflow.k8s.translate.Times;
import com.practice.jobflow.model.FlowStatus;
import com.practice.jobflow.model.JobFlowStatus;
import com.practice.jobflow.model.JobTemplate;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.JobStatus;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;

/** An operator beside an API server in memory, and words to move both. */
abstract class OperatorFixture {
  final FakeApiServer api = new FakeApiServer();
  final ObjectCache<JobTemplate> templates = new ObjectCache<>();
  FakeOperator operator = new FakeOperator(api, templates, ControllerListener.NONE);

  static JobFlows chain() {
    return JobFlows.named("f").flow("a").flowAfter("b", "a");
  }

  JobFlowKey apply(JobFlows jobFlow) {
    JobFlowKey key = api.apply(jobFlow.build());
    settle();
    return key;
  }

  void end(String job, boolean succeeds) {
    api.endJob(job, succeeds);
    settle();
  }

  void settle() {
    operator.settle();
  }

  /** Lets time pass in small steps, and the operator work at each. */
  void pass(Duration time) {
    Duration step =
        time.compareTo(Duration.ofMinutes(2)) > 0 ? Duration.ofSeconds(10) : Duration.ofMillis(200);
    for (Duration passed = Duration.ZERO; passed.compareTo(time) < 0; passed = passed.plus(step)) {
      api.pass(step);
      settle();
    }
  }

  void killAt(int request, Fault fault, Runnable work) {
    faultAt(request, fault);
    try {
      work.run();
    } catch (FakeApiServer.Killed expected) {
      operator.kill();
    }
    api.faults(() -> Fault.NONE);
  }

  void loseReplyOf(int request, Runnable work) {
    faultAt(request, Fault.LOSE_REPLY);
    work.run();
    api.faults(() -> Fault.NONE);
  }

  void faultAt(int request, Fault fault) {
    int[] count = {0};
    api.faults(() -> ++count[0] == request ? fault : Fault.NONE);
  }

  void restart() {
    operator.kill();
    operator = new FakeOperator(api, templates, ControllerListener.NONE);
    settle();
    pass(Duration.ofSeconds(2));
  }

  static UnaryOperator<Answer<Written>> refusing(ApiRefusal.Kind kind, String message) {
    return answer -> Answer.refused(new ApiRefusal(kind, 403, message, Duration.ZERO));
  }

  static Job stranger(String name) {
    return new JobBuilder().withNewMetadata().withName(name).endMetadata().build();
  }

  static List<OwnerReference> owner(String kind, String name, String uid) {
    return List.of(
        new OwnerReferenceBuilder()
            .withKind(kind)
            .withName(name)
            .withUid(uid)
            .withController(true)
            .build());
  }

  List<String> jobNames() {
    return api.jobs().stream().map(job -> job.getMetadata().getName()).toList();
  }

  List<String> eventReasons() {
    return api.events().stream().map(Event::getReason).toList();
  }

  JobFlowStatus status(JobFlowKey key) {
    return api.jobFlow(key).getStatus();
  }

  FlowStatus flow(JobFlowKey key, String name) {
    return status(key).flows().stream()
        .filter(flow -> name.equals(flow.name()))
        .findFirst()
        .orElseThrow();
  }

  String phase(JobFlowKey key, String name) {
    return flow(key, name).phase();
  }

  Condition condition(JobFlowKey key, String type) {
    return status(key).conditions().stream()
        .filter(condition -> condition.getType().equals(type))
        .findFirst()
        .orElseThrow();
  }

  static JobStatus started(Instant time) {
    JobStatus status = new JobStatus();
    status.setStartTime(Times.write(time));
    return status;
  }
}
