package com.practice.jobflow.cli.architecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Optional;

/** Met by a class that uses types of the one and of the other, being neither itself. */
final class DependOnBoth extends ArchCondition<JavaClass> {
  private final DescribedPredicate<JavaClass> one;
  private final DescribedPredicate<JavaClass> other;

  DependOnBoth(DescribedPredicate<JavaClass> one, DescribedPredicate<JavaClass> other) {
    super("depend on both " + one.getDescription() + " and " + other.getDescription());
    this.one = one;
    this.other = other;
  }

  @Override
  public void check(JavaClass type, ConditionEvents events) {
    Optional<Dependency> first = first(type, one);
    Optional<Dependency> second = first(type, other);
    boolean met = first.isPresent() && second.isPresent();
    events.add(
        new SimpleConditionEvent(
            type,
            met,
            met
                ? first.get().getDescription() + ", and " + second.get().getDescription()
                : type.getName() + " keeps to one side"));
  }

  private static Optional<Dependency> first(JavaClass type, DescribedPredicate<JavaClass> wanted) {
    return type.getDirectDependenciesFromSelf().stream()
        .filter(dependency -> wanted.test(dependency.getTargetClass()))
        .sorted()
        .findFirst();
  }
}
