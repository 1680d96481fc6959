package dev.seisei.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seisei.tree.log.MemoryLog;
import dev.seisei.tree.node.KeepWhile;
import dev.seisei.tree.node.Path;
import dev.seisei.tree.node.Pattern;
import dev.seisei.tree.node.Payload;
import dev.seisei.tree.state.Commands;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is exported can be imported, and nothing else.
final class ExportTest {
  @TempDir java.nio.file.Path folder;
  private java.nio.file.Path file;

  @BeforeEach
  void name() {
    file = folder.resolve("tree.jsonl");
  }

  private static Tree tree() throws IOException {
    return Tree.open(MemoryLog::new, Tree.Options.USUAL);
  }

  private static byte[] export(Tree tree) throws IOException {
    var out = new ByteArrayOutputStream();
    Export.write(tree.view(), out);
    return out.toByteArray();
  }

  private static SortedMap<Path, String> contents(Tree tree) {
    var all = new TreeMap<Path, String>();
    tree.view()
        .list(Pattern.parse("/**"))
        .forEach((path, node) ->
            all.put(
                path,
                node.payload()
                    + " "
                    + node.implied()
                    + " "
                    + tree.view().keepWhile(path)
                    + " "
                    + (node.payload() == null ? "" : node.payload().text())));
    return all;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void comes_back_as_it_was(long seed) throws IOException {
    var commands = new Commands(new SplittableRandom(seed));
    try (Tree from = tree();
        Tree to = tree()) {
      for (int i = 0; i < 300; i++) {
        from.submit(commands.next().ops()).exceptionally(_ -> null).join();
      }
      byte[] bytes = {0, -1, 'x'};
      from.put(Path.parse("/z/生成"), Payload.of(Payload.BYTES, bytes)).join();
      from.put(Path.parse("/z/a%2Fb"), Payload.text("\"\n\u2028")).join();
      Files.write(file, export(from));
      long nodes = Import.from(file, to);
      assertThat(nodes).isEqualTo(Import.check(file)).isPositive();
      assertThat(contents(to)).isEqualTo(contents(from));
      assertThat(
              new String(export(to), StandardCharsets.UTF_8)
                  .replaceAll("version\":\\d+|[0-9a-f]{64}", ""))
          .isEqualTo(
              new String(export(from), StandardCharsets.UTF_8)
                  .replaceAll("version\":\\d+|[0-9a-f]{64}", ""));
    }
  }

  @Test
  void large_payloads_and_many_nodes_go_in_several_commands() throws IOException {
    try (Tree from = tree();
        Tree to = tree()) {
      for (int i = 0; i < 1500; i++) {
        from.put(Path.of("small", "n" + i), Payload.text("x")).join();
      }
      for (int i = 0; i < 5; i++) {
        var large = Payload.wrap(Payload.BYTES, new byte[Payload.MAX_BYTES]);
        from.put(Path.of("large", "n" + i), large).join();
      }
      from.put(Path.parse("/kept"), Payload.text("x"), KeepWhile.exists(Path.parse("/small")))
          .join();
      Files.write(file, export(from));
      assertThat(Import.from(file, to)).isEqualTo(1506);
      assertThat(contents(to)).isEqualTo(contents(from));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void what_is_damaged_is_refused_before_anything_is_written(long seed) throws IOException {
    var random = new SplittableRandom(seed);
    try (Tree from = tree();
        Tree to = tree()) {
      var commands = new Commands(random);
      for (int i = 0; i < 100; i++) {
        from.submit(commands.next().ops()).exceptionally(_ -> null).join();
      }
      from.put(Path.parse("/z"), Payload.text("x")).join();
      byte[] whole = export(from);
      for (int i = 0; i < 400; i++) {
        byte[] bytes = whole.clone();
        int at = random.nextInt(bytes.length);
        if (random.nextBoolean()) {
          bytes = Arrays.copyOf(bytes, at);
        } else {
          bytes[at] ^= (byte) (1 << random.nextInt(8));
        }
        Files.write(file, bytes);
        assertThatThrownBy(() -> Import.from(file, to))
            .isInstanceOf(IOException.class)
            .hasMessageContaining("line ");
      }
      assertThat(contents(to)).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\n",
        "{}\n",
        "[]\n",
        "{\"seisei\":\"tree\",\"format\":2,\"version\":0}\n",
        "{\"seisei\":\"tree\",\"format\":1,\"version\":0,\"more\":1}\n",
        "{\"path\":\"/a\"}\n"
      })
  void what_is_no_export_is_refused(String text) throws IOException {
    Files.writeString(file, text);
    assertThatThrownBy(() -> Import.check(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("line 1");
  }

  @Test
  void a_line_without_end_is_refused() throws IOException {
    Files.write(file, new byte[1 << 20]);
    assertThatThrownBy(() -> Import.check(file)).hasMessageContaining("at most 524288 bytes");
  }
}
