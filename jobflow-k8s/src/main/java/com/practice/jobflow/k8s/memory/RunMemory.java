package com.practice.jobflow.k8s.memory;

import com.practice.jobflow.k8s.cluster.Written;
import com.practice.jobflow.model.JobFlowStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What this process remembers of one JobFlow. Used by one worker at a time; not thread-safe.
 *
 * <p>A flow of which nothing is remembered may or may not have a Job: only the API server can tell.
 */
public final class RunMemory {
  private static final int WARNINGS = 10;

  /** What a write takes that keeps an API server from its other work. */
  private static final Duration LONG_WRITE = Duration.ofMillis(250);

  private static final Duration LONGEST_REST = Duration.ofSeconds(5);

  private final String uid;
  private final Map<String, Creation> creations = new HashMap<>();
  private final Map<String, String> renamed = new HashMap<>();
  private final Map<String, Setback> setbacks = new HashMap<>();
  private final Map<Chore, Map<String, Setback>> failedChores = new EnumMap<>(Chore.class);
  private final Set<String> releasedTtls = new HashSet<>();
  private @Nullable Written lastWritten;
  private @Nullable JobFlowStatus lastStatus;
  private @Nullable String lastSeen;
  private Instant lastWriteTime = Instant.MIN;
  private Duration rest = Duration.ZERO;
  private final Set<String> warnings = new HashSet<>();
  private final Map<String, Trouble> notices = new HashMap<>();
  private boolean economizing;
  private int refusals;
  private boolean welcome;

  /** What else there is to do about a flow's Job than to create it. */
  public enum Chore {
    /** To see whether it is there. */
    LOOK,
    /** To delete it. */
    DELETE
  }

  /** Remembers nothing yet of the JobFlow with this UID. */
  public RunMemory(String uid) {
    this.uid = uid;
  }

  /** Returns the UID of the JobFlow that this is about. */
  public String uid() {
    return uid;
  }

  /** Returns whether we have written a later version of the JobFlow than this. */
  public boolean isAheadOf(String resourceVersion) {
    return comparedTo(resourceVersion) > 0;
  }

  /** Returns whether this is a later version of the JobFlow than the one that we wrote last. */
  public boolean isBehind(String resourceVersion) {
    return comparedTo(resourceVersion) < 0;
  }

  /**
   * Takes note of the version that is looked at now; returns whether somebody else may have written
   * it since we learnt what we remember.
   */
  public boolean sees(String resourceVersion) {
    boolean other = lastWritten == null && !resourceVersion.equals(lastSeen);
    lastSeen = resourceVersion;
    return other || isBehind(resourceVersion);
  }

  private int comparedTo(String resourceVersion) {
    if (lastWritten == null) {
      return 0;
    }
    try {
      return Long.compare(
          Long.parseLong(lastWritten.resourceVersion()), Long.parseLong(resourceVersion));
    } catch (NumberFormatException opaque) {
      // versions are numbers in every API server so far; without order, conflicts still protect us
      return 0;
    }
  }

  /**
   * Returns whether the version that we see is the one that we wrote, with this very status: then
   * what differs is what the API server does not keep, such as a field that an older schema lacks.
   */
  public boolean hasWritten(String resourceVersion, JobFlowStatus status) {
    return lastWritten != null
        && lastWritten.resourceVersion().equals(resourceVersion)
        && status.equals(lastStatus);
  }

  /**
   * Takes note of a write of the JobFlow's status.
   *
   * @param sent when it was sent
   * @param now when it was answered
   */
  public void wrote(Written written, JobFlowStatus status, Instant sent, Instant now) {
    lastWritten = written;
    lastStatus = status;
    lastWriteTime = now;
    Duration taken = Duration.between(sent, now);
    Duration twice = taken.multipliedBy(2);
    rest =
        taken.compareTo(LONG_WRITE) < 0
            ? Duration.ZERO
            : twice.compareTo(LONGEST_REST) < 0 ? twice : LONGEST_REST;
  }

  /**
   * Returns for how long the JobFlow shall wait before it is written again; zero for not at all.
   * The API server checks all of an object with each write, so one of many flows that wrote at each
   * end would leave little for the others: it takes about a third of the time, and what ends
   * meanwhile is recorded together.
   */
  public Duration rest(Instant now) {
    Duration since = Duration.between(lastWriteTime, now);
    // a write in the future shows that the clock was set back
    boolean over = rest.isZero() || since.isNegative() || since.compareTo(rest) >= 0;
    return over ? Duration.ZERO : rest.minus(since);
  }

  /** Returns when the status was last written; {@link Instant#MIN} if not by this process. */
  public Instant lastWriteTime() {
    return lastWriteTime;
  }

  /** Returns what became of an attempt's Job; empty if unknown. */
  public Optional<Creation> creation(String flow, int attempt) {
    return Optional.ofNullable(creations.get(flow)).filter(known -> known.attempt() == attempt);
  }

  /** Returns why a flow's Job is not there; empty if it is, or for no reason worth telling. */
  public Optional<Trouble> trouble(String flow, int attempt) {
    return creation(flow, attempt)
        .map(Creation::trouble)
        .or(
            () ->
                Optional.ofNullable(setbacks.get(flow))
                    .filter(s -> s.attempt() == attempt)
                    .map(Setback::told));
  }

  /**
   * A request for the attempt's Job came to nothing, and there will be another. Once there were a
   * few in a row, this is a {@link #trouble}.
   */
  public void setback(String flow, int attempt, Trouble trouble) {
    welcome = false;
    setbacks.merge(
        flow,
        Setback.first(attempt),
        (before, first) -> before.attempt() == attempt ? before.and(trouble) : first);
  }

  /** Returns how many requests for a flow's Job came to nothing since the last that did not. */
  public int setbacks(String flow) {
    Setback setback = setbacks.get(flow);
    return setback == null ? 0 : setback.count();
  }

  /**
   * A chore came to nothing, and will be tried again. Once there were a few in a row, this is a
   * {@link #notice}.
   */
  public void failed(Chore chore, String flow, Trouble trouble) {
    failedChores
        .computeIfAbsent(chore, first -> new HashMap<>())
        .merge(flow, Setback.first(0), (before, first) -> before.and(trouble));
  }

  /** A chore is done, or need not be done any more. */
  public void succeeded(Chore chore, String flow) {
    Map<String, Setback> failed = failedChores.get(chore);
    if (failed != null) {
      failed.remove(flow);
    }
  }

  /** The attempt is recorded, and no request was sent. */
  public void unsent(String flow, int attempt, Instant now) {
    creations.put(flow, new Creation(attempt, Creation.State.UNSENT, null, now, Instant.MIN, null));
  }

  /** There is no Job and shall be none before a time. */
  public void held(String flow, int attempt, Instant notBefore, @Nullable Trouble trouble) {
    creations.put(
        flow, new Creation(attempt, Creation.State.UNSENT, null, Instant.MIN, notBefore, trouble));
  }

  /** The Job exists. */
  public void created(String flow, int attempt, String jobUid, Instant now) {
    setbacks.remove(flow);
    creations.put(
        flow, new Creation(attempt, Creation.State.CREATED, jobUid, now, Instant.MIN, null));
  }

  /** Returns whether the attempt's Job was created, or found, by this process. */
  public boolean created(String flow, int attempt) {
    return creation(flow, attempt)
        .map(known -> known.state() == Creation.State.CREATED)
        .orElse(false);
  }

  /** Returns when the first that is held back may be tried again; empty for none. */
  public Optional<Instant> earliestHold(Instant now) {
    return creations.values().stream()
        .filter(known -> known.isHeldAt(now))
        .map(Creation::notBefore)
        .min(Comparator.naturalOrder());
  }

  /** The Job can never be created. */
  public void rejected(String flow, int attempt, Trouble trouble) {
    creations.put(
        flow,
        new Creation(attempt, Creation.State.REJECTED, null, Instant.MIN, Instant.MIN, trouble));
  }

  /** Returns whether anything is remembered of a flow's Job. */
  public boolean remembers(String flow) {
    return creations.containsKey(flow);
  }

  /** Nothing is known any more, or the cache knows better. */
  public void forget(String flow) {
    creations.remove(flow);
  }

  /**
   * Somebody else has written the status: whether what we have not created is not there, only the
   * API server can tell.
   */
  public void distrust() {
    setbacks.replaceAll((flow, setback) -> setback.untold());
    failedChores.values().forEach(all -> all.replaceAll((flow, setback) -> setback.untold()));
    creations.values().removeIf(known -> known.state() == Creation.State.UNSENT);
  }

  /** Lets everything that was held back be tried again now, such as when a quota has room again. */
  public void liftHolds() {
    creations.replaceAll(
        (flow, known) ->
            known.state() == Creation.State.UNSENT
                ? new Creation(
                    known.attempt(),
                    known.state(),
                    null,
                    known.time(),
                    Instant.MIN,
                    known.trouble())
                : known);
  }

  /** The attempt's Job shall have another name than the recorded one. */
  public void rename(String flow, int attempt, String jobName) {
    renamed.put(flow + "/" + attempt, jobName);
  }

  /** Returns the name that an attempt's Job shall have instead of the recorded one; removes it. */
  public Optional<String> takeRename(String flow, int attempt) {
    return Optional.ofNullable(renamed.remove(flow + "/" + attempt));
  }

  /** A flow whose Job runs has, or has no longer, some trouble worth showing. */
  public void notice(String flow, @Nullable Trouble trouble) {
    if (trouble == null) {
      notices.remove(flow);
    } else {
      notices.put(flow, trouble);
    }
  }

  /** Returns what trouble a flow has although its Job runs, as far as anybody knows. */
  public Optional<Trouble> notice(String flow) {
    return failedChores.values().stream()
        .map(failed -> failed.get(flow))
        .filter(setback -> setback != null && setback.told() != null)
        .map(Setback::told)
        .findFirst()
        .or(() -> Optional.ofNullable(notices.get(flow)));
  }

  /** The API server takes no status of this size: from now on only what is needed is recorded. */
  public void economize() {
    economizing = true;
  }

  /** Returns whether only what is needed shall be recorded. */
  public boolean isEconomizing() {
    return economizing;
  }

  /**
   * Returns whether nobody has been told of this warning yet; of very many, the rest is dropped.
   */
  public boolean isNews(String warning) {
    return warnings.size() < WARNINGS && warnings.add(warning);
  }

  /** Counts a refusal in a row and returns how many there have been. */
  public int refused() {
    welcome = false;
    return ++refusals;
  }

  /** A Job was created: the next refusal is the first again. */
  public void accepted() {
    welcome = true;
    refusals = 0;
  }

  /**
   * Returns whether the API server created the last Job that it was asked for: then it will hardly
   * refuse all of those that come next.
   */
  public boolean isWelcome() {
    return welcome;
  }

  /** Takes note that a Job's time to live was set; returns whether that was news. */
  public boolean releasedTtl(String jobUid) {
    return releasedTtls.add(jobUid);
  }

  /** The request to set a Job's time to live failed. */
  public void unreleasedTtl(String jobUid) {
    releasedTtls.remove(jobUid);
  }
}
