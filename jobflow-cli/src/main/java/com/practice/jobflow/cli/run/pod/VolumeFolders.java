package com.practice.jobflow.cli.run.pod;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import com.practice.jobflow.cli.run.pod.ContainerPlan.Mount;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The volumes of pods as folders on this machine, one for each pod and volume. */
public final class VolumeFolders {
  private final Path folder;
  private final List<Path> stubborn = Collections.synchronizedList(new ArrayList<>());

  /** Creates the keeper of this folder, which exists. */
  public VolumeFolders(Path folder) {
    this.folder = folder;
  }

  /** Creates the pod's volumes, empty and open to every user, as Kubernetes' are. */
  public void create(PodPlan pod) throws IOException {
    for (String volume : pod.volumes()) {
      open(folder(pod).resolve(volume));
    }
  }

  /** Returns the folder that a mount shows, and creates it if it is one in a volume. */
  public Path folder(PodPlan pod, Mount mount) throws IOException {
    Path volume = folder(pod).resolve(mount.volume());
    if (mount.subPath().isEmpty()) {
      return volume;
    }
    Path part = volume.resolve(mount.subPath()).normalize();
    if (!part.startsWith(volume)) {
      throw new IOException("subPath " + mount.subPath() + " leads out of its volume");
    }
    return Files.isDirectory(part) ? part : open(part);
  }

  /** Removes the pod's volumes. */
  public void remove(PodPlan pod) {
    if (!delete(folder(pod))) {
      stubborn.add(folder(pod));
    }
  }

  /** Removes what could not be removed before, and the folder itself if nothing is left in it. */
  public void close() {
    if (stubborn.stream().filter(left -> !delete(left)).findAny().isEmpty()) {
      delete(folder);
    }
  }

  private Path folder(PodPlan pod) {
    return folder.resolve(pod.identity().name());
  }

  private static Path open(Path directory) throws IOException {
    Files.createDirectories(directory);
    if (directory.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxrwx"));
    }
    return directory;
  }

  private static boolean delete(Path directory) {
    try {
      if (Files.exists(directory)) {
        // No two users race here: the folder above is this user's alone.
        MoreFiles.deleteRecursively(directory, RecursiveDeleteOption.ALLOW_INSECURE);
      }
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
