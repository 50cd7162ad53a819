package com.practice.jobflow.k8s.translate;

import com.google.common.base.Throwables;
import com.google.common.hash.Hashing;
import com.google.common.io.BaseEncoding;
import com.practice.jobflow.engine.graph.FlowGraph;
import com.practice.jobflow.engine.graph.GraphProblem;
import com.practice.jobflow.engine.graph.GraphResult;
import com.practice.jobflow.model.Flow;
import com.practice.jobflow.model.JobFlow;
import com.practice.jobflow.model.JobFlowSpec;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Translates and checks specs, each generation of each JobFlow once. Thread-safe.
 *
 * <p>What is kept of a JobFlow goes with {@link #forget}.
 */
public final class Translations {
  private static final int HASH_LENGTH = 16;

  private final KubernetesSerialization serialization;
  private final Map<String, Entry> byUid = new ConcurrentHashMap<>();

  /** Makes an empty store; the serialization gives specs the form that is hashed. */
  public Translations(KubernetesSerialization serialization) {
    this.serialization = serialization;
  }

  /** Returns the translation of a JobFlow's present spec. */
  public Translation of(JobFlow jobFlow) {
    long generation = generation(jobFlow);
    Entry known = byUid.get(jobFlow.getMetadata().getUid());
    if (known != null && known.generation() == generation) {
      return known.translation();
    }
    Translation translation = translate(jobFlow.getSpec());
    byUid.put(jobFlow.getMetadata().getUid(), new Entry(generation, translation));
    return translation;
  }

  /** Forgets a JobFlow that is gone. */
  public void forget(String uid) {
    byUid.remove(uid);
  }

  private Translation translate(JobFlowSpec given) {
    JobFlowSpec spec = given == null ? serialization.unmarshal("{}", JobFlowSpec.class) : given;
    List<String> problems = new ArrayList<>(templateProblems("flows", spec.flows()));
    problems.addAll(templateProblems("finally", spec.finallyFlows()));
    try {
      GraphResult graph = FlowGraph.of(JobFlowTranslator.drafts(spec));
      for (GraphProblem problem : graph.problems()) {
        problems.add(problem.path() + ": " + problem.message());
      }
      if (problems.isEmpty()) {
        return Translation.valid(
            new TranslatedJobFlow(
                graph.orElseThrow(), JobFlowTranslator.policy(spec), byName(spec), hash(spec)));
      }
    } catch (InvalidSpecException invalid) {
      problems.add(String.valueOf(invalid.getMessage()));
    } catch (KubernetesClientException unwritable) {
      // such as a field of the unknown kind with more levels than a Job can be sent with
      problems.add("flows: cannot be sent: " + rootMessage(unwritable));
    }
    return Translation.invalid(problems);
  }

  /** The schema says it too, but only API servers from 1.25 on enforce that rule. */
  private static List<String> templateProblems(String list, List<Flow> flows) {
    List<String> problems = new ArrayList<>();
    for (int i = 0; i < flows.size(); i++) {
      if ((flows.get(i).jobTemplate() == null) == (flows.get(i).jobTemplateRef() == null)) {
        problems.add(list + "[" + i + "]: give exactly one of jobTemplate and jobTemplateRef");
      }
    }
    return problems;
  }

  private static Map<String, Flow> byName(JobFlowSpec spec) {
    Map<String, Flow> flows = new LinkedHashMap<>();
    spec.flows().forEach(flow -> flows.put(String.valueOf(flow.name()), flow));
    spec.finallyFlows().forEach(flow -> flows.put(String.valueOf(flow.name()), flow));
    return flows;
  }

  private String hash(JobFlowSpec spec) {
    String text = serialization.asJson(List.of(spec.flows(), spec.finallyFlows()));
    return BaseEncoding.base32()
        .lowerCase()
        .encode(Hashing.sha256().hashString(text, StandardCharsets.UTF_8).asBytes())
        .substring(0, HASH_LENGTH);
  }

  private static String rootMessage(KubernetesClientException unwritable) {
    String message = String.valueOf(Throwables.getRootCause(unwritable).getMessage());
    return message.lines().findFirst().orElse("");
  }

  private static long generation(JobFlow jobFlow) {
    Long generation = jobFlow.getMetadata().getGeneration();
    return generation == null ? 0 : generation;
  }

  private record Entry(long generation, Translation translation) {}
}
