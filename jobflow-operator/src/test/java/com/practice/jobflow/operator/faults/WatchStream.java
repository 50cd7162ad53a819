package com.practice.jobflow.operator.faults;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The events of one watch over a web socket, from the server to the operator, one to a frame. */
final class WatchStream {
  private static final int TEXT = 1;
  private static final int LONGEST_SHORT = 125;
  private static final int TWO_BYTES = 126;
  private static final String EXPIRED =
      "{\"type\":\"ERROR\",\"object\":{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"metadata\":{},"
          + "\"status\":\"Failure\",\"message\":\"too old resource version, says the proxy\","
          + "\"reason\":\"Expired\",\"code\":410}}";

  private static final Pattern VERSION = Pattern.compile("\"resourceVersion\":\"([0-9]+)\"");
  private static final long BOOKMARK_PAUSE = TimeUnit.SECONDS.toNanos(1);
  private static final Map<String, String> KINDS =
      Map.of(
          "jobs", "\"kind\":\"Job\",\"apiVersion\":\"batch/v1\"",
          "jobflows", "\"kind\":\"JobFlow\",\"apiVersion\":\"api.practice.com/v1alpha1\"");

  private final String resource;
  private final WatchFaults faults;
  private final AutoCloseable connection;
  private final Deque<Frame> waiting = new ArrayDeque<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private boolean ended;
  private long lastBookmark = System.nanoTime();
  private @Nullable String lastVersion;

  private record Frame(ByteBuffer bytes, boolean isEvent, long arrival) {
    boolean isBookmark() {
      return isEvent && text(30).contains("{\"type\":\"BOOKMARK\"");
    }

    /** Returns the first bytes, the frame's own head and what it carries. */
    String text(int most) {
      ByteBuffer first = bytes.duplicate().rewind();
      first.limit(Math.min(most, first.capacity()));
      return StandardCharsets.ISO_8859_1.decode(first).toString();
    }
  }

  /**
   * Prepares a stream.
   *
   * @param connection closed when the watch breaks
   */
  WatchStream(String resource, WatchFaults faults, AutoCloseable connection) {
    this.resource = resource;
    this.faults = faults;
    this.connection = connection;
  }

  boolean isOf(String other) {
    return resource.equals(other);
  }

  /** Passes events until either side closes. */
  void run(DataInputStream server, OutputStream operator, Executor threads) throws IOException {
    faults.opened(this);
    try {
      threads.execute(() -> read(server));
      deliver(operator);
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
    } finally {
      faults.closed(this);
      cut();
    }
  }

  void wakeUp() {
    lock.lock();
    try {
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  void cut() {
    Quietly.close(connection);
    end();
  }

  /** The event overtakes all that wait, as a server's does that has forgotten what they are. */
  void expire() {
    lock.lock();
    try {
      waiting.clear();
      waiting.add(text(EXPIRED));
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void end() {
    lock.lock();
    try {
      ended = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void read(DataInputStream server) {
    try {
      while (true) {
        Frame frame = readFrame(server);
        lock.lock();
        try {
          waiting.add(frame);
          changed.signalAll();
        } finally {
          lock.unlock();
        }
      }
    } catch (IOException closed) {
      end();
    }
  }

  private void deliver(OutputStream operator) throws IOException, InterruptedException {
    Frame former = null;
    for (Frame frame = next(); frame != null; frame = next()) {
      if (frame.isBookmark() && faults.hasNoBookmarks(resource)) {
        faults.droppedBookmark();
        continue;
      }
      Matcher version = VERSION.matcher(frame.isEvent() ? frame.text(Integer.MAX_VALUE) : "");
      lastVersion = version.find() ? version.group(1) : lastVersion;
      if (frame.isEvent() && former != null && faults.isDuplicated(resource)) {
        send(frame, operator);
        send(former, operator);
      }
      send(frame, operator);
      operator.flush();
      former = frame.isEvent() ? frame : former;
    }
  }

  /** Waits for the next frame whose time has come; null when there will be none. */
  private @Nullable Frame next() throws InterruptedException {
    lock.lock();
    try {
      while (!ended || !waiting.isEmpty()) {
        if (!ended && faults.hasOnlyBookmarks(resource)) {
          long pause = lastBookmark + BOOKMARK_PAUSE - System.nanoTime();
          if (pause > 0 || lastVersion == null) {
            changed.await(Math.max(pause, BOOKMARK_PAUSE / 10), TimeUnit.NANOSECONDS);
            continue;
          }
          return bookmark(lastVersion);
        }
        Frame first = waiting.peek();
        if (first == null) {
          changed.await();
          continue;
        }
        long due = first.arrival() + delay(first).toNanos() - System.nanoTime();
        if (due <= 0) {
          return waiting.poll();
        }
        if (ended) {
          return null;
        }
        changed.await(due, TimeUnit.NANOSECONDS);
      }
      return null;
    } finally {
      lock.unlock();
    }
  }

  private Frame bookmark(String version) {
    lastBookmark = System.nanoTime();
    faults.madeBookmark();
    return text(
        "{\"type\":\"BOOKMARK\",\"object\":{"
            + KINDS.get(resource)
            + ",\"metadata\":{\"creationTimestamp\":null,\"resourceVersion\":\""
            + version
            + "\",\"annotations\":{\"from\":\"the proxy\"}}}}");
  }

  private Duration delay(Frame frame) {
    return frame.isEvent() ? faults.delayOf(resource) : Duration.ZERO;
  }

  private static void send(Frame frame, OutputStream out) throws IOException {
    out.write(frame.bytes().array());
  }

  private static Frame readFrame(DataInputStream in) throws IOException {
    int first = in.readUnsignedByte();
    int second = in.readUnsignedByte();
    ByteBuffer length = ByteBuffer.allocate(8);
    long size = second;
    if (second == TWO_BYTES) {
      size = in.readUnsignedShort();
      length.putShort((short) size);
    } else if (second > TWO_BYTES) {
      size = in.readLong();
      length.putLong(size);
    }
    ByteBuffer frame = ByteBuffer.allocate(Math.toIntExact(2 + length.position() + size));
    frame.put((byte) first).put((byte) second).put(length.flip()).put(in.readNBytes((int) size));
    return new Frame(frame, (first & 0x0F) <= 2, System.nanoTime());
  }

  private static Frame text(String text) {
    byte[] payload = text.getBytes(StandardCharsets.UTF_8);
    ByteBuffer frame = ByteBuffer.allocate(4 + payload.length);
    frame.put((byte) (0x80 | TEXT));
    if (payload.length <= LONGEST_SHORT) {
      throw new IllegalArgumentException("too short for this kind of frame: " + text);
    }
    frame.put((byte) TWO_BYTES).putShort((short) payload.length).put(payload);
    return new Frame(frame, false, System.nanoTime());
  }
}
