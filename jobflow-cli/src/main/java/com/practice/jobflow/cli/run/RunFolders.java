package com.practice.jobflow.cli.run;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where a run keeps its files; all exist.
 *
 * @param own a new folder under the temporary directory
 * @param logs for output, absolute; {@code own} if nobody asked for another
 * @param volumes for volumes, in {@code own}
 */
record RunFolders(Path own, Path logs, Path volumes) implements Closeable {

  /**
   * Makes the folders.
   *
   * @throws IOException if that cannot be; its message says what, where and why in one line
   */
  static RunFolders create(String name, Optional<Path> logFolder) throws IOException {
    Optional<Path> asked = logFolder.map(Path::toAbsolutePath);
    if (asked.isPresent()) {
      makeWritable(asked.get());
    }
    try {
      Path own = Files.createTempDirectory("jobflow-" + name + "-");
      return new RunFolders(own, asked.orElse(own), Files.createDirectory(own.resolve("volumes")));
    } catch (IOException e) {
      String temporary = System.getProperty("java.io.tmpdir");
      throw new IOException("cannot write to " + temporary + ": " + reason(e), e);
    }
  }

  /** Removes what is empty by now, unless the logs are in it. */
  @Override
  public void close() {
    if (logs.equals(own)) {
      return;
    }
    try {
      Files.deleteIfExists(volumes);
      Files.deleteIfExists(own);
    } catch (IOException e) {
      return; // a container has left there what only another user can remove
    }
  }

  private static void makeWritable(Path folder) throws IOException {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new IOException("cannot create " + folder + ": " + reason(e), e);
    }
    try {
      // Only trying tells: root may write everywhere, but not to every file system.
      Files.delete(Files.createTempFile(folder, ".jobflow-", ""));
    } catch (IOException e) {
      throw new IOException("cannot write to " + folder + ": " + reason(e), e);
    }
  }

  /** Returns the system's words, which Java drops for some errors. */
  private static String reason(IOException exception) {
    if (exception instanceof NoSuchFileException) {
      return "No such file or directory";
    }
    if (exception instanceof AccessDeniedException) {
      return "Permission denied";
    }
    if (exception instanceof FileAlreadyExistsException) {
      return "Not a directory";
    }
    String reason = exception instanceof FileSystemException e ? e.getReason() : null;
    return reason == null ? String.valueOf(exception.getMessage()) : reason;
  }
}
