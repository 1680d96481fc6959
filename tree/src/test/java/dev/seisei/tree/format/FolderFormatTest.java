package dev.seisei.tree.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Folders of other formats.
final class FolderFormatTest {
  private static final FolderFormat.Migration APPEND =
      folder ->
          Files.writeString(folder.resolve("data"), Files.readString(folder.resolve("data")) + "+");

  @TempDir Path above;
  private Path folder;

  @BeforeEach
  void open() throws IOException {
    folder = above.resolve("tree");
    FolderFormat.open(folder, List.of());
    Files.createDirectory(folder.resolve("sub"));
    Files.writeString(folder.resolve("sub/more"), "more");
    Files.writeString(folder.resolve("data"), "data");
  }

  @Test
  void a_folder_whose_making_was_cut_short_is_made() throws IOException {
    Path cut = Files.createDirectory(above.resolve("cut"));
    Files.writeString(cut.resolve("format.partial"), "1");
    FolderFormat.open(cut, List.of());
    assertThat(cut.resolve("format")).hasContent("1");
  }

  @Test
  void a_new_folder_is_of_the_format_of_today() throws IOException {
    assertThat(folder.resolve("format")).hasContent("1");
    FolderFormat.open(folder, List.of());
    assertThat(folder.resolve("data")).hasContent("data");
  }

  @Test
  void an_older_folder_is_migrated_step_by_step_and_kept() throws IOException {
    FolderFormat.open(folder, List.of(APPEND, APPEND));
    assertThat(folder.resolve("data")).hasContent("data++");
    assertThat(folder.resolve("sub/more")).hasContent("more");
    assertThat(folder.resolve("format")).hasContent("3");
    assertThat(above.resolve("tree.format-1/data")).hasContent("data");
    assertThat(above.resolve("tree.format-1/format")).hasContent("1");
    FolderFormat.open(folder, List.of(APPEND, APPEND, APPEND));
    assertThat(folder.resolve("data")).hasContent("data+++");
  }

  @Test
  void a_newer_folder_is_refused() throws IOException {
    Files.writeString(folder.resolve("format"), "2\n");
    assertThatThrownBy(() -> FolderFormat.open(folder, List.of()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("format 2, and this program knows 1");
  }

  @Test
  void a_folder_that_is_none_is_refused() throws IOException {
    Files.writeString(folder.resolve("format"), "-1\n");
    assertThatThrownBy(() -> FolderFormat.open(folder, List.of())).isInstanceOf(IOException.class);
    Files.delete(folder.resolve("format"));
    assertThatThrownBy(() -> FolderFormat.open(folder, List.of()))
        .hasMessageContaining("not a store's");
  }

  @Test
  void a_migration_that_fails_changes_nothing() throws IOException {
    FolderFormat.Migration fails =
        copy -> {
          Files.delete(copy.resolve("data"));
          throw new IOException("no room");
        };
    assertThatThrownBy(() -> FolderFormat.open(folder, List.of(APPEND, fails)))
        .hasMessageContaining("from format 2 and is as it was: no room");
    assertThat(folder.resolve("data")).hasContent("data");
    FolderFormat.open(folder, List.of(APPEND));
    assertThat(folder.resolve("data")).hasContent("data+");
  }

  @Test
  void a_stop_between_the_renames_is_made_good() throws IOException {
    FolderFormat.open(folder, List.of(APPEND));
    Files.move(folder, above.resolve("tree.migrated"));
    FolderFormat.open(folder, List.of(APPEND));
    assertThat(folder.resolve("data")).hasContent("data+");
    assertThat(folder.resolve("format")).hasContent("2");
    assertThat(above.resolve("tree.migrated")).doesNotExist();
  }
}
