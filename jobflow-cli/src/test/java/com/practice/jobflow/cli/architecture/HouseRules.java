package com.practice.jobflow.cli.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;

/** The rules, over the packages below one root: the real one, or the offenders'. */
record HouseRules(String root) {

  /**
   * A whitelist: what is not named here, Kubernetes, Jackson and SLF4J first of all, is unknown to
   * the engine.
   */
  ArchRule engineKnowsOnlyItsLibraries() {
    return classes()
        .that(resideInAPackage(below("engine")))
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(
                below("engine"),
                "java.lang..",
                "java.util",
                "java.util.function",
                "java.util.stream",
                "java.time",
                "org.jgrapht..",
                "com.google.common..",
                "org.jspecify.annotations"));
  }

  ArchRule engineStartsNoThreads() {
    return noClasses()
        .that(resideInAPackage(below("engine")))
        .should()
        .dependOnClassesThat()
        .haveNameMatching("java\\.lang\\.(Thread|ThreadLocal|Runtime|Process|ProcessBuilder)")
        .orShould()
        .dependOnClassesThat()
        .resideInAPackage("java.util.concurrent..");
  }

  ArchRule engineReadsNoClock() {
    return noClasses()
        .that(resideInAPackage(below("engine")))
        .should()
        .accessTargetWhere(
            calls("java\\.lang\\.System", "currentTimeMillis|nanoTime")
                .or(calls("java\\.time\\..*", "now|system.*|tick.*")));
  }

  /** The wire holds values and schema annotations: it talks to nobody and knows none of us. */
  ArchRule modelHasNoBehaviour() {
    return classes()
        .that(resideInAPackage(below("model")))
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(
                    below("model"),
                    "java.lang..",
                    "java.util",
                    "java.util.function",
                    "java.time",
                    "io.fabric8.kubernetes.api..",
                    "io.fabric8.kubernetes.model..",
                    "io.fabric8.generator.annotation..",
                    "io.fabric8.crd.generator.annotation..",
                    "com.fasterxml.jackson.annotation..",
                    "org.jspecify.annotations")
                .or(
                    resideInAPackage("io.fabric8.kubernetes.client")
                        .and(simpleName("CustomResource").or(simpleName("CustomResourceList")))));
  }

  /**
   * Passing a whole resource through is no meeting; to read its parts with the engine at hand is.
   */
  ArchRule engineAndModelMeetInTranslateOnly() {
    return noClasses()
        .that(resideOutsideOfPackages(below("k8s.translate")))
        .should(new DependOnBoth(part("engine"), part("model").and(isNoWholeResource())));
  }

  ArchRule commandsLeaveTheClientAlone() {
    return noClasses()
        .that(resideInAPackage(below("cli")).and(resideOutsideOfPackages(below("cli.bind"))))
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.fabric8.kubernetes.client..");
  }

  ArchRule entryPointsAreNobodysLibrary() {
    return noClasses()
        .that(resideInAnyPackage(below("engine"), below("model"), below("k8s")))
        .should()
        .dependOnClassesThat(resideInAnyPackage(below("cli"), below("operator")));
  }

  ArchRule packagesHaveNoCycles() {
    return slices().matching(root + ".(**)").should().beFreeOfCycles();
  }

  ArchRule namesSayWhatATypeIs() {
    return noClasses()
        .that(resideInAPackage(below("")))
        .should()
        .haveSimpleNameEndingWith("Utils")
        .orShould()
        .haveSimpleNameEndingWith("Util")
        .orShould()
        .haveSimpleNameEndingWith("Helper")
        .orShould()
        .haveSimpleNameEndingWith("Manager")
        .orShould()
        .haveSimpleNameEndingWith("Impl");
  }

  ArchRule simpleNamesAreUnique() {
    return classes()
        .that(resideInAPackage(below("")))
        .and()
        .areTopLevelClasses()
        .should(new HaveNoNamesake());
  }

  ArchRule packagesDeclareNullness() {
    return classes().that(resideInAPackage(below(""))).should(new LiveInANullMarkedPackage());
  }

  private String below(String part) {
    return root + (part.isEmpty() ? "" : "." + part) + "..";
  }

  private DescribedPredicate<JavaClass> part(String part) {
    return resideInAPackage(below(part)).as("the " + part);
  }

  private static DescribedPredicate<JavaClass> isNoWholeResource() {
    return DescribedPredicate.not(simpleName("JobFlow").or(simpleName("JobTemplate")));
  }

  private static DescribedPredicate<JavaAccess<?>> calls(String type, String member) {
    return DescribedPredicate.describe(
        "calls " + type + "." + member,
        access ->
            access.getTargetOwner().getName().matches(type) && access.getName().matches(member));
  }
}
