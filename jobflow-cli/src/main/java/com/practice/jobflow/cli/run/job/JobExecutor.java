package com.practice.jobflow.cli.run.job;

import com.practice.jobflow.cli.run.loop.Loop;
import com.practice.jobflow.cli.run.pod.PodIdentity;
import com.practice.jobflow.cli.run.pod.PodPlan;
import com.practice.jobflow.cli.run.pod.PodPlanner;
import com.practice.jobflow.cli.run.pod.PodRuntime;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Runs native Jobs on this machine, in the way of Kubernetes' Job controller. */
public final class JobExecutor {
  private static final String INDEX = "batch.kubernetes.io/job-completion-index";
  private static final String INDEX_VARIABLE = "JOB_COMPLETION_INDEX";
  // Kubernetes' own, which cannot spell a word.
  private static final String SUFFIX_LETTERS = "bcdfghjklmnpqrstvwxz2456789";
  private static final int SUFFIX_LENGTH = 5;
  private static final int MAX_NAME = 63;

  private final Loop loop;
  private final PodRuntime runtime;
  private final Machine machine;

  /**
   * What Jobs find here.
   *
   * @param nodeName the name of this machine
   * @param backoffScale what every wait of the Job controller is multiplied by, 0 or more
   * @param random where names and UIDs of pods come from
   */
  public record Machine(String nodeName, double backoffScale, RandomGenerator random) {}

  /** Creates an executor whose Jobs belong to this loop. */
  public JobExecutor(Loop loop, PodRuntime runtime, Machine machine) {
    this.loop = loop;
    this.runtime = runtime;
    this.machine = machine;
  }

  /**
   * Starts a Job.
   *
   * @param logs the folder for its containers' output, which exists
   * @param prefix what the names of its log files begin with
   */
  public RunningJob start(Job job, Path logs, String prefix, JobListener listener) {
    JobRules rules = JobRules.of(job.getSpec(), machine.backoffScale());
    String jobUid = uid();
    JobRun run =
        new JobRun(
            loop,
            rules,
            (number, index, ended) -> {
              PodPlan plan = plan(job, jobUid, index);
              PodRun pod =
                  new PodRun(
                      loop,
                      runtime,
                      plan,
                      new PodRun.Surroundings(
                          index,
                          name -> logs.resolve(prefix + "pod-" + number + "." + name + ".log"),
                          listener,
                          machine.backoffScale()),
                      ended);
              pod.start();
              return pod;
            },
            listener);
    // Later, so that nobody hears of the Job's end before this call has returned.
    loop.post(run::start);
    return run;
  }

  private PodPlan plan(Job job, String jobUid, OptionalInt index) {
    PodTemplateSpec template = job.getSpec().getTemplate();
    PodSpec spec = template.getSpec();
    ObjectMeta metadata = template.getMetadata();
    String jobName = job.getMetadata().getName();
    String base = index.isPresent() ? jobName + "-" + index.getAsInt() : jobName;
    String name = cut(base, MAX_NAME - 1 - SUFFIX_LENGTH) + "-" + suffix();
    Map<String, String> labels = copy(metadata == null ? null : metadata.getLabels());
    Map<String, String> annotations = copy(metadata == null ? null : metadata.getAnnotations());
    labels.put("job-name", jobName);
    labels.put("batch.kubernetes.io/job-name", jobName);
    labels.put("controller-uid", jobUid);
    labels.put("batch.kubernetes.io/controller-uid", jobUid);
    Map<String, String> variables = new HashMap<>();
    if (index.isPresent()) {
      String number = Integer.toString(index.getAsInt());
      labels.put(INDEX, number);
      annotations.put(INDEX, number);
      variables.put(INDEX_VARIABLE, number);
    }
    PodIdentity identity =
        new PodIdentity(
            name,
            Objects.requireNonNullElse(job.getMetadata().getNamespace(), "default"),
            uid(),
            spec.getHostname() != null ? spec.getHostname() : index.isPresent() ? base : name,
            Objects.requireNonNullElse(spec.getNodeName(), machine.nodeName()),
            labels,
            annotations);
    return PodPlanner.plan(template, identity, variables);
  }

  private String uid() {
    return new UUID(machine.random().nextLong(), machine.random().nextLong()).toString();
  }

  private String suffix() {
    StringBuilder suffix = new StringBuilder();
    for (int i = 0; i < SUFFIX_LENGTH; i++) {
      suffix.append(SUFFIX_LETTERS.charAt(machine.random().nextInt(SUFFIX_LETTERS.length())));
    }
    return suffix.toString();
  }

  private static String cut(String name, int length) {
    return name.length() <= length ? name : name.substring(0, length);
  }

  private static Map<String, String> copy(@Nullable Map<String, String> map) {
    return map == null ? new HashMap<>() : new HashMap<>(map);
  }
}
