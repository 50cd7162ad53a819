package com.practice.jobflow.cli.hostile;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.practice.jobflow.cli.manifest.Document;
import com.practice.jobflow.cli.manifest.ManifestReader;
import java.io.ByteArrayInputStream;
import java.util.List;

/**
 * Any bytes as a manifest: there is a verdict with its places inside the text, nothing that is
 * printed drives a terminal, and what was read is the same after being written and read again.
 */
public final class ManifestFuzzer {
  private ManifestFuzzer() {}

  /** Takes one input; throws if something does not hold. */
  public static void fuzzerTestOneInput(byte[] input) {
    DeskVerdict.of(input);
    for (Document document : read(input)) {
      String json = ManifestText.of(Tree.map(document.root().plain()));
      List<Document> again = read(json.getBytes(UTF_8));
      if (again.size() != 1 || !again.get(0).root().plain().equals(document.root().plain())) {
        throw new AssertionError(json + " reads as " + again.size() + " others");
      }
    }
  }

  private static List<Document> read(byte[] text) {
    ManifestReader reader = new ManifestReader(new ByteArrayInputStream(text));
    reader.read("-");
    return reader.diagnostics().isEmpty() ? reader.documents() : List.of();
  }
}
