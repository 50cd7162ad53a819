package com.practice.jobflow.cli.run.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MountRewriterTest {
  private final MountRewriter rewriter =
      new MountRewriter(Map.of("/data", Path.of("/v/data"), "/data/in", Path.of("/v/in")));

  @ParameterizedTest(name = "{0} becomes {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "/data | /v/data",
        "/data/x.txt | /v/data/x.txt",
        "/data/in | /v/in",
        "/data/in/x | /v/in/x",
        "/data/inner | /v/data/inner",
        "cat /data/a >/data/b | cat /v/data/a >/v/data/b",
        "ls /data; ls '/data' | ls /v/data; ls '/v/data'",
        "--out=/data | --out=/v/data",
        "PATH=/bin:/data/bin | PATH=/bin:/v/data/bin",
        "(/data) | (/v/data)",
        "/database | /database",
        "/data.txt | /data.txt",
        "/data-2 | /data-2",
        "/src/data | /src/data",
        "src/data | src/data",
        "../data | ../data",
        "http://host/data | http://host/data",
        "s/data/x/ | s/data/x/",
        "$HOME/data | $HOME/data",
        "${HOME}/data | ${HOME}/data",
        "nothing | nothing",
      })
  void replacesMountPathsOnlyWhereTheyStandForThemselves(String written, String expected) {
    assertThat(rewriter.rewrite(written)).isEqualTo(expected);
  }
}
