package dev.seisei.sidecar.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.seisei.graph.edit.Brush;
import dev.seisei.graph.edit.Edit;
import dev.seisei.graph.edit.Entry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init") // made before each
final class FileEditLogTest {
  // Its warnings are wanted here.
  private static final Logger LOG = Logger.getLogger(FileEditLog.class.getName());

  static {
    LOG.setLevel(Level.OFF);
  }

  private static final List<Entry> ENTRIES =
      IntStream.rangeClosed(1, 20)
          .mapToObj(n ->
              new Entry(
                  n,
                  n % 2 == 0 ? "ada" : "Bob Ä ✓",
                  "op " + n,
                  n == 20
                      ? new Entry.Action.Undo(18)
                      : new Entry.Action.Do(
                          new Edit.Paint(new Brush(n / 3f, -n, 0.5f + n), "sand", 1f / n))))
          .toList();

  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void choose() {
    file = folder.resolve("worlds").resolve("w.edits");
  }

  private List<Entry> read() {
    var found = new ArrayList<Entry>();
    FileEditLog.open(file, found::add).close();
    return found;
  }

  private void write(List<Entry> entries) {
    try (var log = FileEditLog.open(file, _ -> {})) {
      log.append(entries.subList(0, 1));
      log.append(entries.subList(1, entries.size()));
    }
  }

  @Test
  void what_was_kept_is_there_again_bit_for_bit_and_goes_on() {
    assertThat(read()).isEmpty();
    write(ENTRIES.subList(0, 10));
    assertThat(read()).isEqualTo(ENTRIES.subList(0, 10));
    write(ENTRIES.subList(10, 20));
    assertThat(read()).isEqualTo(ENTRIES);
  }

  @Test
  void a_tail_torn_at_any_byte_is_cut_and_what_is_before_it_stays() throws IOException {
    write(ENTRIES.subList(0, 3));
    byte[] whole = Files.readAllBytes(file);
    int second = endOf(whole, 2);
    for (int length = 0; length < whole.length; length++) {
      Files.write(file, Arrays.copyOf(whole, length));
      int entries = length < endOf(whole, 1) ? 0 : length < second ? 1 : 2;
      assertThat(read()).as("cut at %s", length).isEqualTo(ENTRIES.subList(0, entries));
      write(ENTRIES.subList(entries, entries + 2));
      assertThat(read()).isEqualTo(ENTRIES.subList(0, entries + 2));
    }
  }

  /// Where an entry ends.
  private static int endOf(byte[] whole, int entries) {
    int at = 8;
    for (int i = 0; i < entries; i++) {
      at += 8 + (whole[at] & 0xff) + ((whole[at + 1] & 0xff) << 8);
    }
    return at;
  }

  @Test
  void a_file_that_grew_before_its_bytes_came_is_cut_where_the_zeros_begin() throws IOException {
    write(ENTRIES.subList(0, 3));
    Files.write(file, Arrays.copyOf(Files.readAllBytes(file), (int) Files.size(file) + 4096));
    assertThat(read()).isEqualTo(ENTRIES.subList(0, 3));
    write(ENTRIES.subList(3, 6));
    assertThat(read()).isEqualTo(ENTRIES.subList(0, 6));
  }

  @Test
  void any_flipped_bit_before_the_last_entry_refuses_the_file_and_leaves_it() throws IOException {
    write(ENTRIES.subList(0, 3));
    byte[] whole = Files.readAllBytes(file);
    int last = endOf(whole, 2);
    for (int at = 0; at < last; at++) {
      byte[] bad = whole.clone();
      bad[at] ^= 0x10;
      Files.write(file, bad);
      assertThatIllegalStateException()
          .as("flipped at %s", at)
          .isThrownBy(this::read)
          .withMessageContaining("[edits.damaged]")
          .withMessageContaining(file.toString());
      assertThat(Files.readAllBytes(file)).isEqualTo(bad);
    }
  }

  @Test
  void a_file_in_use_is_refused() {
    var log = FileEditLog.open(file, _ -> {});
    assertThatIllegalStateException()
        .isThrownBy(this::read)
        .withMessageContaining("[edits.locked]");
    log.close();
    assertThat(read()).isEmpty();
  }
}
