package com.practice.jobflow.cli.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManifestReaderTest {
  @TempDir private Path directory;

  @Test
  void readsDirectoriesInOrderAtAnyDepthButNotHiddenOnes() throws IOException {
    write("b.yaml", "a: 1");
    write("a.yml", "a: 1");
    write("deep/er/c.json", "{\"a\": 1}");
    write(".git/d.yaml", "a: 1");
    write("notes.txt", "a: 1");

    ManifestReader reader = read(directory.toString());

    assertThat(reader.sources())
        .extracting(source -> directory.relativize(Path.of(source.name())).toString())
        .containsExactly("a.yml", "b.yaml", Path.of("deep", "er", "c.json").toString());
    assertThat(reader.diagnostics()).isEmpty();
  }

  @Test
  void readsTheSameFileOnce() throws IOException {
    Path file = write("a.yaml", "a: 1");

    ManifestReader reader = new ManifestReader(InputStream.nullInputStream());
    reader.read(file.toString());
    reader.read(directory.toString());

    assertThat(reader.documents()).hasSize(1);
  }

  @Test
  void goesOnBehindTheNextDocumentMark() throws IOException {
    Path file = write("a.yaml", "a: 1\n---\nb: [\n---\nc: 3\n");

    ManifestReader reader = read(file.toString());

    assertThat(reader.documents())
        .extracting(d -> d.root().entries().get(0).key())
        .containsExactly("a", "c");
    assertThat(reader.documents().get(1).root().line()).isEqualTo(5);
    assertThat(reader.diagnostics()).extracting(Diagnostic::code).containsExactly(Code.SYNTAX);
  }

  @Test
  void expandsMergeKeysWithTheOwnValueWinning() {
    Document document = document("base: &b {p: 1, q: 2}\nown:\n  <<: *b\n  q: 3\n");

    assertThat(document.root().mapping("own").plain()).isEqualTo(Map.of("q", 3L, "p", 1L));
  }

  @Test
  void readsItemsOfAListOneByOne() {
    ManifestReader reader = readText("kind: List\nitems: [{a: 1}, {b: 2}]\n");

    assertThat(reader.documents()).hasSize(2);
  }

  @Test
  void readsJsonThatTabsIndent() {
    assertThat(document("{\n\t\"a\": {\n\t\t\"b\": 1e2\n\t}\n}").root().plain())
        .isEqualTo(Map.of("a", Map.of("b", 100L)));
  }

  @Test
  void countsColumnsInCharactersAndLinesAcrossLineEnds() {
    Document document = document("\uFEFFa: \"\uD83D\uDE00\" \r\nb: {c: 1}\r\n");

    assertThat(document.locate("b.c")).isEqualTo(new Location("<stdin>", 2, 8));
  }

  @Test
  void locatesTheNearestAncestorOfAFieldThatIsNotWritten() {
    Document document = document("spec:\n  flows:\n  - name: a\n    labels: {x.y/z: 1}\n");

    assertThat(document.locate("spec.flows[0].name").toString()).isEqualTo("<stdin>:3:11");
    assertThat(document.locate("spec.flows[0].jobTemplate.template").line()).isEqualTo(3);
    assertThat(document.locate("spec.flows[7].name").line()).isEqualTo(3);
    assertThat(document.locate("spec.flows[0].labels[\"x.y/z\"]").column()).isEqualTo(21);
  }

  @Test
  void nestingWithinTheBoundIsRead() {
    String nested = "a: " + "[".repeat(98) + "]".repeat(98);

    assertThat(readText(nested).diagnostics()).isEmpty();
    assertThat(readText("a: " + "[".repeat(5_000)).diagnostics())
        .extracting(Diagnostic::code)
        .containsExactly(Code.TOO_DEEP);
  }

  @Test
  void nothingMakesItThrow() {
    Random random = new Random(7);
    String letters = "ab:-[]{}&*!|>'\"#%@,?\n\t  \u0001\u0085~<0\\";
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int k = random.nextInt(40); k > 0; k--) {
        text.append(letters.charAt(random.nextInt(letters.length())));
      }
      readText(text.toString());
    }
  }

  @Test
  void refusesAFileThatIsTooLarge() {
    InputStream endless =
        new InputStream() {
          @Override
          public int read() {
            return 'a';
          }

          @Override
          public byte[] readNBytes(int length) {
            return new byte[length];
          }
        };
    ManifestReader reader = new ManifestReader(endless);

    reader.read("-");

    assertThat(reader.diagnostics())
        .extracting(Diagnostic::code)
        .containsExactly(Code.FILE_TOO_LARGE);
  }

  private Path write(String name, String text) throws IOException {
    Path file = directory.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  private static ManifestReader read(String input) {
    ManifestReader reader = new ManifestReader(InputStream.nullInputStream());
    reader.read(input);
    return reader;
  }

  private static ManifestReader readText(String text) {
    ManifestReader reader =
        new ManifestReader(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    reader.read("-");
    return reader;
  }

  private static Document document(String text) {
    ManifestReader reader = readText(text);
    assertThat(reader.diagnostics()).isEmpty();
    return reader.documents().get(0);
  }
}
