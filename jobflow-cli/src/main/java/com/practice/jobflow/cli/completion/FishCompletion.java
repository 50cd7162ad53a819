package com.practice.jobflow.cli.completion;

import java.io.PrintWriter;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Writes fish's {@code complete} lines; picocli knows bash and zsh only. */
final class FishCompletion {
  private final String program;
  private final PrintWriter out;

  private FishCompletion(String program, PrintWriter out) {
    this.program = program;
    this.out = out;
  }

  static void print(String program, CommandLine root, PrintWriter out) {
    FishCompletion fish = new FishCompletion(program, out);
    out.println("# fish completion for " + program);
    out.println("complete -c " + program + " -n __fish_use_subcommand -f");
    fish.options(root.getCommandSpec(), "__fish_use_subcommand");
    for (Map.Entry<String, CommandLine> command : root.getSubcommands().entrySet()) {
      CommandSpec spec = command.getValue().getCommandSpec();
      out.println(
          fish.line("__fish_use_subcommand") + " -a " + command.getKey() + description(spec));
      fish.options(spec, "__fish_seen_subcommand_from " + command.getKey());
      for (PositionalParamSpec parameter : spec.positionalParameters()) {
        fish.candidates(parameter, "__fish_seen_subcommand_from " + command.getKey());
      }
    }
  }

  private void options(CommandSpec spec, String condition) {
    for (OptionSpec option : spec.options()) {
      if (option.hidden()) {
        continue;
      }
      StringBuilder line = new StringBuilder(line(condition));
      for (String name : option.names()) {
        line.append(name.startsWith("--") ? " -l " : name.length() == 2 ? " -s " : " -o ");
        line.append(name.replaceFirst("^--?", ""));
      }
      if (option.arity().max() > 0) {
        String words = words(option);
        line.append(words.isEmpty() ? " -r" : " -x -a " + quoted(words));
      }
      String[] description = option.description();
      out.println(
          line.append(description.length == 0 ? "" : " -d " + quoted(plain(description[0]))));
    }
  }

  private void candidates(PositionalParamSpec parameter, String condition) {
    String words = words(parameter);
    if (!words.isEmpty()) {
      out.println(line(condition) + " -f -a " + quoted(words));
    }
  }

  private static String words(ArgSpec argument) {
    return argument.completionCandidates() == null
        ? ""
        : String.join(" ", argument.completionCandidates());
  }

  private static String description(CommandSpec spec) {
    String[] description = spec.usageMessage().description();
    return description.length == 0 ? "" : " -d " + quoted(plain(description[0]));
  }

  private String line(String condition) {
    return "complete -c " + program + " -n '" + condition + "'";
  }

  /** Drops what picocli would fill in. */
  private static String plain(String description) {
    int variable = description.indexOf("${");
    return variable < 0 ? description : description.substring(0, variable).trim();
  }

  private static String quoted(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}
