package dev.seisei.sidecar.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class WholeFileTest {
  @TempDir private Path folder;

  private static WholeFile.Content of(String text) {
    return out -> out.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
  }

  private Stream<String> names() throws IOException {
    try (var files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList().stream();
    }
  }

  @Test
  void a_file_is_written_and_written_again() throws IOException {
    Path file = folder.resolve("island.glb");
    WholeFile.write(file, of("first, and longer"));
    WholeFile.write(file, of("second"));
    assertThat(file).hasContent("second");
    assertThat(names()).containsExactly("island.glb");
  }

  @Test
  void a_disk_that_refuses_in_the_middle_leaves_the_old_file_and_no_other() throws IOException {
    Path file = folder.resolve("island.glb");
    Files.writeString(file, "old");
    assertThatExceptionOfType(UncheckedIOException.class)
        .isThrownBy(() ->
            WholeFile.write(
                file,
                out -> {
                  of("half").writeTo(out);
                  throw new IOException("No space left on device");
                }))
        .withMessage("cannot write " + file + ": No space left on device");
    assertThat(file).hasContent("old");
    assertThat(names()).containsExactly("island.glb");
  }

  @Test
  void content_that_cannot_be_made_leaves_nothing() throws IOException {
    assertThatIllegalStateException()
        .isThrownBy(() ->
            WholeFile.write(
                folder.resolve("island.glb"),
                out -> {
                  of("half").writeTo(out);
                  throw new IllegalStateException("no ground");
                }))
        .withMessage("no ground");
    assertThat(names()).isEmpty();
  }

  @Test
  void a_folder_that_is_not_there_is_told() {
    Path file = folder.resolve("none").resolve("island.glb");
    assertThatExceptionOfType(UncheckedIOException.class)
        .isThrownBy(() -> WholeFile.write(file, of("text")))
        .withMessage("cannot write " + file + ": its folder is not there");
  }

  @Test
  void a_folder_in_the_place_of_the_file_is_told_and_stays() throws IOException {
    Path file = folder.resolve("island.glb");
    Files.createDirectories(file.resolve("inside"));
    assertThatExceptionOfType(UncheckedIOException.class)
        .isThrownBy(() -> WholeFile.write(file, of("text")))
        .withMessage("cannot write " + file + ": Is a directory");
    assertThat(file.resolve("inside")).isDirectory();
    assertThat(names()).containsExactly("island.glb");
  }

  @Test
  void who_reads_meanwhile_sees_an_old_or_a_new_file_and_never_half_of_one() throws IOException {
    Path file = folder.resolve("island.glb");
    WholeFile.write(file, block(0));
    var writer =
        CompletableFuture.runAsync(() -> {
          for (int version = 1; version <= 60; version++) {
            WholeFile.write(file, block(version));
          }
        });
    var seen = new HashSet<Byte>();
    while (!writer.isDone() || seen.isEmpty()) {
      byte[] read = Files.readAllBytes(file);
      seen.add(read[0]);
      byte[] whole = new byte[300_000];
      Arrays.fill(whole, read[0]);
      assertThat(Arrays.equals(read, whole)).isTrue();
    }
    writer.join();
    assertThat(Files.readAllBytes(file)[0]).isEqualTo((byte) 60);
    assertThat(names()).containsExactly("island.glb");
  }

  /// Many bytes of one value, in several writes.
  private static WholeFile.Content block(int value) {
    byte[] part = new byte[100_000];
    Arrays.fill(part, (byte) value);
    return out -> {
      for (int i = 0; i < 3; i++) {
        out.write(ByteBuffer.wrap(part));
      }
    };
  }
}
