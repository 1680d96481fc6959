package dev.seisei.sidecar.operate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seisei.sidecar.store.Store;
import dev.seisei.tree.Tree;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/// The command on a folder; with a sidecar that runs it is in `e2e/tree.test.mjs`.
@Timeout(60)
final class TreeCommandTest {
  @TempDir private Path data;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void make() throws IOException {
    Store.openTree(data.resolve("tree")).close();
  }

  private int run(String... arguments) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    var line = new CommandLine(new TreeCommand());
    line.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    line.setExecutionExceptionHandler((failure, _, _) -> {
      err.append(failure.getMessage());
      return 1;
    });
    String[] all = new String[arguments.length + 2];
    System.arraycopy(arguments, 0, all, 0, arguments.length);
    all[arguments.length] = "--data";
    all[arguments.length + 1] = data.toString();
    return line.execute(all);
  }

  private Path file(String text) throws IOException {
    return Files.writeString(data.resolve("payload"), text);
  }

  @Test
  void what_is_put_is_there_at_the_next_call() throws IOException {
    assertThat(run("put", "/a/b", file("hello").toString())).isZero();
    assertThat(out.toString()).isEqualTo("version 1\n");
    assertThat(run("get", "/a/b", "--info")).isZero();
    assertThat(out.toString()).contains("\"text\" : \"hello\"").contains("\"version\" : 1");
    assertThat(run("list", "/**")).isZero();
    assertThat(out.toString()).isEqualTo("/a\n/a/b\n");
    assertThat(run("delete", "/a/*")).isZero();
    assertThat(out.toString()).isEqualTo("removed 1\n");
  }

  @Test
  void what_is_refused_is_told_with_its_code() throws IOException {
    String payload = file("1").toString();
    assertThat(run("get", "/none")).isEqualTo(1);
    assertThat(err.toString()).isEqualTo("/none does not exist [tree.missing]");
    run("put", "/a", payload);
    assertThat(run("put", "/a", payload, "--create")).isEqualTo(1);
    assertThat(err.toString()).endsWith("[tree.exists]");
    assertThat(run("put", "/a", payload, "--if-changed", "77")).isEqualTo(1);
    assertThat(err.toString()).endsWith("[tree.mismatch]");
    assertThat(run("list", "/[")).isEqualTo(1);
    assertThat(err.toString()).endsWith("[tree.request]");
    assertThat(run("put", "/a", file("x".repeat(61 << 10)).toString())).isEqualTo(1);
    assertThat(err.toString()).endsWith("[tree.too-large]");
  }

  @Test
  void an_export_is_whole_and_comes_back() throws IOException {
    run("put", "/a/b", file("hello").toString());
    Path exported = data.resolve("export.jsonl");
    assertThat(run("export", exported.toString())).isZero();
    assertThat(out.toString()).isEqualTo("exported 1 nodes\n");
    run("delete", "/a");
    assertThat(run("import", exported.toString())).isZero();
    assertThat(out.toString()).isEqualTo("imported 1 nodes\n");
    run("get", "/a/b", "--info");
    assertThat(out.toString()).contains("hello");
    Files.writeString(exported, Files.readString(exported).replace("hello", "hallo"));
    assertThat(run("import", exported.toString())).isEqualTo(1);
    assertThat(err.toString()).contains("export.jsonl");
  }

  @Test
  void a_folder_that_is_in_use_is_refused() throws IOException {
    try (Tree _ = Store.openTree(data.resolve("tree"))) {
      assertThat(run("stats")).isEqualTo(1);
      assertThat(err.toString()).contains("in use by process").endsWith("[log.in-use]");
    }
    assertThat(run("members")).isZero();
    assertThat(out.toString()).contains("\"leader\" : \"embedded\"");
  }

  @Test
  void a_folder_without_a_tree_is_told() throws IOException {
    Path none = Files.createDirectory(data.resolve("none"));
    var line = new CommandLine(new TreeCommand());
    line.setErr(new PrintWriter(err, true));
    line.setExecutionExceptionHandler((failure, _, _) -> {
      err.append(failure.getMessage());
      return 1;
    });
    assertThat(line.execute("stats", "--data", none.toString())).isEqualTo(1);
    assertThat(err.toString()).contains("there is no tree in");
  }
}
