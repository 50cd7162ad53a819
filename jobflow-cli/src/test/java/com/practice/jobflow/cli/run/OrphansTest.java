package com.practice.jobflow.cli.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.practice.jobflow.cli.Main;
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ends a whole program from outside and looks whether anything that it had started lives on. */
class OrphansTest {
  private static final long PATIENCE_SECONDS = 60;
  // Three processes: the container's own, a child, and one that has left the session. The first
  // tells its number (Kubernetes
  // makes one dollar of two) and the last's.
  private static final String MANIFEST =
      """
      apiVersion: api.practice.com/v1alpha1
      kind: JobFlow
      metadata: {name: orphans}
      spec:
        flows:
          - name: parent
            jobTemplate:
              template:
                spec:
                  containers:
                    - name: main
                      image: busybox:1.28
                      command:
                        - sh
                        - -c
                        - |
                          sleep 3333 &
                          %s sleep 3333 &
                          echo $$$$ $!
                          exec sleep 3333
      """;

  @TempDir private Path folder;
  private final List<Process> programs = new ArrayList<>();

  @AfterEach
  void endPrograms() {
    programs.forEach(Process::destroyForcibly);
  }

  @Test
  void terminatedItStopsWhatItHasStarted() throws Exception {
    List<ProcessHandle> started = new ArrayList<>();
    Process program = start(List.of(), started);

    signal(program, "TERM");

    assertThat(program.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    assertThat(program.exitValue()).isEqualTo(143);
    assertNoneLives(started);
  }

  @Test
  void interruptedItStopsWhatItHasStarted() throws Exception {
    // Whoever runs this test may have told its children to ignore Ctrl-C.
    List<String> hearing = List.of("env", "--default-signal=INT");
    assumeTrue(works(hearing), "an env that can reset signals");
    List<ProcessHandle> started = new ArrayList<>();
    Process program = start(hearing, started);

    signal(program, "INT");

    assertThat(program.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    assertThat(program.exitValue()).isEqualTo(130);
    assertNoneLives(started);
  }

  @Test
  void killedItLeavesNothingBehindEither() throws Exception {
    List<ProcessHandle> started = new ArrayList<>();
    Process program = start(List.of(), started);

    signal(program, "KILL");

    assertThat(program.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    assertNoneLives(started);
  }

  private Process start(List<String> prefix, List<ProcessHandle> started) throws IOException {
    String leaving = works(List.of("setsid")) ? "setsid" : "";
    Path file = Files.writeString(folder.resolve("orphans.yaml"), MANIFEST.formatted(leaving));
    List<String> command = new ArrayList<>(prefix);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(List.of("run", "--runtime", "process", "--logs"));
    command.addAll(List.of("--log-dir", folder.resolve("logs").toString(), file.toString()));
    Process program =
        new ProcessBuilder(command)
            .redirectError(Redirect.to(folder.resolve("err").toFile()))
            .start();
    programs.add(program);
    BufferedReader out = program.inputReader(UTF_8);
    String line = Optional.ofNullable(out.readLine()).orElse("");
    assertThat(line).as(Files.readString(folder.resolve("err"))).matches("parent \\| \\d+ \\d+");
    for (String number : line.substring("parent | ".length()).split(" ", -1)) {
      ProcessHandle.of(Long.parseLong(number)).ifPresent(started::add);
    }
    assertThat(started).hasSize(2);
    started.get(0).children().forEach(started::add);
    return program;
  }

  private static void signal(Process program, String name) throws Exception {
    Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(program.pid())).start();
    assertThat(kill.waitFor()).isZero();
  }

  private static boolean works(List<String> prefix) {
    List<String> command = new ArrayList<>(prefix);
    command.add("true");
    try {
      return new ProcessBuilder(command).start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static void assertNoneLives(List<ProcessHandle> started) {
    for (ProcessHandle process : started) {
      assertThat(process.onExit())
          .as("process %s", process.pid())
          .succeedsWithin(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
  }
}
