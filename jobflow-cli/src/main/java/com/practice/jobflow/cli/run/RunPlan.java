package com.practice.jobflow.cli.run;

import com.practice.jobflow.engine.graph.FlowGraph;
import com.practice.jobflow.engine.plan.FlowPhase;
import com.practice.jobflow.engine.plan.FlowRun;
import com.practice.jobflow.engine.plan.FlowState;
import com.practice.jobflow.engine.plan.RunPhase;
import com.practice.jobflow.engine.plan.RunPolicy;
import com.practice.jobflow.engine.plan.RunState;
import com.practice.jobflow.k8s.job.JobFactory;
import com.practice.jobflow.k8s.job.JobNames;
import com.practice.jobflow.model.JobFlow;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is to be run, without a doubt left about it.
 *
 * @param scope the flows to run, in the order of their declaration; all others count as succeeded
 * @param jobs what each flow of the scope runs
 */
record RunPlan(
    JobFlow jobFlow,
    FlowGraph graph,
    RunPolicy policy,
    List<String> scope,
    Map<String, FlowJob> jobs) {

  /** Returns the JobFlow's name. */
  String name() {
    String name = jobFlow.getMetadata().getName();
    return name == null ? jobFlow.getMetadata().getGenerateName() : name;
  }

  /** Returns the run, not yet started. */
  FlowRun newRun() {
    Map<String, FlowState> outside = new LinkedHashMap<>();
    HashSet<String> inside = new HashSet<>(scope);
    for (String flow : graph.flows()) {
      if (!inside.contains(flow)) {
        outside.put(flow, new FlowState(FlowPhase.SUCCEEDED, 1, 0, null, null, null, null, null));
      }
    }
    return FlowRun.resume(
        graph, policy, new RunState(RunPhase.PENDING, 1, null, null, null, outside, List.of()));
  }

  /** Returns the Job of an attempt, as the operator would create it. */
  Job job(String flow, int attempt) {
    FlowJob job = jobs.get(flow);
    if (job == null) {
      throw new IllegalArgumentException(flow);
    }
    JobNames names = new JobNames(name(), name(), new HashSet<>(graph.flows()));
    String jobName = names.name(flow, attempt, JobFactory.maxNameLength(job.template()));
    return job.flow().job(job.template(), attempt, jobName);
  }
}
