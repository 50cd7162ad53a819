package com.practice.jobflow.cli.hostile;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.base.Splitter;
import com.practice.jobflow.cli.Main;
import com.practice.jobflow.cli.check.LoadedManifest;
import com.practice.jobflow.cli.check.ManifestCheck;
import com.practice.jobflow.cli.console.Console;
import com.practice.jobflow.cli.manifest.Code;
import com.practice.jobflow.cli.manifest.Diagnostic;
import com.practice.jobflow.cli.manifest.Location;
import com.practice.jobflow.cli.manifest.Severity;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What {@code validate} says of a manifest.
 *
 * @param refused whether it has an error that the cluster should find, too
 * @param codes of all errors
 */
record DeskVerdict(boolean refused, Set<Code> codes) {
  /**
   * Errors that kubectl finds and the API server does not: it drops an unknown field without a word
   * unless it is asked to be strict, and keeps one of two equal keys.
   */
  static final Set<Code> KUBECTL_FINDS = Set.of(Code.UNKNOWN_FIELD, Code.DUPLICATE_KEY);

  /** What validate refuses on purpose and nobody else does: the cluster runs what is left of it. */
  static final Set<Code> WE_REFUSE = Set.of(Code.FOREIGN_TAG);

  /** Errors in what reaches the API server with a Job only, or also then. */
  private static final Set<Code> OF_JOBS = Set.of(Code.BAD_LABEL, Code.BAD_ANNOTATION);

  private static final Splitter LINES = Splitter.on(Pattern.compile("\r\n|\r|\n"));

  /**
   * Asks for the verdict, and checks what must hold of any: places are in the file, nothing that is
   * printed drives a terminal, and the exit status says what was found.
   */
  static DeskVerdict of(String manifest) {
    return of(manifest.getBytes(UTF_8));
  }

  static DeskVerdict of(byte[] bytes) {
    String manifest = new String(bytes, UTF_8);
    LoadedManifest loaded =
        ManifestCheck.load(List.of("-"), console(bytes, new ByteArrayOutputStream()));
    loaded
        .diagnostics()
        .forEach(each -> assertThat(isInside(each, manifest)).as(each + "").isTrue());
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    int status = Main.run(console(bytes, printed), "validate", "-");
    assertThat(status).isEqualTo(loaded.hasErrors() ? 1 : 0);
    assertThat(isTame(printed.toString(UTF_8))).as(printed.toString(UTF_8)).isTrue();
    Set<Code> codes =
        loaded.diagnostics().stream()
            .filter(each -> each.severity() == Severity.ERROR)
            .map(Diagnostic::code)
            .collect(Collectors.toCollection(TreeSet::new));
    return new DeskVerdict(codes.stream().anyMatch(DeskVerdict::concernsTheCluster), codes);
  }

  /** Returns whether it is refused only for what an API server says when it sees a Job. */
  boolean refusedForItsJobs() {
    return refused
        && codes.stream().filter(DeskVerdict::concernsTheCluster).allMatch(OF_JOBS::contains);
  }

  private static boolean concernsTheCluster(Code code) {
    return !KUBECTL_FINDS.contains(code) && !WE_REFUSE.contains(code);
  }

  /** Returns whether nothing but ends of lines is a control or direction character. */
  static boolean isTame(String text) {
    return text.codePoints()
        .allMatch(
            c ->
                c == '\n'
                    || (!Character.isISOControl(c)
                        && Character.getType(c) != Character.FORMAT
                        && c != 0x2028
                        && c != 0x2029));
  }

  private static Console console(byte[] in, ByteArrayOutputStream out) {
    return Console.of(new ByteArrayInputStream(in), out, out);
  }

  private static boolean isInside(Diagnostic diagnostic, String manifest) {
    Location location = diagnostic.location();
    if (location.line() == 0) {
      return location.column() == 0;
    }
    List<String> lines = LINES.splitToList(manifest);
    return location.line() <= lines.size()
        && location.column() >= 1
        && location.column() <= lines.get(location.line() - 1).length() + 1;
  }
}
