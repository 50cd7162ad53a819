package com.practice.jobflow.k8s.job;

import com.practice.jobflow.model.Flow;
import com.practice.jobflow.model.GlobalParams;
import com.practice.jobflow.model.JobFlow;
import com.practice.jobflow.model.JobFlowSpec;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.JobSpec;
import io.fabric8.kubernetes.api.model.batch.v1.JobSpecBuilder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes the native Job of one attempt from a flow's template.
 *
 * <p>The template goes through untouched, unknown fields too, but for what the API promises: {@code
 * restartPolicy} is Never, {@code ttlSecondsAfterFinished} is withheld (see {@link #ttl}), {@code
 * globalParams} and {@code shareVolumes} are merged in where the template does not say otherwise,
 * and labels and the owner reference are added. Stateless and thread-safe; arguments are never
 * changed.
 */
public final class JobFactory {
  private JobFactory() {}

  /**
   * Returns the Job of an attempt, ready to be created.
   *
   * @param owner the JobFlow; without a UID (no cluster) the Job has no owner reference
   * @param flow one of its flows
   * @param template the flow's own template or the one it refers to
   * @param attempt from 1
   * @param jobName the recorded name
   */
  public static Job job(JobFlow owner, Flow flow, JobSpec template, int attempt, String jobName) {
    JobFlowSpec spec = owner.getSpec();
    Map<String, String> labels = labels(owner, flow, attempt);
    JobSpec jobSpec = new JobSpecBuilder(template).build();
    jobSpec.setTtlSecondsAfterFinished(null);
    if (jobSpec.getTemplate() == null) {
      jobSpec.setTemplate(new PodTemplateSpec());
    }
    applyToPod(jobSpec.getTemplate(), spec, flow, labels);
    GlobalParams global = spec.globalParams();
    return new JobBuilder()
        .withNewMetadata()
        .withName(jobName)
        .withNamespace(owner.getMetadata().getNamespace())
        .withLabels(merged(global == null ? Map.of() : global.labels(), labels))
        .withAnnotations(global == null ? null : emptyToNull(global.annotations()))
        .withOwnerReferences(ownerReferences(owner))
        .endMetadata()
        .withSpec(jobSpec)
        .build();
  }

  /**
   * Returns the {@code ttlSecondsAfterFinished} that a template asks for and {@link #job}
   * withholds: it is to be set once the outcome is recorded, so that no result vanishes unseen.
   * {@code null} if none.
   */
  public static @Nullable Integer ttl(JobSpec template) {
    return template.getTtlSecondsAfterFinished();
  }

  /**
   * Returns how long a Job's name may be: an Indexed Job's pods add {@code -<index>} to it in their
   * host names, which are DNS labels.
   */
  public static int maxNameLength(JobSpec template) {
    Integer completions = template.getCompletions();
    boolean indexed = "Indexed".equals(template.getCompletionMode());
    return indexed && completions != null && completions > 0
        ? JobNames.MAX_LENGTH - 1 - Integer.toString(completions - 1).length()
        : JobNames.MAX_LENGTH;
  }

  private static void applyToPod(
      PodTemplateSpec template, JobFlowSpec spec, Flow flow, Map<String, String> labels) {
    if (template.getMetadata() == null) {
      template.setMetadata(new ObjectMeta());
    }
    if (template.getSpec() == null) {
      template.setSpec(new PodSpec());
    }
    ObjectMeta metadata = template.getMetadata();
    PodSpec pod = template.getSpec();
    GlobalParams global = spec.globalParams();
    if (global != null) {
      metadata.setLabels(merged(global.labels(), orEmpty(metadata.getLabels())));
      metadata.setAnnotations(
          emptyToNull(merged(global.annotations(), orEmpty(metadata.getAnnotations()))));
      addEnv(pod, global.env());
      if (pod.getNodeName() == null && global.nodeName() != null && !global.nodeName().isEmpty()) {
        pod.setNodeName(global.nodeName());
      }
    }
    metadata.setLabels(merged(orEmpty(metadata.getLabels()), labels));
    pod.setRestartPolicy("Never");
    if (!flow.shareVolumeMounts().isEmpty()) {
      shareVolumes(pod, spec.shareVolumes(), flow.shareVolumeMounts());
    }
  }

  private static void addEnv(PodSpec pod, List<EnvVar> env) {
    Stream.concat(pod.getInitContainers().stream(), pod.getContainers().stream())
        .forEach(
            container -> container.setEnv(withDefaults(env, container.getEnv(), EnvVar::getName)));
  }

  /** As the original operator did: only flows that mount something get the volumes. */
  private static void shareVolumes(PodSpec pod, List<Volume> volumes, List<VolumeMount> mounts) {
    List<Volume> own = pod.getVolumes();
    Set<String> names = own.stream().map(Volume::getName).collect(Collectors.toSet());
    List<Volume> all = new ArrayList<>(own);
    volumes.stream().filter(volume -> !names.contains(volume.getName())).forEach(all::add);
    pod.setVolumes(all);
    for (Container container : pod.getContainers()) {
      Set<String> paths =
          container.getVolumeMounts().stream()
              .map(VolumeMount::getMountPath)
              .collect(Collectors.toSet());
      List<VolumeMount> allMounts = new ArrayList<>(container.getVolumeMounts());
      mounts.stream()
          .filter(mount -> !paths.contains(mount.getMountPath()))
          .forEach(allMounts::add);
      container.setVolumeMounts(allMounts);
    }
  }

  /**
   * Defaults come first, so that a container's own variables can refer to them as {@code $(NAME)}.
   */
  private static <T> List<T> withDefaults(List<T> defaults, List<T> own, Function<T, String> key) {
    Set<String> taken = own.stream().map(key).collect(Collectors.toSet());
    return Stream.concat(
            defaults.stream().filter(item -> !taken.contains(key.apply(item))), own.stream())
        .toList();
  }

  private static Map<String, String> labels(JobFlow owner, Flow flow, int attempt) {
    Map<String, String> labels = new LinkedHashMap<>();
    labels.put(JobLabels.JOB_FLOW, JobNames.labelValue(owner.getMetadata().getName()));
    labels.put(JobLabels.FLOW, flow.name());
    labels.put(JobLabels.ATTEMPT, Integer.toString(attempt));
    labels.put(JobLabels.MANAGED_BY, JobLabels.OPERATOR);
    return labels;
  }

  private static List<OwnerReference> ownerReferences(JobFlow owner) {
    String uid = owner.getMetadata().getUid();
    if (uid == null) {
      return List.of();
    }
    return List.of(
        new OwnerReferenceBuilder()
            .withApiVersion(owner.getApiVersion())
            .withKind(owner.getKind())
            .withName(owner.getMetadata().getName())
            .withUid(uid)
            .withController(true)
            .withBlockOwnerDeletion(true)
            .build());
  }

  private static Map<String, String> merged(
      Map<String, String> defaults, Map<String, String> winners) {
    Map<String, String> merged = new LinkedHashMap<>(defaults);
    merged.putAll(winners);
    return merged;
  }

  private static Map<String, String> orEmpty(@Nullable Map<String, String> map) {
    return map == null ? Map.of() : map;
  }

  private static @Nullable Map<String, String> emptyToNull(@Nullable Map<String, String> map) {
    return map == null || map.isEmpty() ? null : map;
  }
}
