package com.practice.jobflow.k8s.cluster;

import com.practice.jobflow.k8s.job.JobLabels;
import com.practice.jobflow.k8s.translate.Times;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobCondition;
import io.fabric8.kubernetes.api.model.batch.v1.JobSpec;
import io.fabric8.kubernetes.api.model.batch.v1.JobStatus;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The little that is kept of a Job.
 *
 * @param namespace its namespace
 * @param name its name
 * @param uid its UID
 * @param resourceVersion its version
 * @param controller who controls it; {@code null} for nobody
 * @param verdict how it ended, by its conditions alone
 * @param endTime when it ended; {@code null} while it has not, or if the server did not say
 * @param reason the Failed condition's reason; empty if none
 * @param message the Failed condition's message; empty if none
 * @param deleting whether somebody has asked for its deletion
 * @param selected whether it still carries the label that our informer selects on
 * @param podlessSince since when it should have pods and has had none; {@code null} if it has, had,
 *     or need not have any
 * @param withheldTtl the time to live that was withheld at creation and is still to be set; {@code
 *     null} for none
 * @param podCriterion what its pods must show to be sure that it will be Complete; {@code null} if
 *     they cannot, or need not any more
 */
public record JobRecord(
    String namespace,
    String name,
    String uid,
    String resourceVersion,
    @Nullable Controller controller,
    Verdict verdict,
    @Nullable Instant endTime,
    String reason,
    String message,
    boolean deleting,
    boolean selected,
    @Nullable Instant podlessSince,
    @Nullable Integer withheldTtl,
    @Nullable PodCriterion podCriterion)
    implements ObjectRecord {

  /**
   * The annotation under which a template's {@code ttlSecondsAfterFinished} waits until the outcome
   * is recorded; it is removed by the request that sets the field.
   */
  public static final String WITHHELD_TTL = "api.practice.com/ttl-seconds-after-finished";

  /** How a Job ended. */
  public enum Verdict {
    /** It has not, whatever its pods did. */
    NONE,
    SUCCEEDED,
    FAILED
  }

  /**
   * The controlling owner reference.
   *
   * @param kind its kind
   * @param name its name
   * @param uid its UID
   */
  public record Controller(String kind, String name, String uid) {
    /** Returns who controls an object; {@code null} for nobody. */
    public static @Nullable Controller of(ObjectMeta metadata) {
      return metadata.getOwnerReferences().stream()
          .filter(owner -> Boolean.TRUE.equals(owner.getController()))
          .map(owner -> new Controller(owner.getKind(), owner.getName(), owner.getUid()))
          .findFirst()
          .orElse(null);
    }
  }

  /** Returns what is kept of a Job as the API server shows it. */
  public static JobRecord of(Job job) {
    ObjectMeta metadata = job.getMetadata();
    JobStatus status = job.getStatus();
    JobCondition complete = condition(status, "Complete");
    JobCondition failed = condition(status, "Failed");
    Map<String, String> labels = metadata.getLabels();
    return new JobRecord(
        metadata.getNamespace(),
        metadata.getName(),
        metadata.getUid(),
        metadata.getResourceVersion(),
        Controller.of(metadata),
        complete != null ? Verdict.SUCCEEDED : failed != null ? Verdict.FAILED : Verdict.NONE,
        complete != null ? completionTime(status, complete) : transitionTime(failed),
        failed == null ? "" : orEmpty(failed.getReason()),
        failed == null ? "" : orEmpty(failed.getMessage()),
        metadata.getDeletionTimestamp() != null,
        labels != null && JobLabels.OPERATOR.equals(labels.get(JobLabels.MANAGED_BY)),
        podlessSince(job),
        withheldTtl(metadata.getAnnotations()),
        complete != null || failed != null ? null : PodCriterion.of(job));
  }

  /** Returns whether this JobFlow, and no namesake of it, controls the Job. */
  public boolean isControlledBy(String controllerUid) {
    return controller != null && controller.uid().equals(controllerUid);
  }

  /** Returns whether its Complete or Failed condition is there. */
  public boolean hasEnded() {
    return verdict != Verdict.NONE;
  }

  /** Returns whether it is certain to be Complete, if these are all of its pods. */
  public boolean succeedsBy(Collection<PodRecord> pods) {
    return podCriterion != null && podCriterion.isMetBy(pods);
  }

  /**
   * A suspended Job, and one that another controller cares for, is not blamed for having no pods.
   * Before 1.24 the Job controller does not even record when it started a Job, before it has a pod.
   */
  private static @Nullable Instant podlessSince(Job job) {
    JobSpec spec = job.getSpec();
    JobStatus status = job.getStatus();
    boolean waits =
        spec != null && (Boolean.TRUE.equals(spec.getSuspend()) || spec.getManagedBy() != null);
    boolean has =
        status != null
            && (isPositive(status.getActive())
                || isPositive(status.getSucceeded())
                || isPositive(status.getFailed())
                || isPositive(status.getTerminating()));
    if (waits || has) {
      return null;
    }
    String start = status == null ? null : status.getStartTime();
    return Times.read(start == null ? job.getMetadata().getCreationTimestamp() : start);
  }

  private static boolean isPositive(@Nullable Integer count) {
    return count != null && count > 0;
  }

  static @Nullable JobCondition condition(@Nullable JobStatus status, String type) {
    if (status == null || status.getConditions() == null) {
      return null;
    }
    return status.getConditions().stream()
        .filter(condition -> type.equals(condition.getType()))
        .filter(condition -> "True".equals(condition.getStatus()))
        .findFirst()
        .orElse(null);
  }

  private static @Nullable Instant completionTime(JobStatus status, JobCondition complete) {
    Instant time = Times.read(status.getCompletionTime());
    return time == null ? transitionTime(complete) : time;
  }

  private static @Nullable Instant transitionTime(@Nullable JobCondition condition) {
    return condition == null ? null : Times.read(condition.getLastTransitionTime());
  }

  private static @Nullable Integer withheldTtl(@Nullable Map<String, String> annotations) {
    String value = annotations == null ? null : annotations.get(WITHHELD_TTL);
    try {
      Integer seconds = value == null ? null : Integer.valueOf(value);
      // the API server would refuse it for ever
      return seconds == null || seconds < 0 ? null : seconds;
    } catch (NumberFormatException edited) {
      return null;
    }
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }
}
