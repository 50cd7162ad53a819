package com.practice.jobflow.operator.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a process of a JVM holds on to: the old generation after a garbage collection, where all is
 * that outlived it, and its threads. Made for the serial collector.
 */
record ProcessWeight(long heapKilobytes, int threads) {
  private static final Pattern USED = Pattern.compile("(?i)tenured\\D*total \\d+K, used (\\d+)K");
  private static final Pattern THREADS = Pattern.compile("Threads:\\s+(\\d+)");

  static ProcessWeight of(long pid) {
    try {
      jcmd(pid, "GC.run");
      Matcher used = USED.matcher(jcmd(pid, "GC.heap_info"));
      Matcher threads =
          THREADS.matcher(Files.readString(Path.of("/proc", Long.toString(pid), "status")));
      if (!used.find() || !threads.find()) {
        throw new AssertionError("cannot weigh process " + pid);
      }
      return new ProcessWeight(Long.parseLong(used.group(1)), Integer.parseInt(threads.group(1)));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static String jcmd(long pid, String command) throws IOException {
    Process jcmd =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                Long.toString(pid),
                command)
            .redirectErrorStream(true)
            .start();
    return new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }
}
