package com.practice.jobflow.cli.run;

import com.practice.jobflow.cli.bind.BoundFlow;
import com.practice.jobflow.cli.bind.BoundJobFlow;
import com.practice.jobflow.cli.check.JobFlowManifest;
import com.practice.jobflow.cli.check.JobTemplateManifest;
import com.practice.jobflow.cli.check.LoadedManifest;
import com.practice.jobflow.cli.manifest.Location;
import com.practice.jobflow.cli.manifest.MappingValue;
import com.practice.jobflow.cli.manifest.SequenceValue;
import com.practice.jobflow.cli.manifest.Value;
import com.practice.jobflow.cli.run.feasible.Feasibility;
import com.practice.jobflow.cli.run.feasible.Isolation;
import com.practice.jobflow.cli.run.feasible.Refusal;
import com.practice.jobflow.engine.graph.FlowDraft;
import com.practice.jobflow.engine.graph.FlowGraph;
import com.practice.jobflow.engine.graph.RetryPolicy;
import com.practice.jobflow.engine.plan.RunPolicy;
import com.practice.jobflow.k8s.translate.JobFlowTranslator;
import com.practice.jobflow.model.JobFlow;
import io.fabric8.kubernetes.api.model.batch.v1.JobSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes a plan of a manifest and what the user asked for, or says why there is none. */
final class RunPlanner {
  private final LoadedManifest manifest;
  private final JobFlowManifest chosen;
  private final Wishes wishes;
  private final List<Refusal> refusals = new ArrayList<>();
  private final Set<String> ignored = new LinkedHashSet<>();

  /**
   * What the user asked for beside the manifest.
   *
   * @param only flows to run; empty for all
   * @param from flows to begin with; empty for all
   * @param maxParallel most Jobs at once; empty for what the manifest says
   */
  record Wishes(
      Isolation isolation,
      List<String> only,
      List<String> from,
      OptionalInt maxParallel,
      boolean ignoreSuspend,
      double backoffScale) {}

  RunPlanner(LoadedManifest manifest, JobFlowManifest chosen, Wishes wishes) {
    this.manifest = manifest;
    this.chosen = chosen;
    this.wishes = wishes;
  }

  /**
   * Returns the plan; empty if there are {@link #refusals}.
   *
   * @throws IllegalArgumentException if a flow was asked for that is not there
   */
  Optional<RunPlan> plan() {
    BoundJobFlow bound = new BoundJobFlow(chosen.document());
    FlowGraph graph = graph(bound.resource());
    List<String> scope = scope(graph);
    RunPolicy policy = policy(bound.resource());
    if (policy.suspend()) {
      refuse(
          "spec.suspend",
          "the JobFlow is suspended, so nothing would start; --ignore-suspend runs it all the same");
    }
    Map<String, FlowJob> jobs = jobs(bound, new HashSet<>(scope));
    return refusals.isEmpty()
        ? Optional.of(new RunPlan(bound.resource(), graph, policy, scope, jobs))
        : Optional.empty();
  }

  /** Returns what cannot be done on this machine, once {@link #plan} was called. */
  List<Refusal> refusals() {
    return List.copyOf(refusals);
  }

  /** Returns the names of fields that mean nothing here, once {@link #plan} was called. */
  Set<String> ignored() {
    return Set.copyOf(ignored);
  }

  private FlowGraph graph(JobFlow jobFlow) {
    List<FlowDraft> drafts =
        JobFlowTranslator.drafts(jobFlow).stream()
            .map(draft -> draft.retrying(scaled(draft.retry())))
            .toList();
    return FlowGraph.of(drafts).orElseThrow();
  }

  private RetryPolicy scaled(RetryPolicy retry) {
    return new RetryPolicy(retry.limit(), scaled(retry.backoff()), scaled(retry.maxBackoff()));
  }

  private Duration scaled(Duration wait) {
    return Duration.ofMillis(Math.round(wait.toMillis() * wishes.backoffScale()));
  }

  /** The manifest's policy, but without a re-run: that is for a JobFlow which has run before. */
  private RunPolicy policy(JobFlow jobFlow) {
    RunPolicy written = JobFlowTranslator.policy(jobFlow);
    OptionalInt parallelism = written.parallelism();
    if (wishes.maxParallel().isPresent()) {
      int most = wishes.maxParallel().getAsInt();
      parallelism = OptionalInt.of(Math.min(most, parallelism.orElse(most)));
    }
    return new RunPolicy(
        written.failurePolicy(),
        parallelism,
        written.suspend() && !wishes.ignoreSuspend(),
        written.cancel(),
        1,
        written.deadline());
  }

  private List<String> scope(FlowGraph graph) {
    if (wishes.only().isEmpty() && wishes.from().isEmpty()) {
      return graph.flows();
    }
    Set<String> scope = new HashSet<>(wishes.only());
    Set<String> known = new HashSet<>(graph.flows());
    List<String> asked = new ArrayList<>(wishes.only());
    asked.addAll(wishes.from());
    List<String> unknown = asked.stream().filter(flow -> !known.contains(flow)).toList();
    if (!unknown.isEmpty()) {
      throw new IllegalArgumentException(
          "no flow "
              + String.join(", ", unknown)
              + " in "
              + chosen.name()
              + "; it has "
              + String.join(", ", graph.flows()));
    }
    for (String flow : wishes.from()) {
      scope.add(flow);
      scope.addAll(graph.descendants(flow));
    }
    if (!wishes.from().isEmpty()) {
      graph.flows().stream().filter(graph::isFinally).forEach(scope::add);
    }
    return graph.flows().stream().filter(scope::contains).toList();
  }

  private Map<String, FlowJob> jobs(BoundJobFlow bound, Set<String> scope) {
    Feasibility feasibility =
        new Feasibility(wishes.isolation(), wishes.ignoreSuspend(), bound.sharedVolumes());
    Map<String, FlowJob> jobs = new LinkedHashMap<>();
    Set<String> judged = new HashSet<>();
    boolean shares = false;
    for (BoundFlow flow : bound.flows()) {
      if (!scope.contains(flow.name())) {
        continue;
      }
      shares |= flow.sharesVolumes();
      JobSpec template = template(bound, flow, feasibility, judged);
      if (template != null) {
        jobs.put(flow.name(), new FlowJob(flow, template));
      }
      String mounts = flow.path() + ".shareVolumeMounts";
      feasibility.mounts(chosen.document(), items(mounts), mounts);
    }
    feasibility.variables(
        chosen.document(), items("spec.globalParams.env"), "spec.globalParams.env");
    if (shares) {
      feasibility.volumes(chosen.document(), items("spec.shareVolumes"), "spec.shareVolumes");
    }
    refusals.addAll(feasibility.refusals());
    ignored.addAll(feasibility.ignored());
    return jobs;
  }

  private @Nullable JobSpec template(
      BoundJobFlow bound, BoundFlow flow, Feasibility feasibility, Set<String> judged) {
    if (flow.ownTemplate().isPresent()) {
      String path = flow.path() + ".jobTemplate";
      Value written = value(path);
      feasibility.enter(written);
      feasibility.template(chosen.document(), written, path);
      return flow.ownTemplate().get();
    }
    String name = flow.templateRef();
    Optional<JobTemplateManifest> found =
        manifest.jobTemplates().stream()
            .filter(one -> one.name().equals(name))
            .filter(one -> one.namespace().equals(chosen.namespace()))
            .findFirst();
    if (found.isEmpty()) {
      refuse(
          flow.path() + ".jobTemplateRef",
          "there is no JobTemplate " + name + " in the input; name its file too");
      return null;
    }
    JobTemplateManifest template = found.get();
    MappingValue spec = template.document().root().mapping("spec");
    Value written = spec == null ? null : spec.get("jobTemplate");
    feasibility.enter(written);
    if (judged.add(name)) {
      feasibility.template(template.document(), written, "spec.jobTemplate");
    }
    return bound.template(template.document());
  }

  private void refuse(String path, String message) {
    Location location = chosen.locate(path);
    refusals.add(new Refusal(location, 1, path, message));
  }

  private List<Value> items(String path) {
    return value(path) instanceof SequenceValue sequence ? sequence.items() : List.of();
  }

  /** Returns what is written on a path of plain keys and indexes; null if nothing is. */
  private @Nullable Value value(String path) {
    Value at = chosen.root();
    for (String part : path.split("\\.", -1)) {
      int bracket = part.indexOf('[');
      String key = bracket < 0 ? part : part.substring(0, bracket);
      at = at instanceof MappingValue mapping ? mapping.get(key) : null;
      if (bracket >= 0 && at instanceof SequenceValue sequence) {
        at = sequence.items().get(Integer.parseInt(part.substring(bracket + 1, part.length() - 1)));
      }
      if (at == null) {
        return null;
      }
    }
    return at;
  }
}
