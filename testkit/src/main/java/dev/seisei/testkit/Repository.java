package dev.seisei.testkit;

import java.nio.file.Files;
import java.nio.file.Path;

/// The checkout that a test runs in.
public final class Repository {
  private Repository() {}

  /// A path below the top folder, wherever the test was started.
  public static Path path(String relative) {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve(".mvn"))) {
      Path above = folder.getParent();
      if (above == null) {
        throw new IllegalStateException("not inside a checkout: " + Path.of("").toAbsolutePath());
      }
      folder = above;
    }
    return folder.resolve(relative);
  }
}
