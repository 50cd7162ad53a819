package com.practice.jobflow.engine.graph;

import com.practice.jobflow.engine.graph.DependsExpression.Not;
import com.practice.jobflow.engine.graph.DependsExpression.Reference;
import com.practice.jobflow.engine.graph.DependsExpression.Threshold;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Parses {@code depends} expressions by recursive descent: {@code ||} binds loosest, then {@code
 * &&}, then {@code !}. Lists of {@code &&} and {@code ||} are loops, so only brackets nest, and
 * those are counted.
 */
final class DependsParser {
  static final int MAX_DEPTH = 100;

  private static final List<String> OUTCOME_WORDS =
      List.of("Succeeded", "Failed", "Skipped", "Finished");
  private static final String AT_LEAST = "atLeast";

  private final String text;
  private int position;
  private int depth;

  private DependsParser(String text) {
    this.text = text;
  }

  /** What is wrong, and where. */
  static final class SyntaxException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int column;
    private final String why;

    SyntaxException(int position, String why) {
      super(why, null, false, false);
      this.column = position + 1;
      this.why = why;
    }

    int column() {
      return column;
    }

    String why() {
      return why;
    }
  }

  static DependsExpression parse(String text) throws SyntaxException {
    DependsParser parser = new DependsParser(text);
    parser.skipBlanks();
    if (parser.atEnd()) {
      throw new SyntaxException(0, "the expression is empty; name a flow or leave the field out");
    }
    DependsExpression expression = parser.any();
    if (!parser.atEnd()) {
      throw parser.expectedOperator("'&&', '||' or the end");
    }
    return expression;
  }

  private DependsExpression any() throws SyntaxException {
    List<DependsExpression> items = new ArrayList<>();
    items.add(all());
    while (takeOperator('|')) {
      items.add(all());
    }
    return items.size() == 1 ? items.get(0) : new Threshold(1, items);
  }

  private DependsExpression all() throws SyntaxException {
    List<DependsExpression> items = new ArrayList<>();
    items.add(term());
    while (takeOperator('&')) {
      items.add(term());
    }
    return items.size() == 1 ? items.get(0) : new Threshold(items.size(), items);
  }

  private DependsExpression term() throws SyntaxException {
    boolean negated = false;
    skipBlanks();
    while (peek() == '!') {
      position++;
      negated = !negated;
      skipBlanks();
    }
    DependsExpression atom = atom();
    skipBlanks();
    return negated ? new Not(atom) : atom;
  }

  private DependsExpression atom() throws SyntaxException {
    if (peek() == '(') {
      enter();
      DependsExpression inner = any();
      leave("'&&', '||' or ')'");
      return inner;
    }
    int start = position;
    String word = word();
    if (word.isEmpty()) {
      throw new SyntaxException(
          position, "expected a flow name, '!', '(' or 'atLeast(', " + found());
    }
    if (word.equals(AT_LEAST)) {
      skipBlanks();
      return atLeast();
    }
    if (peek() == '(') {
      throw new SyntaxException(
          start, "there is no function \"" + word + "\"; the only one is atLeast(k, a, b, ...)");
    }
    return reference(word);
  }

  private DependsExpression reference(String flow) throws SyntaxException {
    if (peek() != '.') {
      return new Reference(flow, Outcomes.SUCCEEDED);
    }
    position++;
    int start = position;
    String outcome = word();
    int mask =
        switch (outcome) {
          case "Succeeded" -> Outcomes.SUCCEEDED;
          case "Failed" -> Outcomes.FAILED;
          case "Skipped" -> Outcomes.SKIPPED;
          case "Finished" -> Outcomes.FINISHED;
          default -> 0;
        };
    if (mask == 0) {
      position = start;
      throw new SyntaxException(
          start,
          "expected Succeeded, Failed, Skipped or Finished, "
              + found()
              + didYouMean(nearestOutcome(outcome)));
    }
    return new Reference(flow, mask);
  }

  private static @Nullable String nearestOutcome(String word) {
    for (String outcome : OUTCOME_WORDS) {
      if (outcome.equalsIgnoreCase(word)) {
        return outcome;
      }
    }
    return NearestName.among(OUTCOME_WORDS, word);
  }

  private DependsExpression atLeast() throws SyntaxException {
    if (peek() != '(') {
      throw new SyntaxException(position, "expected '(' after atLeast, " + found());
    }
    enter();
    skipBlanks();
    int start = position;
    String digits = word();
    skipBlanks();
    List<DependsExpression> items = new ArrayList<>();
    while (peek() == ',') {
      position++;
      items.add(any());
    }
    leave("',' or ')'");
    int k = count(digits, start);
    if (items.isEmpty()) {
      throw new SyntaxException(start, "atLeast needs items: atLeast(k, a, b, ...)");
    }
    if (k < 1 || k > items.size()) {
      throw new SyntaxException(
          start,
          "atLeast needs a number from 1 to "
              + items.size()
              + ", its number of items, found "
              + digits);
    }
    return new Threshold(k, items);
  }

  private static int count(String digits, int start) throws SyntaxException {
    if (digits.isEmpty() || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
      throw new SyntaxException(
          start,
          "expected a number first, as in atLeast(2, a, b, c)"
              + (digits.isEmpty() ? "" : ", found \"" + digits + "\""));
    }
    return digits.length() > 9 ? Integer.MAX_VALUE : Integer.parseInt(digits);
  }

  private void enter() throws SyntaxException {
    if (++depth > MAX_DEPTH) {
      throw new SyntaxException(position, "more than " + MAX_DEPTH + " brackets inside each other");
    }
    position++;
  }

  private void leave(String expected) throws SyntaxException {
    if (peek() != ')') {
      throw expectedOperator(expected);
    }
    position++;
    depth--;
  }

  /** Takes {@code &&} or {@code ||}; a single sign is the most likely slip. */
  private boolean takeOperator(char sign) throws SyntaxException {
    skipBlanks();
    if (peek() != sign) {
      return false;
    }
    if (position + 1 >= text.length() || text.charAt(position + 1) != sign) {
      throw new SyntaxException(
          position, "expected '" + sign + sign + "', found a single '" + sign + "'");
    }
    position += 2;
    return true;
  }

  private SyntaxException expectedOperator(String expected) {
    int start = position;
    String word = word();
    position = start;
    @Nullable String meant =
        switch (word) {
          case "and", "AND" -> "&&";
          case "or", "OR" -> "||";
          default -> null;
        };
    return new SyntaxException(start, "expected " + expected + ", " + found() + didYouMean(meant));
  }

  private static String didYouMean(@Nullable String meant) {
    return meant == null ? "" : " (did you mean \"" + meant + "\"?)";
  }

  private String found() {
    int start = position;
    String word = word();
    position = start;
    if (!word.isEmpty()) {
      return "found \"" + word + "\"";
    }
    if (atEnd()) {
      return "found the end";
    }
    int sign = text.codePointAt(position);
    if (text.startsWith("&&", position) || text.startsWith("||", position)) {
      return "found '" + text.substring(position, position + 2) + "'";
    }
    return isInvisible(sign)
        ? "found the character U+%04X".formatted(sign)
        : "found '" + Character.toString(sign) + "'";
  }

  private static boolean isInvisible(int sign) {
    return switch (Character.getType(sign)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> false;
    };
  }

  /**
   * Takes letters, digits, '-' and '_': more than a name may have, so that errors quote it whole.
   */
  private String word() {
    int start = position;
    while (position < text.length() && isWordPart(text.charAt(position))) {
      position++;
    }
    return text.substring(start, position);
  }

  private static boolean isWordPart(char c) {
    return Character.isLetterOrDigit(c) || c == '-' || c == '_';
  }

  private void skipBlanks() {
    while (position < text.length() && Character.isWhitespace(text.charAt(position))) {
      position++;
    }
  }

  /** Returns the next character, NUL at the end: no valid expression contains it. */
  private char peek() {
    return atEnd() ? '\0' : text.charAt(position);
  }

  private boolean atEnd() {
    return position >= text.length();
  }
}
