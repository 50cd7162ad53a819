package com.practice.jobflow.cli.check;

import com.practice.jobflow.cli.Console;
import java.util.List;

/** Reads and judges manifests: what {@code validate} does, for every command that takes one. */
public final class ManifestCheck {
  private ManifestCheck() {}

  /**
   * Reads files, directories and {@code -} for standard input, and judges all that is in them.
   *
   * <p>Never throws for anything that the input may hold: unreadable files and wrong content are
   * diagnostics of the answer.
   */
  public static LoadedManifest load(List<String> inputs, Console console) {
    return new LoadedManifest(List.of(), List.of(), List.of(), List.of());
  }

  /**
   * Prints errors and warnings to standard error as {@code validate} prints them, for a command
   * that goes on or refuses afterwards.
   */
  public static void report(LoadedManifest manifest, Console console) {}
}
