package dev.seisei.tree.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Files named by what is in them.
final class BlobStoreTest {
  private static final byte[] MESH = "a mesh".getBytes(StandardCharsets.UTF_8);
  private static final Duration HOUR = Duration.ofHours(1);

  @TempDir Path folder;
  private BlobStore blobs;

  @BeforeEach
  void open() throws IOException {
    blobs = BlobStore.open(folder, 1 << 20);
  }

  private Path file(Sha256 digest) {
    return folder.resolve(digest.hex().substring(0, 2)).resolve(digest.hex());
  }

  private List<String> files() throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile)
          .map(path -> String.valueOf(path.getFileName()))
          .toList();
    }
  }

  @Test
  void gives_back_what_was_put_by_its_digest() throws IOException {
    Sha256 digest = blobs.put(MESH);
    assertThat(digest).isEqualTo(Sha256.of(MESH));
    assertThat(blobs.put(MESH)).isEqualTo(digest);
    assertThat(blobs.read(digest)).isEqualTo(MESH);
    assertThat(blobs.whole(digest)).hasBinaryContent(MESH);
    assertThat(files()).containsExactly(digest.hex());
    assertThat(BlobStore.open(folder, 10).read(digest)).as("opened again").isEqualTo(MESH);
  }

  @Test
  void finds_what_is_damaged_and_is_repaired_by_putting_it_again() throws IOException {
    Sha256 digest = blobs.put(MESH);
    Sha256 other = blobs.put(new byte[10]);
    Files.write(file(digest), "a mash".getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(() -> blobs.read(digest))
        .isInstanceOfSatisfying(
            BlobException.class, e -> assertThat(e.code()).isEqualTo("blob.damaged"))
        .hasMessageContaining(file(digest).toString());
    assertThatThrownBy(() -> blobs.whole(digest)).isInstanceOf(BlobException.class);
    assertThat(blobs.damaged()).containsExactly(digest);
    blobs.put(MESH);
    assertThat(blobs.damaged()).isEmpty();
    assertThat(blobs.all()).containsExactlyInAnyOrder(digest, other);
  }

  @Test
  void leaves_nothing_of_what_could_not_be_put() throws IOException {
    assertThatThrownBy(() -> blobs.put(new byte[(1 << 20) + 1]))
        .isInstanceOfSatisfying(
            BlobException.class, e -> assertThat(e.code()).isEqualTo("blob.too-large"));
    var broken =
        new InputStream() {
          private int left = 200_000;

          @Override
          public int read() throws IOException {
            if (left == 0) {
              throw new IOException("the line broke");
            }
            left--;
            return 7;
          }

          @Override
          public int read(byte[] into, int from, int most) throws IOException {
            into[from] = (byte) read();
            return 1;
          }
        };
    assertThatThrownBy(() -> blobs.put(broken)).hasMessage("the line broke");
    assertThat(files()).isEmpty();
    assertThatThrownBy(() -> blobs.read(Sha256.of(MESH)))
        .isInstanceOfSatisfying(
            BlobException.class, e -> assertThat(e.code()).isEqualTo("blob.missing"));
  }

  @Test
  void clears_away_what_a_crash_left() throws IOException {
    Files.writeString(folder.resolve("x.partial"), "half");
    BlobStore.open(folder, 10);
    assertThat(files()).isEmpty();
  }

  @Test
  void collects_what_nothing_names_and_is_old_enough() throws IOException {
    Sha256 named = blobs.put(MESH);
    Sha256 old = blobs.put(new byte[1]);
    Sha256 young = blobs.put(new byte[2]);
    Sha256 again = blobs.put(new byte[3]);
    var twoHoursAgo = FileTime.from(Instant.now().minus(HOUR.multipliedBy(2)));
    for (Sha256 digest : List.of(named, old, again)) {
      Files.setLastModifiedTime(file(digest), twoHoursAgo);
    }
    blobs.put(new byte[3]);
    assertThat(blobs.collect(named::equals, HOUR)).containsExactly(old);
    assertThat(blobs.all()).containsExactlyInAnyOrder(named, young, again);
  }

  @Test
  void many_may_put_the_same_at_once() throws Exception {
    try (var threads = Executors.newFixedThreadPool(8)) {
      List<Callable<Sha256>> puts =
          IntStream.range(0, 64)
              .<Callable<Sha256>>mapToObj(
                  i -> () -> blobs.put(new ByteArrayInputStream(new byte[i % 4 * 1000])))
              .toList();
      for (var put : threads.invokeAll(puts)) {
        put.get();
      }
    }
    assertThat(blobs.all()).hasSize(4);
    assertThat(blobs.damaged()).isEmpty();
    assertThat(files()).hasSize(4);
  }

  @Test
  void a_digest_is_64_digits() {
    for (String text : List.of("", "../../x", "A".repeat(64), "a".repeat(63))) {
      assertThatThrownBy(() -> new Sha256(text)).isInstanceOf(IllegalArgumentException.class);
    }
  }
}
