package com.practice.jobflow.cli.run.process;

import com.practice.jobflow.cli.run.pod.ContainerExit;
import com.practice.jobflow.cli.run.pod.ContainerPlan;
import com.practice.jobflow.cli.run.pod.ContainerPlan.Mount;
import com.practice.jobflow.cli.run.pod.PodPlan;
import com.practice.jobflow.cli.run.pod.PodRuntime;
import com.practice.jobflow.cli.run.pod.VolumeFolders;
import com.practice.jobflow.cli.run.session.Launch;
import com.practice.jobflow.cli.run.session.Sessions;
import com.practice.jobflow.cli.run.session.Sessions.Session;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Runs every container as a process of this user, on this machine's files and network.
 *
 * <p>A container gets this program's environment under its own, and its volumes as folders: their
 * mount paths are replaced in command, args, env and workingDir, and {@code JOBFLOW_VOLUME_<NAME>}
 * names them.
 */
public final class ProcessRuntime implements PodRuntime {
  /** In the environment of every process, so that one that has left its session is found. */
  private static final String MARK = "JOBFLOW_POD_UID";

  // The same search as Sessions.killMarked, for a watcher to make when this program is gone. It has
  // the mark itself, and must not end before the others have.
  private static final String KILL_MARKED =
      "jobflow_self=$(exec sh -c 'echo $PPID');"
          + " for jobflow_pid in"
          + " $(grep -lsz '^"
          + MARK
          + "=%s$' /proc/[0-9]*/environ | cut -d/ -f3);"
          + " do [ $jobflow_pid = $jobflow_self ] || kill -s KILL $jobflow_pid; done";

  private final Sessions sessions = Sessions.onThisMachine();
  private final VolumeFolders volumes;

  /** Creates a runtime that makes its volumes in this folder, which exists. */
  public ProcessRuntime(Path folder) {
    this.volumes = new VolumeFolders(folder);
  }

  @Override
  public Sandbox open(PodPlan pod) throws IOException {
    volumes.create(pod);
    return new ProcessSandbox(pod);
  }

  @Override
  public void close() {
    volumes.close();
  }

  private final class ProcessSandbox implements Sandbox {
    private final PodPlan pod;

    ProcessSandbox(PodPlan pod) {
      this.pod = pod;
    }

    @Override
    public RunningContainer start(
        ContainerPlan container, Path log, Consumer<ContainerExit> ended) {
      try {
        Launch launch = launch(container, log);
        if (launch.directory() != null && !Files.isDirectory(launch.directory())) {
          throw new IOException("workingDir: no folder " + launch.directory());
        }
        Optional<String> missing = missingProgram(launch);
        if (missing.isPresent()) {
          throw new IOException(missing.get());
        }
        Session session = sessions.start(launch, code -> ended.accept(ContainerExit.of(code)));
        return new RunningProcess(session);
      } catch (IOException e) {
        ended.accept(ContainerExit.notStarted(String.valueOf(e.getMessage())));
        return new NeverStarted();
      }
    }

    @Override
    public void close() {
      Sessions.killMarked(Map.entry(MARK, pod.identity().uid()));
      volumes.remove(pod);
    }

    private Launch launch(ContainerPlan container, Path log) throws IOException {
      Map<String, Path> folders = new HashMap<>();
      Map<String, String> environment = new LinkedHashMap<>();
      environment.put("HOSTNAME", pod.identity().hostname());
      for (Mount mount : container.mounts()) {
        Path folder = volumes.folder(pod, mount);
        folders.put(withoutSlash(mount.path()), folder);
        environment.putIfAbsent(variable(mount.volume()), folder.toString());
      }
      MountRewriter rewriter = new MountRewriter(folders);
      container.env().forEach((name, value) -> environment.put(name, rewriter.rewrite(value)));
      environment.put(MARK, pod.identity().uid());
      List<String> command = container.commandLine().stream().map(rewriter::rewrite).toList();
      String directory = container.workingDir();
      return new Launch(
          command,
          environment,
          directory == null ? null : Path.of(rewriter.rewrite(directory)),
          log,
          KILL_MARKED.formatted(pod.identity().uid()));
    }

    /** Returns what is wrong with the program's name; empty if a process can be made of it. */
    private static Optional<String> missingProgram(Launch launch) {
      String program = launch.command().get(0);
      if (program.contains("/")) {
        Path directory = launch.directory() == null ? Path.of("") : launch.directory();
        return Files.isExecutable(directory.resolve(program))
            ? Optional.empty()
            : Optional.of("no program " + program + " on this machine");
      }
      String path = launch.environment().getOrDefault("PATH", System.getenv("PATH"));
      return path == null || Sessions.find(program, path) != null
          ? Optional.empty()
          : Optional.of("no program " + program + " on PATH");
    }

    private static String variable(String volume) {
      return "JOBFLOW_VOLUME_" + volume.toUpperCase(Locale.ROOT).replace('-', '_');
    }

    private static String withoutSlash(String path) {
      return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }
  }

  private record RunningProcess(Session session) implements RunningContainer {
    @Override
    public void terminate() {
      session.signal("TERM");
    }

    @Override
    public void kill() {
      session.signal("KILL");
    }
  }

  /** What stands for a container that ended before it ran. */
  private static final class NeverStarted implements RunningContainer {
    @Override
    public void terminate() {}

    @Override
    public void kill() {}
  }
}
