package com.practice.jobflow.cli.run.progress;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogFileTest {
  @TempDir private Path folder;
  private Path file;
  private LogFile log;
  private final List<String> lines = new ArrayList<>();

  @BeforeEach
  void open() {
    file = folder.resolve("log");
    log = new LogFile(file);
  }

  @Test
  void passesOnWholeLinesAsTheyAreCompleted() throws IOException {
    log.read(lines::add);
    write("one\ntw");
    log.read(lines::add);
    write("o\n\nth");
    log.read(lines::add);
    assertThat(lines).containsExactly("one", "two", "");

    write("ree");
    log.finish(lines::add);
    log.finish(lines::add);
    assertThat(lines).containsExactly("one", "two", "", "three");
  }

  @Test
  void aCharacterCutInTwoByAReadIsWholeInItsLine() throws IOException {
    byte[] euro = "€\n".getBytes(UTF_8);
    Files.write(file, new byte[] {euro[0]});
    log.read(lines::add);
    Files.write(file, new byte[] {euro[1], euro[2], euro[3]}, StandardOpenOption.APPEND);
    log.read(lines::add);

    assertThat(lines).containsExactly("€");
  }

  @Test
  void keepsTheLastVersionOfALineThatOverwritesItself() throws IOException {
    write("10%\r50%\r100%\r\nnext\n");
    log.read(lines::add);

    assertThat(lines).containsExactly("100%", "next");
  }

  @Test
  void aVeryLongLineIsPassedOnInPieces() throws IOException {
    write("x".repeat(100_000) + "\n");
    log.finish(lines::add);

    assertThat(String.join("", lines)).isEqualTo("x".repeat(100_000));
    assertThat(lines).hasSizeGreaterThan(1);
  }

  @Test
  void theTailHasTheLastLinesAlsoWithoutAFinalBreak() throws IOException {
    write("a\nb\nc\nd");

    assertThat(LogFile.tail(file, 2)).containsExactly("c", "d");
    assertThat(LogFile.tail(folder.resolve("none"), 2)).isEmpty();
  }

  private void write(String text) throws IOException {
    Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }
}
