package com.practice.jobflow.cli.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Met by a class whose simple name no other of the checked classes has. */
final class HaveNoNamesake extends ArchCondition<JavaClass> {
  private Map<String, List<JavaClass>> bySimpleName = Map.of();

  HaveNoNamesake() {
    super("have a simple name of their own");
  }

  @Override
  public void init(Collection<JavaClass> all) {
    bySimpleName =
        all.stream()
            .collect(
                Collectors.groupingBy(JavaClass::getSimpleName, TreeMap::new, Collectors.toList()));
  }

  @Override
  public void check(JavaClass type, ConditionEvents events) {
    List<JavaClass> named = bySimpleName.getOrDefault(type.getSimpleName(), List.of());
    boolean exempt = type.getSimpleName().equals("package-info");
    events.add(
        new SimpleConditionEvent(
            type,
            exempt || named.size() == 1,
            named.stream().map(JavaClass::getName).sorted().collect(Collectors.joining(" and "))
                + " share a simple name"));
  }
}
