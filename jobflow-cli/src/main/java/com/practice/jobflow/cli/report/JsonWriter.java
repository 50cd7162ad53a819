package com.practice.jobflow.cli.report;

import com.practice.jobflow.cli.manifest.MappingValue;
import com.practice.jobflow.cli.manifest.ScalarValue;
import com.practice.jobflow.cli.manifest.SequenceValue;
import com.practice.jobflow.cli.manifest.Value;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;

/**
 * Writes indented JSON as it comes, without a tree and without a library that a cold start would
 * have to load. The caller keeps beginnings and ends balanced.
 */
public final class JsonWriter {
  private final PrintWriter out;
  private int depth;
  private boolean empty = true;

  /** Creates a writer of one document. */
  public JsonWriter(PrintWriter out) {
    this.out = out;
  }

  /** Begins an object as an item or as the document. */
  public JsonWriter beginObject() {
    separate();
    return open('{');
  }

  /** Begins an object as a member. */
  public JsonWriter beginObject(String name) {
    name(name);
    return open('{');
  }

  /** Ends an object. */
  public JsonWriter endObject() {
    return close('}');
  }

  /** Begins a list as a member. */
  public JsonWriter beginArray(String name) {
    name(name);
    return open('[');
  }

  /** Writes a text item. */
  public JsonWriter item(String value) {
    separate();
    text(value);
    return this;
  }

  /** Writes a member of any value. */
  public JsonWriter member(String name, Value value) {
    name(name);
    value(value);
    return this;
  }

  /** Ends a list. */
  public JsonWriter endArray() {
    return close(']');
  }

  /** Writes a text member; null leaves it out. */
  public JsonWriter member(String name, @Nullable String value) {
    if (value != null) {
      name(name);
      text(value);
    }
    return this;
  }

  /** Writes a number member. */
  public JsonWriter member(String name, long value) {
    name(name);
    out.print(value);
    return this;
  }

  /** Writes a boolean member. */
  public JsonWriter member(String name, boolean value) {
    name(name);
    out.print(value);
    return this;
  }

  /** Ends the document with a line end. */
  public void end() {
    out.println();
  }

  private void value(Value value) {
    if (value instanceof MappingValue mapping) {
      open('{');
      for (MappingValue.Entry entry : mapping.entries()) {
        member(entry.key(), entry.value());
      }
      close('}');
    } else if (value instanceof SequenceValue sequence) {
      open('[');
      for (Value item : sequence.items()) {
        separate();
        value(item);
      }
      close(']');
    } else if (value instanceof ScalarValue scalar) {
      if (scalar.kind() == ScalarValue.Kind.STRING) {
        text(scalar.text());
      } else {
        out.print(scalar.canonical());
      }
    }
  }

  private void name(String name) {
    separate();
    text(name);
    out.print(": ");
  }

  private void separate() {
    if (depth > 0) {
      out.print(empty ? "\n" : ",\n");
      indent();
    }
    empty = false;
  }

  private JsonWriter open(char bracket) {
    out.print(bracket);
    depth++;
    empty = true;
    return this;
  }

  private JsonWriter close(char bracket) {
    depth--;
    if (!empty) {
      out.print('\n');
      indent();
    }
    out.print(bracket);
    empty = false;
    return this;
  }

  private void indent() {
    for (int i = 0; i < depth; i++) {
      out.print("  ");
    }
  }

  private void text(String value) {
    StringBuilder quoted = new StringBuilder(value.length() + 2).append('"');
    for (int i = 0; i < value.length(); ) {
      int c = value.codePointAt(i);
      if (c == '"' || c == '\\') {
        quoted.append('\\').appendCodePoint(c);
      } else if (c == '\n') {
        quoted.append("\\n");
      } else if (SafeText.isUnsafe(c)) {
        SafeText.escape(c, quoted);
      } else {
        quoted.appendCodePoint(c);
      }
      i += Character.charCount(c);
    }
    out.print(quoted.append('"'));
  }
}
