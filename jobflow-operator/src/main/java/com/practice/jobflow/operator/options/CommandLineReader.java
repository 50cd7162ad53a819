package com.practice.jobflow.operator.options;

import com.practice.jobflow.operator.options.Setting.Section;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Reads the command line and the environment. */
public final class CommandLineReader {
  private static final String CHECK = "--check";

  private CommandLineReader() {}

  /**
   * Returns what is asked for.
   *
   * @param environment its variables that are empty count as not set
   * @param version what to say when asked for it
   */
  public static Wish read(String[] arguments, Map<String, String> environment, String version) {
    CommandLine command = new CommandLine(command());
    ParseResult parsed = command.parseArgs(arguments);
    if (parsed.isUsageHelpRequested()) {
      return new Wish.Tell(command.getUsageMessage(Ansi.OFF));
    }
    if (parsed.isVersionHelpRequested()) {
      return new Wish.Tell("jobflow-operator " + version + System.lineSeparator());
    }
    List<String> problems = new ArrayList<>(usageProblems(parsed));
    OptionValues values =
        new OptionValues(setting -> given(setting, parsed, environment), environment);
    OperatorOptions options = values.read(problems);
    if (options == null || !problems.isEmpty()) {
      return new Wish.Wrong(problems);
    }
    return parsed.hasMatchedOption(CHECK) ? new Wish.Check(options) : new Wish.Run(options);
  }

  private static List<String> usageProblems(ParseResult parsed) {
    Set<String> problems = new LinkedHashSet<>();
    for (Exception error : parsed.errors()) {
      if (error instanceof UnmatchedArgumentException unmatched) {
        for (String argument : unmatched.getUnmatched()) {
          List<String> similar =
              new UnmatchedArgumentException(
                      unmatched.getCommandLine(), List.of(argument.split("=", 2)[0]))
                  .getSuggestions();
          problems.add(
              (argument.startsWith("-") ? "unknown option " : "unexpected argument ")
                  + argument
                  + (similar.isEmpty() ? "" : " (did you mean " + similar.get(0) + "?)"));
        }
      } else {
        problems.add(Objects.toString(error.getMessage(), error.toString()));
      }
    }
    return List.copyOf(problems);
  }

  private static @Nullable Given given(
      Setting setting, ParseResult parsed, Map<String, String> environment) {
    if (parsed.hasMatchedOption(setting.flag())) {
      List<String> values = parsed.matchedOptionValue(setting.flag(), List.of());
      return new Given(setting.flag(), String.join(",", values));
    }
    String value = environment.getOrDefault(setting.variable(), "");
    return value.isEmpty() ? null : new Given(setting.variable(), value);
  }

  private static CommandSpec command() {
    CommandSpec command = CommandSpec.create().name("jobflow-operator");
    command.parser().collectErrors(true);
    command
        .usageMessage()
        .width(100)
        .sortOptions(false)
        .abbreviateSynopsis(true)
        .description(
            "",
            "Runs JobFlows: DAGs of native Kubernetes Jobs.",
            "",
            "Each option can be set by the environment variable that stands below it, too; the flag"
                + " wins. A DURATION is a number with its unit, or several: 500ms, 15s, 1h30m.")
        .footer(
            "",
            "Ends with status 0 when told to stop (SIGTERM), 2 if the options are wrong, else 1:"
                + " the lease was lost, or --check found problems.");
    int order = 0;
    for (Section section : Section.values()) {
      ArgGroupSpec.Builder group =
          ArgGroupSpec.builder()
              .heading("%n" + section.heading() + ":%n")
              .validate(false)
              .exclusive(false)
              .order(order++);
      for (Setting setting : Setting.values()) {
        if (setting.section() == section) {
          group.addArg(option(setting));
        }
      }
      command.addArgGroup(group.build());
    }
    return command
        .addOption(
            OptionSpec.builder(CHECK)
                .description("Find out whether it could run, say all that is in its way, and end.")
                .build())
        .addOption(
            OptionSpec.builder("-h", "--help").usageHelp(true).description("Show this.").build())
        .addOption(
            OptionSpec.builder("-V", "--version")
                .versionHelp(true)
                .description("Show the version.")
                .build());
  }

  private static OptionSpec option(Setting setting) {
    OptionSpec.Builder option =
        OptionSpec.builder(setting.flag())
            .paramLabel(setting.label())
            .hideParamSyntax(true)
            .type(List.class)
            .auxiliaryTypes(String.class)
            .description(
                setting.description(),
                setting.variable() + ", default: " + setting.fallbackInWords());
    return setting == Setting.LEADER_ELECT
        ? option.arity("0..1").fallbackValue("true").build()
        : option.arity("1").build();
  }

  /**
   * A value, and where it is from.
   *
   * @param source the flag or the variable
   */
  record Given(String source, String value) {
    @Override
    public String toString() {
      return source + "=" + value;
    }
  }
}
