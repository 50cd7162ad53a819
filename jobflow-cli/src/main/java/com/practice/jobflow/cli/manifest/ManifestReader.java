package com.practice.jobflow.cli.manifest;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Reads files, directories and standard input into documents; whatever fails is a diagnostic.
 *
 * <p>One use each, by one thread.
 */
public final class ManifestReader {
  static final int MOST_BYTES = 32 << 20;

  private final InputStream standardInput;
  private final List<Source> sources = new ArrayList<>();
  private final List<Document> documents = new ArrayList<>();
  private final List<Diagnostic> diagnostics = new ArrayList<>();
  private final Set<Path> seen = new HashSet<>();
  private final Map<String, Integer> order = new HashMap<>();

  /** Creates a reader that takes {@code -} for this stream. */
  public ManifestReader(InputStream standardInput) {
    this.standardInput = standardInput;
  }

  /** Returns every file that could be read. */
  public List<Source> sources() {
    return sources;
  }

  /** Returns every document that could be read, items of a {@code List} one by one. */
  public List<Document> documents() {
    return documents;
  }

  /** Returns what went wrong. */
  public List<Diagnostic> diagnostics() {
    return diagnostics;
  }

  /** Returns where among the inputs this file came. */
  public int order(String file) {
    return order.getOrDefault(file, Integer.MAX_VALUE);
  }

  /** Reads one more input; one that was read before counts once. */
  public void read(String input) {
    if (input.equals("-")) {
      if (seen.add(Path.of("-"))) {
        readStandardInput();
      }
      return;
    }
    try {
      Path path = Path.of(input);
      if (Files.isDirectory(path)) {
        readDirectory(input, path);
      } else {
        readFile(input, path, true);
      }
    } catch (InvalidPathException e) {
      add(Code.MISSING_FILE, input, "no such file or directory");
    }
  }

  private void readDirectory(String input, Path directory) {
    List<Path> files;
    try {
      files = ManifestDirectory.files(directory);
    } catch (IOException e) {
      add(Code.UNREADABLE_FILE, input, "cannot be read: " + reason(e));
      return;
    }
    if (files.isEmpty()) {
      add(Code.EMPTY_DIRECTORY, input, "no .yaml, .yml or .json file in this directory");
    }
    for (Path file : files) {
      readFile(file.toString(), file, false);
    }
  }

  private void readFile(String name, Path file, boolean named) {
    if (!Files.exists(file)) {
      add(Code.MISSING_FILE, name, "no such file or directory");
      return;
    }
    if (!seen.add(file.toAbsolutePath().normalize())) {
      return;
    }
    try (InputStream stream = Files.newInputStream(file)) {
      readBytes(name, stream.readNBytes(MOST_BYTES + 1), named);
    } catch (IOException e) {
      add(Code.UNREADABLE_FILE, name, "cannot be read: " + reason(e));
    }
  }

  private void readStandardInput() {
    try {
      readBytes("<stdin>", standardInput.readNBytes(MOST_BYTES + 1), true);
    } catch (IOException e) {
      add(Code.UNREADABLE_FILE, "<stdin>", "cannot be read: " + reason(e));
    }
  }

  private static String reason(IOException exception) {
    if (exception instanceof AccessDeniedException) {
      return "permission denied";
    }
    String message = exception.getMessage();
    return message == null ? exception.getClass().getSimpleName() : message;
  }

  private void readBytes(String name, byte[] bytes, boolean named) {
    order.putIfAbsent(name, order.size());
    if (bytes.length > MOST_BYTES) {
      add(Code.FILE_TOO_LARGE, name, "larger than 32 MiB");
      return;
    }
    String text;
    try {
      text =
          StandardCharsets.UTF_8
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT)
              .decode(ByteBuffer.wrap(bytes))
              .toString();
    } catch (CharacterCodingException e) {
      add(Code.NOT_TEXT, name, "not a text file in UTF-8");
      return;
    }
    if (text.indexOf('\0') >= 0) {
      add(Code.NOT_TEXT, name, "not a text file: it contains NUL characters");
      return;
    }
    Source source = new Source(name, text.startsWith("\uFEFF") ? text.substring(1) : text, named);
    sources.add(source);
    readDocuments(source);
  }

  private void readDocuments(Source source) {
    int before = documents.size() + diagnostics.size();
    int line = 1;
    while (line > 0) {
      String text = source.from(line);
      // Between the tokens of JSON a tab is a blank, within its strings it cannot stand.
      String spaced = source.isJson() ? text.replace('\t', ' ') : text;
      line = readUntilRefused(source, spaced, line - 1);
    }
    if (documents.size() + diagnostics.size() == before && source.isNamed()) {
      add(Code.EMPTY_FILE, source.name(), "the file holds no document");
    }
  }

  /** Returns the line of the document mark to go on at; -1 at the end. */
  private int readUntilRefused(Source source, String text, int lineOffset) {
    try {
      DocumentReader reader = new DocumentReader(source, text, lineOffset, diagnostics);
      for (Value value = reader.next(); value != null; value = reader.next()) {
        addDocument(source, value);
      }
      return -1;
    } catch (DocumentReader.Refused e) {
      return refused(source, lineOffset, e.diagnostic());
    } catch (YamlEngineException e) {
      return refused(source, lineOffset, syntax(source, text, lineOffset, e));
    } catch (IllegalArgumentException e) {
      // the parser takes eight hexadecimal digits for a character without a look at them
      return refused(source, lineOffset, noCharacter(source, text, lineOffset));
    }
  }

  /** Returns the line of the next document, which may be the one that came too early. */
  private int refused(Source source, int lineOffset, Diagnostic problem) {
    if (!diagnostics.contains(problem)) {
      diagnostics.add(problem);
    }
    return source.documentMark(Math.max(problem.location().line(), lineOffset + 2));
  }

  private void addDocument(Source source, Value value) {
    if (value instanceof ScalarValue scalar && scalar.isNull()) {
      return;
    }
    if (!(value instanceof MappingValue mapping)) {
      diagnostics.add(
          new Diagnostic(
              Code.NOT_A_MAPPING,
              new Location(source.name(), value.line(), value.column()),
              1,
              "",
              "the document is "
                  + (value instanceof SequenceValue ? "a list" : "a single value")
                  + ", not an object with apiVersion, kind, metadata and spec"));
      return;
    }
    String kind = mapping.text("kind");
    if (kind != null && kind.endsWith("List") && mapping.get("items") instanceof SequenceValue) {
      for (Value item : mapping.items("items")) {
        addDocument(source, item);
      }
      return;
    }
    documents.add(new Document(source, mapping));
  }

  private static Diagnostic syntax(
      Source source, String text, int lineOffset, YamlEngineException exception) {
    if (exception instanceof ReaderException reader) {
      return badCharacter(source, text, lineOffset, reader);
    }
    Mark mark = null;
    String message = exception.getMessage();
    if (exception instanceof MarkedYamlEngineException marked) {
      mark = marked.getProblemMark().or(marked::getContextMark).orElse(null);
      message = SyntaxWords.message(marked.getContext(), marked.getProblem());
    }
    int line = mark == null ? 1 : mark.getLine() + 1;
    // the parser takes a carriage return at the very end for a character of the line
    int end = text.lines().skip(line - 1L).findFirst().map(String::length).orElse(0) + 1;
    int column = mark == null ? 1 : Math.min(mark.getColumn() + 1, end);
    boolean tab = message != null && message.contains("(TAB)");
    return new Diagnostic(
        tab ? Code.TAB : Code.SYNTAX,
        new Location(source.name(), line + lineOffset, column),
        1,
        "",
        tab ? "a tab stands where YAML wants spaces" : String.valueOf(message));
  }

  private static Diagnostic noCharacter(Source source, String text, int lineOffset) {
    int at = Math.max(0, text.indexOf("\\U"));
    while (at > 0 && isCharacter(text, at + 2)) {
      at = Math.max(0, text.indexOf("\\U", at + 2));
    }
    return new Diagnostic(
        Code.SYNTAX,
        location(source, text, lineOffset, at),
        1,
        "",
        "there is no such character; \\U goes up to \\U0010FFFF");
  }

  private static boolean isCharacter(String text, int start) {
    int digits = Math.min(8, text.length() - start);
    for (int i = 0; i < digits; i++) {
      if (Character.digit(text.charAt(start + i), 16) < 0) {
        return true;
      }
    }
    return digits < 8 || Long.parseLong(text, start, start + 8, 16) <= Character.MAX_CODE_POINT;
  }

  private static Diagnostic badCharacter(
      Source source, String text, int lineOffset, ReaderException exception) {
    int position = Math.min(exception.getPosition(), text.codePointCount(0, text.length()));
    return new Diagnostic(
        Code.SYNTAX,
        location(source, text, lineOffset, text.offsetByCodePoints(0, position)),
        1,
        "",
        String.format("character U+%04X may not stand in YAML", exception.getCodePoint()));
  }

  /** Returns where the character at an index stands. */
  private static Location location(Source source, String text, int lineOffset, int index) {
    int line = 1;
    int column = 1;
    for (int i = 0; i < index; i += Character.charCount(text.codePointAt(i))) {
      boolean crlf = text.startsWith("\r\n", i);
      boolean ends = text.charAt(i) == '\n' || (text.charAt(i) == '\r' && !crlf);
      column = ends ? 1 : column + 1;
      line += ends ? 1 : 0;
    }
    return new Location(source.name(), line + lineOffset, column);
  }

  private void add(Code code, String file, String message) {
    order.putIfAbsent(file, order.size());
    diagnostics.add(new Diagnostic(code, Location.ofFile(file), 1, "", message));
  }
}
