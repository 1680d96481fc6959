package dev.seisei.graph;

import static dev.seisei.graph.Worlds.small;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What is wrong with a file before anything in it can be looked at.
final class GraphFileReadingTest {

  @TempDir private Path folder;

  private static void refused(Path file, String told) {
    assertThatExceptionOfType(GraphException.class)
        .isThrownBy(() -> GraphFile.read(file))
        .withMessage(file + ": " + told);
  }

  private static void refused(byte[] json, String told) {
    assertThatExceptionOfType(GraphException.class)
        .isThrownBy(() -> GraphFile.parse("bad.json", json))
        .withMessage("bad.json: " + told);
  }

  @Test
  void a_file_is_read() throws IOException {
    Path file = Files.writeString(folder.resolve("small.json"), small());
    assertThat(GraphFile.read(file).digest()).isEqualTo(Worlds.parse(small()).digest());
  }

  @Test
  void no_such_file_is_refused() {
    refused(folder.resolve("none.json"), "there is no such file [graph.file]");
  }

  @Test
  void a_folder_is_refused() {
    refused(folder, "is a folder, not a file [graph.file]");
  }

  @Test
  void a_file_above_one_mebibyte_is_refused() throws IOException {
    String blank = " ".repeat((1 << 20) - small().length());
    Path file = Files.writeString(folder.resolve("large.json"), small() + blank);
    assertThat(GraphFile.read(file).id()).isEqualTo("small");
    Files.writeString(file, small() + blank + " ");
    refused(file, "must be at most 1 MiB, has 1048577 bytes [graph.size]");
  }

  static boolean zeroIsThere() {
    return Files.exists(Path.of("/dev/zero"));
  }

  @Test
  @EnabledIf("zeroIsThere")
  void a_file_without_end_is_refused() {
    refused(Path.of("/dev/zero"), "must be at most 1 MiB, has 1048577 bytes [graph.size]");
  }

  static List<Refusal> notJson() {
    return List.of(
        new Refusal(
            "half a file",
            "{\n  \"format\": \"seisei-world/1\",",
            "line 2, column 30: is not JSON: Unexpected end-of-input within/between Object entries"
                + " [graph.json]"),
        new Refusal("no JSON at all", "world:", "line 1, column 1: is not JSON: "),
        Refusal.of("a comment", "\"seed\": 1", "// \"seed\": 1", "line 5, column 3: is not JSON: "),
        Refusal.of(
            "a comma too many", "\"b\": 1}", "\"b\": 1,}", "line 11, column 52: is not JSON: "),
        Refusal.of(
            "a key twice",
            "\"seed\": 1",
            "\"seed\": 1, \"seed\": 2",
            "line 5, column 20: is not JSON: Duplicate Object property \"seed\" [graph.json]"),
        Refusal.of(
            "a node twice",
            "\"cover\": {",
            "\"hills\": {\"node\": \"noise\"}, \"cover\": {",
            "line 12, column 12: is not JSON: Duplicate Object property \"hills\" [graph.json]"),
        new Refusal("a second world", small() + "{}", "line 18, column 1: is not JSON: Trailing"),
        new Refusal("words after the world", small() + "x", "line 18, column 1: is not JSON: "),
        Refusal.of("NaN", "\"seed\": 1", "\"seed\": NaN", "line 5, column 14: is not JSON: "),
        Refusal.of(
            "infinity", "\"seed\": 1", "\"seed\": -Infinity", "line 5, column 20: is not JSON: "),
        Refusal.of("a NUL", "\"seed\": 1", "\"seed\": \0", "line 5, column 11: is not JSON: "),
        Refusal.of(
            "a line break in a text", "Small", "Sm\nall", "line 4, column 15: is not JSON: "));
  }

  @ParameterizedTest
  @MethodSource("notJson")
  void what_is_not_json_is_refused_with_line_and_column(Refusal mistake) {
    assertThat(Refusal.message(mistake.json()))
        .startsWith("bad.json: " + mistake.told())
        .endsWith("[graph.json]")
        .hasSizeLessThan(400);
  }

  @ParameterizedTest
  @ValueSource(ints = {501, 100_000, 500_000})
  void deep_nesting_is_refused(int depth) {
    assertThat(Refusal.message("[".repeat(depth)))
        .contains("is not JSON", "nesting", "500")
        .endsWith("[graph.json]");
    assertThat(Refusal.message(small("\"seed\": 1", "\"seed\": " + "[".repeat(depth))))
        .contains("is not JSON", "nesting", "500")
        .endsWith("[graph.json]");
  }

  @Test
  void nesting_up_to_the_limit_is_refused_as_what_it_is() {
    String list = "[".repeat(499) + "]".repeat(499);
    assertThat(Refusal.message(small("\"seed\": 1", "\"seed\": " + list)))
        .isEqualTo(
            "bad.json: seed: must be a number from -2147483648 to 2147483647, got "
                + "[".repeat(60)
                + "… [graph.type]");
  }

  @Test
  void numbers_of_many_digits_are_refused() {
    assertThat(Refusal.message(small("\"seed\": 1", "\"seed\": " + "9".repeat(20))))
        .endsWith("seed: must be -2147483648 to 2147483647, got 1.0E20 [graph.range]");
    assertThat(Refusal.message(small("\"seed\": 1", "\"seed\": -" + "9".repeat(400))))
        .endsWith("seed: must be -2147483648 to 2147483647, got -Infinity [graph.range]");
    assertThat(Refusal.message(small("\"seed\": 1", "\"seed\": " + "9".repeat(1001))))
        .contains("is not JSON", "1001", "1000")
        .endsWith("[graph.json]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-32BE", "ISO-8859-1"})
  void other_encodings_are_refused(String charset) {
    byte[] json = small("Small", "Schön").getBytes(Charset.forName(charset));
    assertThatExceptionOfType(GraphException.class)
        .isThrownBy(() -> GraphFile.parse("bad.json", json))
        .withMessageStartingWith("bad.json: ")
        .withMessageEndingWith("[graph.json]");
  }

  @Test
  void a_byte_that_is_no_utf_8_is_refused_with_its_place() {
    byte[] json = small("Small", "Sch_n").getBytes(StandardCharsets.UTF_8);
    int at = new String(json, StandardCharsets.UTF_8).indexOf('_');
    json[at] = (byte) 0xf6;
    refused(json, "line 4, column 16: is not UTF-8 [graph.json]");
    // A surrogate, which JSON could only have meant as half of a pair.
    json[at - 1] = (byte) 0xed;
    json[at] = (byte) 0xa0;
    json[at + 1] = (byte) 0x80;
    refused(json, "line 4, column 15: is not UTF-8 [graph.json]");
  }

  @Test
  void a_byte_order_mark_is_passed_over() {
    assertThat(Worlds.parse("\ufeff" + small()).digest()).isEqualTo(Worlds.parse(small()).digest());
  }

  @Test
  void what_a_file_says_cannot_steer_the_terminal_or_flood_it() {
    String name = "\\u001b[31m\\n" + "x".repeat(20_000);
    for (String json :
        List.of(
            small("\"hills\": {", "\"" + name + "\": {}, \"hills\": {"),
            small("\"hills\": {", "\"" + name + "\": {}, \"" + name + "\": {}, \"hills\": {"),
            small("\"wavelength\"", "\"" + name + "\""),
            small("\"a\": \"hills\"", "\"a\": \"" + name + "\""),
            small("\"a\": \"hills\"", "\"a\": \"\\u001b[31m\\n\""),
            small("\"add\"", "\"\\u001b[31m\\u009b\""),
            small("seisei-world/1", "\\u001b\\u0007"))) {
      assertThat(Refusal.message(json)).doesNotMatch("(?s).*\\p{Cc}.*").hasSizeLessThan(600);
    }
  }
}
