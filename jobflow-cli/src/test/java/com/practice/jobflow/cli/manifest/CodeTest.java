package com.practice.jobflow.cli.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class CodeTest {
  private static final Path PAGE = Path.of("..", "docs", "codes.md");

  @Test
  void noNumberIsGivenTwice() {
    assertThat(Arrays.stream(Code.values()).map(Code::id)).doesNotHaveDuplicates();
  }

  /** {@code -Dgolden.write} writes the page. */
  @Test
  void thePageListsEveryCode() throws IOException {
    String page = page();

    if (System.getProperty("golden.write") != null) {
      Files.writeString(PAGE, page);
    }
    assertThat(Files.readString(PAGE)).isEqualTo(page);
  }

  private static String page() {
    StringBuilder page =
        new StringBuilder(
            """
            # What `jobflow validate` can say

            Every diagnostic carries a code that never changes its meaning. Errors (1xx) make `validate` exit
            with 1, warnings (2xx) only with `--strict`, notes (3xx) never. This page is written from the
            codes in the program, and a test keeps it so.
            """);
    for (Severity severity : Severity.values()) {
      page.append("\n## ").append(severity.word().substring(0, 1).toUpperCase(Locale.ROOT));
      page.append(severity.word().substring(1)).append("s\n\n");
      page.append("| code | meaning | remedy |\n|---|---|---|\n");
      for (Code code : Code.values()) {
        if (code.severity() == severity) {
          page.append("| ").append(code.id()).append(" | **").append(code.title()).append(".** ");
          page.append(cell(code.explanation())).append(" | ").append(cell(code.remedy()));
          page.append(" |\n");
        }
      }
    }
    return page.toString();
  }

  private static String cell(String text) {
    return text.replace("|", "\\|").replace("<", "\\<");
  }
}
