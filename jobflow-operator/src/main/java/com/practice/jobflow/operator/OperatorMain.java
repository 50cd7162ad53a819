package com.practice.jobflow.operator;

import com.practice.jobflow.operator.logging.Logging;
import com.practice.jobflow.operator.logging.Secrets;
import com.practice.jobflow.operator.options.CommandLineReader;
import com.practice.jobflow.operator.options.OperatorOptions;
import com.practice.jobflow.operator.options.Wish;
import com.practice.jobflow.operator.preflight.Obstacle;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** The entry point. */
public final class OperatorMain implements Wish.Cases<Integer> {
  private static final int DONE = 0;
  private static final int FAILED = 1;
  private static final int WRONG_USAGE = 2;

  private final PrintStream out;
  private final PrintStream err;

  private OperatorMain(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  /** Does what the command line and the environment ask for, and ends the process. */
  public static void main(String[] arguments) {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
    System.exit(run(arguments, System.getenv(), out, err));
  }

  /** Does what is asked for and returns the exit status. */
  static int run(
      String[] arguments, Map<String, String> environment, PrintStream out, PrintStream err) {
    return CommandLineReader.read(arguments, environment, version())
        .match(new OperatorMain(out, err));
  }

  @Override
  public Integer run(OperatorOptions options) {
    Logging.configure(options.log());
    return new Lifetime().live(options, version());
  }

  @Override
  public Integer check(OperatorOptions options) {
    try {
      List<Obstacle> obstacles = Operator.check(options, version());
      obstacles.forEach(obstacle -> out.println(Secrets.hide(obstacle.text())));
      if (obstacles.isEmpty()) {
        out.println("Nothing is in the way.");
      }
      return obstacles.isEmpty() ? DONE : FAILED;
    } catch (IOException senseless) {
      out.println(senseless.getMessage());
      return FAILED;
    }
  }

  @Override
  public Integer tell(String text) {
    out.print(text);
    return DONE;
  }

  @Override
  public Integer wrong(List<String> problems) {
    problems.forEach(err::println);
    err.println("See 'jobflow-operator --help'.");
    return WRONG_USAGE;
  }

  private static String version() {
    String version = OperatorMain.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }
}
