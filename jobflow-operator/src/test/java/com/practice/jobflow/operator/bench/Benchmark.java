package com.practice.jobflow.operator.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs the benchmark: {@code Benchmark FORM MODULE_FOLDER}, where the form is {@code full}, {@code
 * short}, or the names of shapes with commas between them.
 */
public final class Benchmark {
  private Benchmark() {}

  /** Runs it; fails if a gate of the short form does. */
  public static void main(String[] arguments) throws IOException {
    String form = arguments[0].isEmpty() ? "full" : arguments[0];
    Path module = Path.of(arguments[1]);
    Path folder = Files.createDirectories(module.resolve("target/bench"));
    Path jar = module.resolve("target/jobflow-operator.jar");
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    Site site = Site.prepare(module.resolveSibling("yaml"));
    try (Stage stage = new Stage(site, jar, folder)) {
      Report report = new Report(stage.wire().json(), folder, out, machine(site));
      Program program = new Program(stage, report, Integer.getInteger("bench.divisor", 1));
      program.run(form);
      report.print();
      if (form.equals("full")) {
        Path docs = module.resolveSibling("docs").resolve("bench");
        Files.createDirectories(docs);
        Files.writeString(docs.resolve("table.md"), report.page());
        new Plots(docs).draw(report.shapes());
      }
      List<String> grown = Gates.committed(stage.wire().json()).grown(report.shapes());
      grown.forEach(out::println);
      if (form.equals("short") && !grown.isEmpty()) {
        System.exit(1);
      }
    }
    // the HTTP clients' threads would keep the program alive
    System.exit(0);
  }

  private static Map<String, Object> machine(Site site) throws IOException {
    String version = site.admin().getKubernetesVersion().getGitVersion();
    Map<String, Object> machine = new LinkedHashMap<>();
    machine.put("date", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    machine.put("processor", first(Path.of("/proc/cpuinfo"), "model name"));
    machine.put("cores", Runtime.getRuntime().availableProcessors());
    machine.put("memory", first(Path.of("/proc/meminfo"), "MemTotal"));
    machine.put("java", System.getProperty("java.vendor") + " " + Runtime.version());
    machine.put("kubernetes", version);
    return machine;
  }

  private static String first(Path file, String key) throws IOException {
    List<String> lines = Files.readAllLines(file);
    return lines.stream()
        .filter(line -> line.startsWith(key))
        .map(line -> line.substring(line.indexOf(':') + 1).trim())
        .findFirst()
        .orElse("unknown");
  }
}
