package com.practice.jobflow.k8s.reconcile;

import com.practice.jobflow.k8s.cache.Decoded;
import com.practice.jobflow.k8s.cache.ObjectCache;
import com.practice.jobflow.k8s.cluster.JobFlowKey;
import com.practice.jobflow.model.Flow;
import com.practice.jobflow.model.JobTemplate;
import io.fabric8.kubernetes.api.model.batch.v1.JobSpec;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Finds the template of a flow, and remembers who waits for one that is not there. Thread-safe. */
public final class Templates {
  private final ObjectCache<JobTemplate> cache;
  private final Map<String, Set<JobFlowKey>> waiting = new ConcurrentHashMap<>();

  /** Reads JobTemplates from this cache. */
  public Templates(ObjectCache<JobTemplate> cache) {
    this.cache = cache;
  }

  /** Returns the JobFlows that have asked in vain for a JobTemplate, and forgets that they did. */
  public Set<JobFlowKey> takeWaiting(String namespace, String name) {
    Set<JobFlowKey> keys = waiting.remove(namespace + "/" + name);
    return keys == null ? Set.of() : keys;
  }

  /** Forgets a JobFlow that is gone. */
  void forget(JobFlowKey key) {
    for (String template : waiting.keySet()) {
      waiting.computeIfPresent(template, (same, keys) -> without(keys, key));
    }
  }

  /** Returns what a flow runs, or that it refers to a JobTemplate that cannot be had (yet). */
  FlowTemplate find(JobFlowKey key, Map<String, Flow> flows, String flowName) {
    Flow flow = flows.get(flowName);
    if (flow == null) {
      throw new IllegalStateException("the plan names a flow that is not in the spec: " + flowName);
    }
    return flow.jobTemplate() == null
        ? referred(key, flow)
        : new FlowTemplate(flow, flow.jobTemplate(), null);
  }

  private FlowTemplate referred(JobFlowKey key, Flow flow) {
    String name = String.valueOf(flow.jobTemplateRef());
    // first on the list, then looked up: a template that appears in between is not missed
    waiting.compute(key.namespace() + "/" + name, (same, keys) -> with(keys, key));
    Optional<Decoded<JobTemplate>> template = cache.get(key.namespace(), name);
    Optional<JobSpec> found =
        template
            .flatMap(Decoded::value)
            .map(JobTemplate::getSpec)
            .flatMap(spec -> Optional.ofNullable(spec.jobTemplate()));
    if (found.isPresent()) {
      waiting.computeIfPresent(key.namespace() + "/" + name, (same, keys) -> without(keys, key));
    }
    String problem =
        template
            .map(Decoded::problem)
            .or(() -> template.map(empty -> "it has no spec.jobTemplate"))
            .orElse(null);
    return new FlowTemplate(flow, found.orElse(null), problem);
  }

  private static Set<JobFlowKey> with(@Nullable Set<JobFlowKey> keys, JobFlowKey key) {
    Set<JobFlowKey> all = keys == null ? ConcurrentHashMap.newKeySet() : keys;
    all.add(key);
    return all;
  }

  private static @Nullable Set<JobFlowKey> without(Set<JobFlowKey> keys, JobFlowKey key) {
    keys.remove(key);
    return keys.isEmpty() ? null : keys;
  }
}
