package com.practice.jobflow.cli.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.practice.jobflow.cli.Main;
import com.practice.jobflow.cli.console.Console;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command as users call it, with real processes that end at once. */
class RunCommandTest {
  private static final String TWO =
      """
      apiVersion: api.practice.com/v1alpha1
      kind: JobFlow
      metadata: {name: two}
      spec:
        flows:
          - name: first
            jobTemplate:
              template:
                spec:
                  nodeSelector: {disk: ssd}
                  containers:
                    - name: main
                      image: busybox:1.28
                      command: [sh, -c, "echo hello from first"]
          - name: second
            dependencies: [first]
            jobTemplate:
              backoffLimit: 0
              template:
                spec:
                  containers:
                    - name: main
                      image: busybox:1.28
                      command: [sh, -c, "echo going down; exit ${CODE:-0}"]
      """;

  private static final String FAILING = TWO.replace("${CODE:-0}", "7");

  @TempDir private Path folder;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void endsWithZeroAndSaysWhereTheLogsAre() throws IOException {
    assertThat(run(TWO)).isZero();

    assertThat(err().lines().filter(line -> line.contains("Succeeded"))).hasSize(2);
    assertThat(err()).contains("note: without effect on this machine: nodeSelector");
    assertThat(out()).startsWith("Succeeded after").contains("logs: " + logs());
    assertThat(logs().resolve("first/attempt-1.pod-1.main.log")).hasContent("hello from first");
  }

  @Test
  void aFailureEndsWithOneAndTellsWhatTheFlowWroteLast() throws IOException {
    assertThat(run(FAILING)).isEqualTo(1);

    assertThat(err()).contains("second: exit 7", "second | going down");
    assertThat(out()).startsWith("Failed after").contains("second  Failed  exit 7");
  }

  @Test
  void logsArePassedOnWithTheFlowsName() throws IOException {
    run(FAILING, "--logs");

    assertThat(out().lines())
        .startsWith(
            "first  | hello from first",
            "second | going down",
            "Failed after 00:00: 1 Succeeded, 1 Failed");
    assertThat(err()).doesNotContain("going down");
  }

  @Test
  void theSummaryForProgramsIsAllThatIsOnStandardOutput() throws IOException {
    assertThat(run(FAILING, "--logs", "-o", "json")).isEqualTo(1);

    assertThat(out()).startsWith("{").endsWith("}\n");
    assertThat(out())
        .contains(
            "\"name\": \"two\"",
            "\"phase\": \"Failed\"",
            "\"runtime\": \"process\"",
            "\"exitCode\": 7",
            "\"attempt\": 1",
            "attempt-1.pod-1.main.log");
    assertThat(err()).contains("first  | hello from first");
  }

  @Test
  void aDryRunShowsWavesAndCommandsAndRunsNothing() throws IOException {
    assertThat(run(TWO, "--dry-run")).isZero();

    assertThat(out())
        .isEqualTo(
            """
            two: 2 flows in 2 waves

            wave 1
              first
                  [busybox:1.28] sh -c 'echo hello from first'

            wave 2
              second  after first
                  [busybox:1.28] sh -c 'echo going down; exit ${CODE:-0}'
            """);
    assertThat(logs()).doesNotExist();
  }

  @Test
  void refusesEverythingAtOnceInTheFormatOfValidate() throws IOException {
    String impossible =
        TWO.replace("nodeSelector: {disk: ssd}", "hostAliases: [{ip: 10.0.0.1}]")
            .replace("command: [sh, -c, \"echo hello from first\"]", "args: [x]");

    assertThat(run(impossible)).isEqualTo(1);

    assertThat(err())
        .contains(
            "two.yaml:10:13: error: hostAliases cannot", "two.yaml:12:17: error: a container");
    assertThat(logs()).doesNotExist();
  }

  @Test
  void aManifestWithErrorsIsNotRun() throws IOException {
    assertThat(run(TWO.replace("[first]", "[frist]"))).isEqualTo(1);

    assertThat(err()).contains("frist");
  }

  @Test
  void wrongUsageEndsWithTwo() throws IOException {
    assertThat(run(TWO, "--only", "frist")).isEqualTo(2);
    assertThat(run(TWO, "--max-parallel", "0")).isEqualTo(2);
    assertThat(run(TWO, "--timeout", "soon")).isEqualTo(2);
    assertThat(run(TWO, "--backoff-scale", "-1")).isEqualTo(2);
    assertThat(run(TWO, "--name", "three")).isEqualTo(2);

    assertThat(err())
        .contains("no flow frist in two; it has first, second", "'soon' is no duration");
  }

  @Test
  void whatContainersAndManifestsWriteDoesNotDriveTheTerminal() throws IOException {
    String evil = "printf 'ev\\\\033]0;pwn\\\\007il\\\\tx\\\\n' >&2; exit 3";
    String manifest = TWO.replace("echo going down; exit ${CODE:-0}", evil);

    run(manifest);
    assertThat(err()).contains("second | ev\\u001b]0;pwn\\u0007il\tx\n");
    run(manifest, "--logs");
    assertThat(out()).contains("second | ev\\u001b]0;pwn\\u0007il\tx\n");
    assertThat(logs().resolve("second/attempt-1.pod-1.main.log"))
        .hasContent("ev\u001b]0;pwn\u0007il\tx");

    run(TWO.replace("hello from first", "\\e[31mred\\u202e"), "--dry-run");
    assertThat(out()).contains("'echo \\u001b[31mred\\u202e'");
    run(TWO.replace("[sh, -c, \"echo hello from first\"]", "[\"no\\e[2Jne\"]"));
    assertThat(out()).contains("no program no\\u001b[2Jne on PATH");
    assertThat(out() + err()).doesNotContain("\u001b", "\u202e");
  }

  @Test
  void aFolderForLogsThatCannotBeMadeIsRefusedBeforeAnythingStarts() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");

    assertThat(run(TWO, "--log-dir", file.resolve("logs").toString())).isEqualTo(2);
    assertThat(run(TWO, "--log-dir", file.toString())).isEqualTo(2);

    assertThat(err())
        .contains(
            "jobflow: cannot create " + file + "/logs: Not a directory\n",
            "jobflow: cannot create " + file + ": Not a directory\n")
        .doesNotContain("Running");
  }

  @Test
  void aDryRunThatShouldTellInJsonIsRefused() throws IOException {
    assertThat(run(TWO, "--dry-run", "-o", "json")).isEqualTo(2);

    assertThat(err()).contains("--dry-run tells in text only: leave out -o json");
    assertThat(out()).isEmpty();
  }

  @Test
  void aTimeoutHasAUnitAndIsMoreThanNothing() throws IOException {
    assertThat(run(TWO, "--timeout", "0s")).isEqualTo(2);
    assertThat(run(TWO, "--timeout", "5")).isEqualTo(2);
    assertThat(run(TWO, "--timeout", "999999999h")).isEqualTo(2);

    assertThat(err())
        .contains(
            "'0s' is no time to wait for: it must be more than 0",
            "'5' is no duration: write numbers with their units, such as 5s, 10m or 1h30m",
            "at most 87600h")
        .doesNotContain("Running");
  }

  @Test
  void whatCannotBeStartedFailsAtOnceAndWithItsReason() throws IOException {
    String unknown = TWO.replace("[sh, -c, \"echo hello from first\"]", "[no-such-program]");

    assertThat(run(unknown)).isEqualTo(1);

    assertThat(out())
        .contains("Failed  StartError: could not start: no program no-such-program on PATH");
  }

  @Test
  void aTimeoutEndsWithSix() throws IOException {
    String slow = TWO.replace("echo hello from first", "exec sleep 600");

    assertThat(run(slow, "--timeout", "100ms")).isEqualTo(6);

    assertThat(out()).startsWith("Cancelled (TimedOut)");
  }

  @Test
  void mountPathsAreReplacedByFoldersThatFlowsOfOneJobShare() throws IOException {
    String mounting =
        TWO.replace(
                "nodeSelector: {disk: ssd}",
                """
                volumes: [{name: my-data, emptyDir: {}}]
                            initContainers:
                              - name: init
                                image: busybox:1.28
                                command: [sh, -c, "echo x >/data/x"]
                                volumeMounts: [{name: my-data, mountPath: /data}]\
                """)
            .replace(
                "command: [sh, -c, \"echo hello from first\"]",
                """
                workingDir: /data
                                volumeMounts: [{name: my-data, mountPath: /data}]
                                command: [sh, -c, 'cat x "$JOBFLOW_VOLUME_MY_DATA/x"']\
                """);

    assertThat(run(mounting, "--only", "first")).as(err()).isZero();

    assertThat(logs().resolve("first/attempt-1.pod-1.main.log")).hasContent("x\nx");
  }

  private int run(String yaml, String... options) throws IOException {
    Path file = Files.writeString(folder.resolve("two.yaml"), yaml);
    List<String> arguments = new ArrayList<>(List.of("run", "--runtime", "process"));
    if (!List.of(options).contains("--log-dir")) {
      arguments.addAll(List.of("--log-dir", logs().toString()));
    }
    arguments.addAll(Arrays.asList(options));
    arguments.add(file.toString());
    Console console = Console.of(new ByteArrayInputStream(new byte[0]), out, err);
    return Main.run(console, arguments.toArray(String[]::new));
  }

  private Path logs() {
    return folder.resolve("logs");
  }

  private String out() {
    return out.toString(UTF_8);
  }

  private String err() {
    return err.toString(UTF_8);
  }
}
