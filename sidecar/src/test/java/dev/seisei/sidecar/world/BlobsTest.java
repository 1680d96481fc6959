package dev.seisei.sidecar.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class BlobsTest {
  // Of FIPS 180-2, appendix B.1.
  private static final byte[] ABC = "abc".getBytes(StandardCharsets.US_ASCII);
  private static final String ABC_NAME =
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

  // Damage is wanted here; that it is logged would bury what matters.
  private static final Logger LOG = Logger.getLogger(Blobs.class.getName());

  static {
    LOG.setLevel(Level.OFF);
  }

  @TempDir private Path top;

  private Path folder() {
    return top.resolve("data/blobs");
  }

  private Stream<String> names() throws IOException {
    try (var files = Files.list(folder())) {
      return files.map(file -> file.getFileName().toString()).toList().stream();
    }
  }

  @Test
  void what_is_put_is_there_under_its_digest() {
    var blobs = new Blobs(folder());
    assertThat(blobs.get(ABC_NAME)).isEmpty();
    assertThat(blobs.put(ABC)).isEqualTo(ABC_NAME);
    assertThat(blobs.get(ABC_NAME)).contains(ABC);
    assertThat(new Blobs(folder()).get(ABC_NAME)).contains(ABC);
  }

  @Test
  void what_is_there_is_not_written_again() throws IOException {
    var blobs = new Blobs(folder());
    blobs.put(ABC);
    Object file = Files.readAttributes(folder().resolve(ABC_NAME), "unix:ino").get("ino");
    blobs.put(ABC);
    assertThat(Files.readAttributes(folder().resolve(ABC_NAME), "unix:ino"))
        .containsEntry("ino", file);
    assertThat(names()).containsExactly(ABC_NAME);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "ab", "abd", "abcd"})
  void damage_is_found_taken_away_and_mended_by_the_next_put(String damaged) throws IOException {
    var blobs = new Blobs(folder());
    blobs.put(ABC);
    Files.writeString(folder().resolve(ABC_NAME), damaged);
    assertThat(blobs.get(ABC_NAME)).isEmpty();
    assertThat(names()).isEmpty();
    Files.writeString(folder().resolve(ABC_NAME), damaged);
    assertThat(blobs.put(ABC)).isEqualTo(ABC_NAME);
    assertThat(blobs.get(ABC_NAME)).contains(ABC);
    assertThat(names()).containsExactly(ABC_NAME);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "..",
        "../secret",
        "/etc/hostname",
        "BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD",
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015a",
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad\n",
      })
  void what_is_no_digest_names_nothing(String name) throws IOException {
    var blobs = new Blobs(folder());
    blobs.put(ABC);
    Files.writeString(folder().resolveSibling("secret"), "abc");
    assertThat(blobs.get(name)).isEmpty();
    assertThat(names()).containsExactly(ABC_NAME);
  }

  @Test
  void many_may_put_the_same_at_once() throws IOException {
    var blobs = new Blobs(folder());
    byte[] large = new byte[1 << 18];
    List<String> names = IntStream.range(0, 16).parallel().mapToObj(_ -> blobs.put(large)).toList();
    assertThat(new HashSet<>(names)).hasSize(1);
    assertThat(blobs.get(names.getFirst())).contains(large);
    assertThat(names()).containsExactly(names.getFirst());
  }

  @Test
  void a_folder_that_cannot_be_made_is_told_with_the_reason() throws IOException {
    Files.writeString(top.resolve("data"), "a file");
    assertThatExceptionOfType(UncheckedIOException.class)
        .isThrownBy(() -> new Blobs(folder()))
        .withMessage("cannot make the folder " + folder() + " for blobs: Not a directory");
    Files.delete(top.resolve("data"));
    Files.createDirectories(folder().getParent());
    Files.writeString(folder(), "a file");
    assertThatExceptionOfType(UncheckedIOException.class)
        .isThrownBy(() -> new Blobs(folder()))
        .withMessage("cannot make the folder " + folder() + " for blobs: a file is in its way");
  }

  @Test
  void a_disk_that_refuses_is_told_with_the_reason() throws IOException {
    var blobs = new Blobs(folder());
    Path file = folder().resolve(ABC_NAME);
    Files.createDirectory(file);
    assertThatExceptionOfType(UncheckedIOException.class)
        .isThrownBy(() -> blobs.get(ABC_NAME))
        .withMessage("cannot read the blob " + file + ": Is a directory");
    Files.delete(file);
    Files.delete(folder());
    assertThatExceptionOfType(UncheckedIOException.class)
        .isThrownBy(() -> blobs.put(ABC))
        .withMessage("cannot write " + file + ": its folder is not there");
  }
}
