import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Takes the signatures out of the jars that are named: a class archive leaves signed classes out,
 * and its dump on JDK 17 crashes on their lambdas. The launcher runs this on copies of its own.
 */
final class Unsign {
  private static final Pattern SIGNATURE = Pattern.compile(".*\\.(SF|RSA|DSA|EC)", Pattern.CASE_INSENSITIVE);

  private Unsign() {}

  public static void main(String[] jars) throws IOException {
    for (String jar : jars) {
      try (FileSystem content = FileSystems.newFileSystem(Path.of(jar))) {
        Path folder = content.getPath("/META-INF");
        if (Files.isDirectory(folder)) {
          for (Path signature : signatures(folder)) {
            Files.delete(signature);
          }
        }
      }
    }
  }

  private static List<Path> signatures(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> SIGNATURE.matcher(file.toString()).matches()).toList();
    }
  }
}
