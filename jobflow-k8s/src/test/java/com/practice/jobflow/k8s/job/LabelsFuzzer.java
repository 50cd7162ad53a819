package com.practice.jobflow.k8s.job;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.base.Splitter;
import com.practice.jobflow.model.Flow;
import com.practice.jobflow.model.JobFlow;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobSpec;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Any labels and annotations, in globalParams and in a pod's template, {@code key=value} a line,
 * the second half for the template: none takes the place of ours, a template's own wins, and
 * nothing is lost.
 */
public final class LabelsFuzzer {
  private static final KubernetesSerialization SERIALIZATION = new KubernetesSerialization();

  private LabelsFuzzer() {}

  /** Takes one input; throws if something does not hold. */
  public static void fuzzerTestOneInput(byte[] input) {
    List<String> lines = Splitter.on('\n').splitToList(new String(input, UTF_8));
    Map<String, String> global = pairs(lines.subList(0, lines.size() / 2));
    Map<String, String> own = pairs(lines.subList(lines.size() / 2, lines.size()));
    JobFlow owner = owner(global);
    Flow flow = owner.getSpec().flows().get(0);
    JobSpec template = flow.jobTemplate();
    template
        .getTemplate()
        .setMetadata(new ObjectMetaBuilder().withLabels(own).withAnnotations(own).build());
    String before = SERIALIZATION.asJson(owner);
    Job job = JobFactory.job(owner, flow, template, 1, "etl-load");
    check(SERIALIZATION.asJson(owner).equals(before), "the JobFlow was changed");
    Map<String, String> ours =
        Map.of(
            JobLabels.JOB_FLOW,
            "etl",
            JobLabels.FLOW,
            "load",
            JobLabels.ATTEMPT,
            "1",
            JobLabels.MANAGED_BY,
            JobLabels.OPERATOR);
    Map<String, String> wanted = new LinkedHashMap<>(global);
    ObjectMeta pod = job.getSpec().getTemplate().getMetadata();
    wanted.putAll(ours);
    check(job.getMetadata().getLabels().equals(wanted), "labels of the Job");
    wanted = new LinkedHashMap<>(global);
    wanted.putAll(own);
    check(orEmpty(pod.getAnnotations()).equals(wanted), "annotations of the pod");
    wanted.putAll(ours);
    check(pod.getLabels().equals(wanted), "labels of the pod");
    check(orEmpty(job.getMetadata().getAnnotations()).equals(global), "annotations of the Job");
    check(job.getMetadata().getName().equals("etl-load"), "name of the Job");
    check(job.getMetadata().getNamespace().equals("n"), "namespace of the Job");
    check(
        job.getMetadata().getOwnerReferences().stream()
            .map(OwnerReference::getUid)
            .toList()
            .equals(List.of("5d1c")),
        "owner of the Job");
    String json = SERIALIZATION.asJson(job);
    check(
        SERIALIZATION.asJson(SERIALIZATION.unmarshal(json, Job.class)).equals(json),
        "the Job does not survive the wire");
  }

  private static JobFlow owner(Map<String, String> global) {
    String json = SERIALIZATION.asJson(Map.of("labels", global, "annotations", global));
    return SERIALIZATION.unmarshal(
        "{\"apiVersion\": \"api.practice.com/v1alpha1\", \"kind\": \"JobFlow\", \"metadata\": "
            + "{\"name\": \"etl\", \"namespace\": \"n\", \"uid\": \"5d1c\"}, \"spec\": "
            + "{\"globalParams\": "
            + json
            + ", \"flows\": [{\"name\": \"load\", \"jobTemplate\": {\"template\": {\"spec\": "
            + "{\"containers\": [{\"name\": \"main\", \"image\": \"x\"}]}}}}]}}",
        JobFlow.class);
  }

  private static Map<String, String> pairs(List<String> lines) {
    Map<String, String> pairs = new LinkedHashMap<>();
    for (String line : lines) {
      int at = line.indexOf('=');
      pairs.put(at < 0 ? line : line.substring(0, at), at < 0 ? "" : line.substring(at + 1));
    }
    return pairs;
  }

  private static Map<String, String> orEmpty(Map<String, String> map) {
    return map == null ? Map.of() : map;
  }

  private static void check(boolean holds, String otherwise) {
    if (!holds) {
      throw new AssertionError(otherwise);
    }
  }
}
