package com.practice.jobflow.cli.run.feasible;

import com.practice.jobflow.cli.manifest.Document;
import com.practice.jobflow.cli.manifest.Location;
import com.practice.jobflow.cli.manifest.MappingValue;
import com.practice.jobflow.cli.manifest.MappingValue.Entry;
import com.practice.jobflow.cli.manifest.ScalarValue;
import com.practice.jobflow.cli.manifest.SequenceValue;
import com.practice.jobflow.cli.manifest.Value;
import com.practice.jobflow.cli.run.feasible.FieldTable.Rule;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Looks through templates for what one machine cannot do, and collects all of it. */
public final class Feasibility {
  private static final String CONTAINER = "template.spec.containers[]";

  private final Isolation isolation;
  private final FieldTable table;
  private final FieldChecks checks;
  private final List<Refusal> refusals = new ArrayList<>();
  private final Set<String> ignored = new TreeSet<>();

  /**
   * Creates a collector.
   *
   * @param ignoreSuspend whether a suspended template may run
   * @param sharedVolumes names of volumes that every pod can mount
   */
  public Feasibility(Isolation isolation, boolean ignoreSuspend, Set<String> sharedVolumes) {
    this.isolation = isolation;
    this.table = FieldTable.of(isolation);
    this.checks = new FieldChecks(ignoreSuspend, sharedVolumes);
  }

  /** Notes what mounts can refer to from now on: the volumes of this JobSpec, and shared ones. */
  public void enter(@Nullable Value jobSpec) {
    if (jobSpec instanceof MappingValue mapping) {
      checks.enter(mapping);
    }
  }

  /** Looks through a JobSpec that stands on this path of a document. */
  public void template(Document document, @Nullable Value jobSpec, String path) {
    if (jobSpec instanceof MappingValue mapping) {
      walk(new Place(document, path, ""), mapping);
    }
  }

  /** Looks through volumes that stand on this path of a document. */
  public void volumes(Document document, List<Value> volumes, String path) {
    items(new Place(document, path, "template.spec.volumes"), volumes);
  }

  /** Looks through variables that stand on this path of a document. */
  public void variables(Document document, List<Value> variables, String path) {
    items(new Place(document, path, CONTAINER + ".env"), variables);
  }

  /** Looks through mounts that stand on this path of a document. */
  public void mounts(Document document, List<Value> mounts, String path) {
    items(new Place(document, path, CONTAINER + ".volumeMounts"), mounts);
  }

  /** Returns what cannot be honoured, in the order in which it was looked at. */
  public List<Refusal> refusals() {
    return Collections.unmodifiableList(refusals);
  }

  /** Returns the names of fields that will be ignored and whose author should know. */
  public Set<String> ignored() {
    return Collections.unmodifiableSet(ignored);
  }

  /** Where a walk is: in which document, on which path of it, and what the table calls that. */
  private record Place(Document document, String path, String pattern) {
    Place child(String key) {
      return new Place(document, dotted(path, key), dotted(pattern, key));
    }

    Place item(int index) {
      return new Place(document, path + "[" + index + "]", pattern + "[]");
    }

    private static String dotted(String parent, String key) {
      return parent.isEmpty() ? key : parent + "." + key;
    }
  }

  private void walk(Place place, Value value) {
    if (value instanceof SequenceValue sequence) {
      items(place, sequence.items());
    } else if (value instanceof MappingValue mapping) {
      boolean container = place.pattern.endsWith("ontainers[]");
      if (container && isolation == Isolation.NONE && mapping.items("command").isEmpty()) {
        Location where = place.document.locationOf(mapping);
        String message =
            "a container without command: only its image knows what to run, and --runtime process"
                + " has no images; name the command, or use --runtime docker or podman";
        refusals.add(new Refusal(where, 1, place.path, message));
      }
      mapping.entries().forEach(entry -> field(place, entry));
    }
  }

  private void items(Place place, List<Value> items) {
    for (int i = 0; i < items.size(); i++) {
      walk(place.item(i), items.get(i));
    }
  }

  private void field(Place parent, Entry entry) {
    if (isNothing(entry)) {
      return;
    }
    Place place = parent.child(entry.key());
    Rule rule = table.rule(parent.pattern, entry.key());
    if (rule == null) {
      refuse(place, entry, "jobflow run does not know this field");
      return;
    }
    switch (rule.verdict()) {
      case "run", "quiet" -> {}
      case "walk" -> walk(place, entry.value());
      case "note" -> ignored.add(entry.key());
      case "refuse" -> refuse(place, entry, rule.why());
      default -> check(place, entry, rule.verdict().substring(1));
    }
  }

  private void check(Place place, Entry entry, String name) {
    FieldChecks.Answer answer = checks.judge(name, place.path, entry.value());
    if (answer.problem() != null) {
      refuse(place, entry, answer.problem());
    } else if (answer.ignored()) {
      ignored.add(entry.key());
    }
  }

  private void refuse(Place place, Entry entry, String why) {
    Location where = new Location(place.document.source().name(), entry.line(), entry.column());
    refusals.add(
        new Refusal(
            where,
            Math.max(1, entry.key().length()),
            place.path,
            entry.key() + " cannot be honoured on this machine: " + why));
  }

  /** Returns whether a field says no more than its absence would. */
  private static boolean isNothing(Entry entry) {
    Value value = entry.value();
    if (value instanceof MappingValue mapping) {
      return mapping.entries().isEmpty();
    }
    if (value instanceof SequenceValue sequence) {
      return sequence.items().isEmpty();
    }
    return value instanceof ScalarValue scalar
        && (scalar.isNull() || (scalar.plain() instanceof Boolean flag && !flag));
  }
}
