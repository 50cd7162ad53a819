package com.practice.jobflow.k8s.reconcile;

import com.practice.jobflow.engine.plan.Action;
import com.practice.jobflow.engine.plan.Plan;
import com.practice.jobflow.k8s.cluster.JobFlowKey;
import com.practice.jobflow.k8s.cluster.JobRecord;
import com.practice.jobflow.k8s.cluster.JobRecord.Controller;
import com.practice.jobflow.k8s.execute.Start;
import com.practice.jobflow.k8s.execute.Stop;
import com.practice.jobflow.k8s.job.JobNames;
import com.practice.jobflow.k8s.memory.Creation;
import com.practice.jobflow.k8s.memory.RunMemory;
import com.practice.jobflow.k8s.memory.Trouble;
import com.practice.jobflow.model.JobFlow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Turns a plan's actions into requests: names are chosen before they are recorded, templates looked
 * up when they are used, and what is held back is left out.
 */
final class Preparation {
  private static final Set<String> TEMPLATE_TROUBLES =
      Set.of(Trouble.TEMPLATE_NOT_FOUND, Trouble.TEMPLATE_UNREADABLE);

  private final JobFlow owner;
  private final JobFlowKey key;
  private final JobNames jobNames;
  private final RecordedNames names;
  private final RunMemory memory;
  private final Function<String, FlowTemplate> templates;
  private final List<Start> starts = new ArrayList<>();
  private final List<Stop> stops = new ArrayList<>();
  private @Nullable Instant heldUntil;

  /**
   * Something is to be done although there is no request for it, so the state must be looked at
   * again.
   */
  private boolean again;

  Preparation(
      JobFlow owner,
      JobNames jobNames,
      RecordedNames names,
      RunMemory memory,
      Function<String, FlowTemplate> templates) {
    this.owner = owner;
    this.key = new JobFlowKey(owner.getMetadata().getNamespace(), owner.getMetadata().getName());
    this.jobNames = jobNames;
    this.names = names;
    this.memory = memory;
    this.templates = templates;
  }

  Preparation prepare(Plan plan, Map<String, JobRecord> jobs, Instant now) {
    for (Action action : plan.actions()) {
      action.match(
          new Action.Cases<Boolean>() {
            @Override
            public Boolean start(Action.Start start) {
              return prepare(start, now);
            }

            @Override
            public Boolean stop(Action.Stop stop) {
              return prepare(stop, jobs);
            }
          });
    }
    return this;
  }

  List<Start> starts() {
    return starts;
  }

  List<Stop> stops() {
    return stops;
  }

  Optional<Instant> heldUntil() {
    return Optional.ofNullable(heldUntil);
  }

  boolean again() {
    return again;
  }

  private boolean prepare(Action.Start start, Instant now) {
    String flowName = start.flow();
    Optional<Creation> known = memory.creation(flowName, start.attempt());
    if (known.isPresent() && known.get().isHeldAt(now)) {
      Instant until = known.get().notBefore();
      heldUntil = heldUntil == null || until.isBefore(heldUntil) ? until : heldUntil;
      return false;
    }
    FlowTemplate template = templates.apply(flowName);
    String name = name(flowName, start.attempt(), template.room());
    if (template.isMissing()) {
      memory.held(flowName, start.attempt(), Instant.MIN, template.missing(key.namespace()));
      return false;
    }
    if (known.map(Creation::trouble).filter(Preparation::isOver).isPresent()) {
      memory.unsent(flowName, start.attempt(), now);
    }
    starts.add(
        new Start(
            flowName,
            start.attempt(),
            template.job(owner, start.attempt(), name),
            jobNames.hashed(flowName, start.attempt(), template.room())));
    return true;
  }

  /** Any other trouble is shown until the API server says that it is over. */
  private static boolean isOver(Trouble trouble) {
    return TEMPLATE_TROUBLES.contains(trouble.reason());
  }

  /** A recorded name stays, unless it turned out to be taken, or too long for what it must name. */
  private String name(String flow, int attempt, int room) {
    String name = names.has(flow, attempt) ? names.of(flow) : jobNames.name(flow, attempt, room);
    if (name.length() > room) {
      name = jobNames.hashed(flow, attempt, room);
    }
    name = memory.takeRename(flow, attempt).orElse(name);
    names.put(flow, attempt, name);
    return name;
  }

  private boolean prepare(Action.Stop stop, Map<String, JobRecord> jobs) {
    JobRecord job = jobs.get(stop.flow());
    if (job != null) {
      if (!job.deleting()) {
        stops.add(new Stop(stop.flow(), job));
      }
      return true;
    }
    Optional<Creation> known = memory.creation(stop.flow(), stop.attempt());
    known
        .map(Creation::uid)
        .ifPresent(uid -> stops.add(new Stop(stop.flow(), created(names.of(stop.flow()), uid))));
    // without a Job to delete, its absence is the next thing to be observed
    again |= known.map(Creation::uid).isEmpty();
    return true;
  }

  /** The little that a deletion needs, of a Job that we created and no cache has shown yet. */
  private JobRecord created(String name, String uid) {
    return new JobRecord(
        key.namespace(),
        name,
        uid,
        "",
        new Controller(owner.getKind(), key.name(), memory.uid()),
        JobRecord.Verdict.NONE,
        null,
        "",
        "",
        false,
        true,
        null,
        null,
        null);
  }
}
