package com.practice.jobflow.k8s.job;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.base.Splitter;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Any names that the API server would let through, one a line, the JobFlow's first: the Jobs of all
 * flows and attempts have names that Kubernetes accepts, no two the same, and labels that it
 * accepts.
 */
public final class JobNamesFuzzer {
  private static final Pattern LABEL = Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?");
  private static final Pattern SUBDOMAIN =
      Pattern.compile(LABEL.pattern() + "(\\." + LABEL.pattern() + ")*");
  private static final Pattern LABEL_VALUE =
      Pattern.compile("([A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?)?");
  private static final int MOST_FLOWS = 12;

  private JobNamesFuzzer() {}

  /** Takes one input; throws if something does not hold. */
  public static void fuzzerTestOneInput(byte[] input) {
    List<String> lines = Splitter.on('\n').splitToList(new String(input, UTF_8));
    String jobFlow = lines.get(0);
    String label = JobNames.labelValue(jobFlow);
    if (jobFlow.length() > 253 || !SUBDOMAIN.matcher(jobFlow).matches()) {
      return;
    }
    check(label.length() <= 63 && LABEL_VALUE.matcher(label).matches(), "label " + label);
    Set<String> flows = new TreeSet<>();
    lines.stream()
        .skip(1)
        .limit(MOST_FLOWS)
        .filter(flow -> flow.length() <= 63 && LABEL.matcher(flow).matches())
        .forEach(flows::add);
    Map<String, String> taken = new HashMap<>();
    Set<String> fallbacks = new HashSet<>();
    for (int room : new int[] {JobNames.MAX_LENGTH, JobNames.MAX_LENGTH - 11}) {
      taken.clear();
      fallbacks.clear();
      JobNames names = new JobNames(jobFlow, "5d1c", flows);
      for (String flow : flows) {
        for (int attempt : new int[] {1, 2, 3, 10, 100, Integer.MAX_VALUE}) {
          String name = names.name(flow, attempt, room);
          String fallback = names.hashed(flow, attempt, room);
          check(isName(name, room) && isName(fallback, room), name + " or " + fallback);
          String before = taken.put(name, flow + "/" + attempt);
          check(before == null, name + " for " + before + " and " + flow + "/" + attempt);
          check(fallbacks.add(fallback), fallback + " twice");
        }
      }
    }
  }

  private static boolean isName(String name, int room) {
    return name.length() <= room && SUBDOMAIN.matcher(name).matches();
  }

  private static void check(boolean holds, String otherwise) {
    if (!holds) {
      throw new AssertionError(otherwise);
    }
  }
}
