package com.practice.jobflow.cli.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import org.jspecify.annotations.NullMarked;

/** Met by a class in a package whose package-info says {@code @NullMarked}. */
final class LiveInANullMarkedPackage extends ArchCondition<JavaClass> {
  LiveInANullMarkedPackage() {
    super("live in a package with a @NullMarked package-info");
  }

  @Override
  public void check(JavaClass type, ConditionEvents events) {
    boolean met =
        type.getPackage()
            .tryGetPackageInfo()
            .map(info -> info.isAnnotatedWith(NullMarked.class))
            .orElse(false);
    events.add(
        new SimpleConditionEvent(
            type, met, type.getName() + " lives in a package that declares no nullness"));
  }
}
