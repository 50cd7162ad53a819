package com.practice.jobflow.cli.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ArchitectureTest {
  private static final String ROOT = "com.practice.jobflow";
  private static final String OFFENDERS = "com.practice.jobflow.cli.architecture.bad";
  private static final List<String> MODULES = List.of("model", "engine", "k8s", "operator", "cli");
  private static final JavaClasses HOUSE = importHouse();
  private static final JavaClasses BAD = new ClassFileImporter().importPackages(OFFENDERS);

  static Stream<Arguments> rules() {
    return Stream.of(
        rule(
            "engineKnowsOnlyItsLibraries",
            HouseRules::engineKnowsOnlyItsLibraries,
            "LogsInTheEngine"),
        rule("engineStartsNoThreads", HouseRules::engineStartsNoThreads, "StartsThreads"),
        rule("engineReadsNoClock", HouseRules::engineReadsNoClock, "ReadsTheClock"),
        rule("modelHasNoBehaviour", HouseRules::modelHasNoBehaviour, "ModelThatPlans"),
        rule(
            "engineAndModelMeetInTranslateOnly",
            HouseRules::engineAndModelMeetInTranslateOnly,
            "TranslatesElsewhere"),
        rule(
            "commandsLeaveTheClientAlone",
            HouseRules::commandsLeaveTheClientAlone,
            "CallsTheCluster"),
        rule(
            "entryPointsAreNobodysLibrary",
            HouseRules::entryPointsAreNobodysLibrary,
            "CallsUpwards"),
        rule("packagesHaveNoCycles", HouseRules::packagesHaveNoCycles, "CallsUpwards"),
        rule("namesSayWhatATypeIs", HouseRules::namesSayWhatATypeIs, "FlowUtils"),
        rule("simpleNamesAreUnique", HouseRules::simpleNamesAreUnique, "Twin"),
        rule("packagesDeclareNullness", HouseRules::packagesDeclareNullness, "Unmarked"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rules")
  void holdsInTheHouse(String name, Function<HouseRules, ArchRule> rule, String offender) {
    rule.apply(new HouseRules(ROOT)).check(HOUSE);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rules")
  void findsItsOffender(String name, Function<HouseRules, ArchRule> rule, String offender) {
    ArchRule overOffenders = rule.apply(new HouseRules(OFFENDERS));

    assertThatThrownBy(() -> overOffenders.check(BAD))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining(offender);
  }

  @Test
  void hasAnOffenderForEveryRule() {
    assertThat(rules().map(arguments -> arguments.get()[0]))
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(HouseRules.class.getDeclaredMethods())
                .filter(method -> method.getReturnType() == ArchRule.class)
                .map(method -> (Object) method.getName())
                .toList());
  }

  @Test
  void seesTheModulesItJudges() {
    assertThat(HOUSE)
        .extracting(JavaClass::getPackageName)
        .extracting(name -> name.substring(ROOT.length() + 1).replaceFirst("\\..*", ""))
        .contains("model", "engine", "k8s", "cli");
  }

  private static Arguments rule(String name, Function<HouseRules, ArchRule> rule, String offender) {
    return Arguments.of(name, rule, offender);
  }

  /**
   * All modules' classes from their folders: what is on a class path, a jar or not, depends on how
   * Maven was called.
   */
  private static JavaClasses importHouse() {
    Path project =
        Path.of(System.getProperty("basedir", ".")).toAbsolutePath().normalize().getParent();
    List<Path> folders =
        MODULES.stream()
            .map(module -> project.resolve("jobflow-" + module).resolve("target/classes"))
            .filter(Files::isDirectory)
            .toList();
    return new ClassFileImporter()
        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
        .importPaths(folders);
  }
}
