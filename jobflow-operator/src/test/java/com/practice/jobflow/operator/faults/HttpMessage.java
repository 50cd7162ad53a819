package com.practice.jobflow.operator.faults;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A request or a response of HTTP/1.1, with its body just as it is on the wire. */
final class HttpMessage {
  private static final int LONGEST_LINE = 65_536;

  private final String line;
  private final List<String> headers;
  private byte[] body = {};

  private HttpMessage(String line, List<String> headers) {
    this.line = line;
    this.headers = headers;
  }

  /** Makes a response of the kind that an API server gives when it refuses. */
  static HttpMessage refusal(int code, String reason, String message, String... moreHeaders) {
    String status =
        "{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"metadata\":{},\"status\":\"Failure\","
            + "\"message\":\""
            + message
            + "\",\"reason\":\""
            + reason
            + "\",\"code\":"
            + code
            + "}";
    byte[] body = status.getBytes(StandardCharsets.UTF_8);
    List<String> headers = new ArrayList<>(List.of(moreHeaders));
    headers.add("Content-Type: application/json");
    headers.add("Content-Length: " + body.length);
    HttpMessage refusal = new HttpMessage("HTTP/1.1 " + code + " " + reason, headers);
    refusal.body = body;
    return refusal;
  }

  /** Reads a request with its body; null if the other side has closed in between. */
  static @Nullable HttpMessage readRequest(InputStream in) throws IOException {
    HttpMessage request = readHead(in);
    if (request != null) {
      request.readBody(in, false);
    }
    return request;
  }

  /** Reads all that comes before the body; null if the other side has closed. */
  static @Nullable HttpMessage readHead(InputStream in) throws IOException {
    String first = readLine(in);
    if (first == null) {
      return null;
    }
    List<String> headers = new ArrayList<>();
    for (String header = readLine(in); ; header = readLine(in)) {
      if (header == null) {
        throw new EOFException("within the headers");
      }
      if (header.isEmpty()) {
        return new HttpMessage(first, headers);
      }
      headers.add(header);
    }
  }

  /**
   * Reads the body that the headers announce.
   *
   * @param open whether a body without announced length goes on to the end of the connection
   */
  void readBody(InputStream in, boolean open) throws IOException {
    Optional<String> length = header("Content-Length");
    if (length.isPresent()) {
      body = in.readNBytes(Integer.parseInt(length.get()));
    } else if (isChunked()) {
      body = readChunks(in);
    } else if (open) {
      body = in.readAllBytes();
    }
  }

  /** Passes a body of chunks on, each as it comes, to its end; what follows is another message. */
  static void copyChunks(InputStream in, OutputStream out) throws IOException {
    int size;
    do {
      String sizeLine = readLine(in);
      if (sizeLine == null) {
        throw new EOFException("within the chunks");
      }
      size = Integer.parseInt(sizeLine.trim(), 16);
      out.write((sizeLine + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
      out.write(in.readNBytes(size + 2));
      out.flush();
    } while (size > 0);
  }

  void write(OutputStream out) throws IOException {
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    whole.writeBytes((line + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
    for (String header : headers) {
      whole.writeBytes((header + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
    }
    whole.writeBytes("\r\n".getBytes(StandardCharsets.ISO_8859_1));
    whole.writeBytes(body);
    out.write(whole.toByteArray());
    out.flush();
  }

  /** Returns the request's method. */
  String method() {
    return line.substring(0, line.indexOf(' '));
  }

  /** Returns the request's path with its query. */
  String target() {
    return line.substring(line.indexOf(' ') + 1, line.lastIndexOf(' '));
  }

  /** Returns the response's code. */
  int code() {
    return Integer.parseInt(line.substring(9, 12));
  }

  boolean isChunked() {
    return header("Transfer-Encoding").filter("chunked"::equalsIgnoreCase).isPresent();
  }

  boolean isUpgrade() {
    return header("Upgrade").isPresent();
  }

  String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  Optional<String> header(String name) {
    String prefix = name.toLowerCase(Locale.ROOT) + ":";
    return headers.stream()
        .filter(header -> header.toLowerCase(Locale.ROOT).startsWith(prefix))
        .map(header -> header.substring(prefix.length()).trim())
        .findFirst();
  }

  void removeHeader(String name) {
    String prefix = name.toLowerCase(Locale.ROOT) + ":";
    headers.removeIf(header -> header.toLowerCase(Locale.ROOT).startsWith(prefix));
  }

  void setHeader(String name, String value) {
    removeHeader(name);
    headers.add(name + ": " + value);
  }

  private static byte[] readChunks(InputStream in) throws IOException {
    ByteArrayOutputStream raw = new ByteArrayOutputStream();
    copyChunks(in, raw);
    return raw.toByteArray();
  }

  private static @Nullable String readLine(InputStream in) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        return null;
      }
      if (bytes.size() > LONGEST_LINE) {
        throw new IOException("a line without end");
      }
      if (next != '\r') {
        bytes.write(next);
      }
    }
    return bytes.toString(StandardCharsets.ISO_8859_1);
  }
}
