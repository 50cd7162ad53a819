package com.practice.jobflow.cli.run.process;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Replaces mount paths in texts by the folders that stand for them, because a process sees the
 * machine's own root.
 *
 * <p>A mount path is replaced where it stands as a path of its own or as the beginning of one: what
 * is before it must not be able to belong to a longer path or word ({@code /src/data}, {@code
 * x/data}), nor what is after it ({@code /database}). The longest mount path wins.
 */
final class MountRewriter {
  private final Map<String, Path> folders = new LinkedHashMap<>();

  MountRewriter(Map<String, Path> folders) {
    List<String> longestFirst =
        folders.keySet().stream()
            .sorted(Comparator.comparingInt(String::length).reversed())
            .toList();
    for (String path : longestFirst) {
      this.folders.put(path, folders.get(path));
    }
  }

  /** Returns the text with every mount path replaced. */
  String rewrite(String text) {
    if (text.indexOf('/') < 0 || folders.isEmpty()) {
      return text;
    }
    StringBuilder rewritten = new StringBuilder();
    int at = 0;
    while (at < text.length()) {
      String mount = mountAt(text, at);
      if (mount == null) {
        rewritten.append(text.charAt(at++));
      } else {
        rewritten.append(folders.get(mount));
        at += mount.length();
      }
    }
    return rewritten.toString();
  }

  private @Nullable String mountAt(String text, int at) {
    if (text.charAt(at) != '/' || (at > 0 && continues(text.charAt(at - 1)))) {
      return null;
    }
    for (String mount : folders.keySet()) {
      int end = at + mount.length();
      if (text.startsWith(mount, at)
          && (end == text.length() || text.charAt(end) == '/' || !continues(text.charAt(end)))) {
        return mount;
      }
    }
    return null;
  }

  /** Returns whether a path or word with this character in it would go on. */
  private static boolean continues(char c) {
    return Character.isLetterOrDigit(c) || "/._-~+@%}".indexOf(c) >= 0;
  }
}
