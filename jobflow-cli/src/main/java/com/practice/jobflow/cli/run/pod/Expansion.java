package com.practice.jobflow.cli.run.pod;

import java.util.Map;

/**
 * Kubernetes' {@code $(NAME)} in commands, arguments and variables.
 *
 * <p>{@code $$} stands for one dollar, so {@code $$(NAME)} stays {@code $(NAME)}; a reference to a
 * variable that is not there stays as it is written, as does one without an end.
 */
final class Expansion {
  private Expansion() {}

  static String expand(String text, Map<String, String> variables) {
    if (text.indexOf('$') < 0) {
      return text;
    }
    StringBuilder expanded = new StringBuilder();
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      char next = c == '$' && at + 1 < text.length() ? text.charAt(at + 1) : 0;
      int end = next == '(' ? text.indexOf(')', at) : -1;
      if (next == '$') {
        expanded.append('$');
        at += 2;
      } else if (end > 0) {
        String reference = text.substring(at, end + 1);
        String name = reference.substring(2, reference.length() - 1);
        expanded.append(variables.getOrDefault(name, reference));
        at = end + 1;
      } else {
        expanded.append(c);
        at++;
      }
    }
    return expanded.toString();
  }
}
