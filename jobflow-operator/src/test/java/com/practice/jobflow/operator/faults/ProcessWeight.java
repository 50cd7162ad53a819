package com.practice.jobflow.operator.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a process of a JVM holds on to: its heap after a garbage collection, and its threads. */
record ProcessWeight(long heapKilobytes, int threads) {
  private static final Pattern USED = Pattern.compile("used (\\d+)K");
  private static final Pattern THREADS = Pattern.compile("Threads:\\s+(\\d+)");

  static ProcessWeight of(long pid) {
    try {
      jcmd(pid, "GC.run");
      Matcher used = USED.matcher(jcmd(pid, "GC.heap_info"));
      long heap = 0;
      // young and old generation; what follows is no heap
      for (int generation = 0; generation < 2 && used.find(); generation++) {
        heap += Long.parseLong(used.group(1));
      }
      Matcher threads =
          THREADS.matcher(Files.readString(Path.of("/proc", Long.toString(pid), "status")));
      if (heap == 0 || !threads.find()) {
        throw new AssertionError("cannot weigh process " + pid);
      }
      return new ProcessWeight(heap, Integer.parseInt(threads.group(1)));
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
