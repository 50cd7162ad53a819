package com.practice.jobflow.cli.run;

import com.practice.jobflow.cli.report.SafeText;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.batch.v1.JobSpec;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Tells in text what a plan would run. */
final class DryRun {
  private static final Pattern PLAIN_WORD = Pattern.compile("[\\w@%+=:,./-]+");

  private DryRun() {}

  /** Returns the lines: flows by waves, each with its commands. */
  static List<String> lines(RunPlan plan) {
    List<String> lines = new ArrayList<>();
    Set<String> scope = new HashSet<>(plan.scope());
    List<List<String>> waves = waves(plan, scope);
    lines.add(
        plan.name()
            + ": "
            + counted(plan.scope().size(), "flow")
            + " in "
            + counted(waves.size(), "wave"));
    for (int i = 0; i < waves.size(); i++) {
      lines.add("");
      boolean last = plan.graph().isFinally(waves.get(i).get(0));
      lines.add("wave " + (i + 1) + (last ? " (finally)" : ""));
      for (String flow : waves.get(i)) {
        lines.addAll(flow(plan, flow, scope));
      }
    }
    lines.replaceAll(SafeText::of);
    return lines;
  }

  private static String counted(int count, String thing) {
    return count + " " + thing + (count == 1 ? "" : "s");
  }

  private static List<List<String>> waves(RunPlan plan, Set<String> scope) {
    return plan.graph().layers().stream()
        .map(layer -> layer.stream().filter(scope::contains).toList())
        .filter(layer -> !layer.isEmpty())
        .toList();
  }

  private static List<String> flow(RunPlan plan, String name, Set<String> scope) {
    FlowJob job = Objects.requireNonNull(plan.jobs().get(name));
    List<String> after = plan.graph().dependencies(name).stream().filter(scope::contains).toList();
    String expression = job.flow().depends();
    String depends = expression.isEmpty() ? String.join(", ", after) : expression;
    String pods = pods(job.template());
    List<String> lines = new ArrayList<>();
    lines.add("  " + name + (depends.isEmpty() ? "" : "  after " + depends) + pods);
    PodSpec pod = plan.job(name, 1).getSpec().getTemplate().getSpec();
    boolean several = pod.getContainers().size() + pod.getInitContainers().size() > 1;
    Stream.concat(
            pod.getInitContainers().stream().map(one -> container("init " + one.getName(), one)),
            pod.getContainers().stream().map(one -> container(several ? one.getName() : "", one)))
        .forEach(line -> lines.add("      " + line));
    return lines;
  }

  private static String pods(JobSpec template) {
    if (template.getCompletions() == null && template.getParallelism() == null) {
      return "";
    }
    boolean indexed = "Indexed".equals(template.getCompletionMode());
    int parallelism = Objects.requireNonNullElse(template.getParallelism(), 1);
    return "  ("
        + (template.getCompletions() == null
            ? "work queue"
            : template.getCompletions() + (indexed ? " indexes" : " completions"))
        + ", "
        + parallelism
        + " at once)";
  }

  private static String container(String label, Container container) {
    List<String> words = new ArrayList<>(container.getCommand());
    words.addAll(container.getArgs());
    String command = String.join(" ", words.stream().map(DryRun::quoted).toList());
    String image = Objects.requireNonNullElse(container.getImage(), "");
    return (label.isEmpty() ? "" : label + ": ")
        + (image.isEmpty() ? "" : "[" + image + "] ")
        + (command.isEmpty() ? "(the image's own command)" : command);
  }

  private static String quoted(String word) {
    if (PLAIN_WORD.matcher(word).matches()) {
      return word;
    }
    return "'" + word.replace("'", "'\\''") + "'";
  }
}
