package dev.seisei.tree.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Paths and their text.
final class PathTest {

  @ParameterizedTest
  @CsvSource({
    "/, /",
    "/a, /a",
    "/a/b/, /a/b",
    "/a/./b, /a/b",
    "/a/../b, /b",
    "/a/.., /",
    "/a%2Fb, /a%2Fb",
    "/%61, /a",
    "/%2E%2E, /%2E%2E",
    "/生成, /生成",
    "/%E7%94%9F, /生",
  })
  void is_read_and_written(String text, String again) {
    assertThat(Path.parse(text)).hasToString(again);
    assertThat(Path.parse(again)).isEqualTo(Path.parse(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a",
        "//",
        "/a//b",
        "/..",
        "/*",
        "/a[b",
        "/a]",
        "/%",
        "/%4",
        "/%zz",
        "/%FF",
        "/a\u0000",
        "/\ud800",
        "/%00"
      })
  void refuses_what_is_no_path(String text) {
    assertThatThrownBy(() -> Path.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void resolves_as_seen_from_itself() {
    Path here = Path.parse("/worlds/archipelago");
    assertThat(here.resolve("edits/7")).hasToString("/worlds/archipelago/edits/7");
    assertThat(here.resolve("../other")).hasToString("/worlds/other");
    assertThat(here.resolve(".")).isEqualTo(here);
    assertThat(here.resolve("/x")).hasToString("/x");
    assertThatThrownBy(() -> here.resolve("../../.."))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("above the root");
  }

  @Test
  void has_bounds() {
    assertThat(Path.of(Collections.nCopies(32, "n")).depth()).isEqualTo(32);
    assertThatThrownBy(() -> Path.of(Collections.nCopies(33, "n")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Path.of(Collections.nCopies(32, "n")).child("one more"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Path.of("n".repeat(256))).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Path.of(Collections.nCopies(5, "n".repeat(255))))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void sorts_what_is_below_a_path_right_after_it() {
    var random = new Random(7);
    var paths = new ArrayList<Path>();
    for (int i = 0; i < 500; i++) {
      var names = new ArrayList<String>();
      for (int depth = random.nextInt(4); depth > 0; depth--) {
        names.add(List.of("a", "a-", "a.b", "b", "B", "0").get(random.nextInt(6)));
      }
      paths.add(Path.of(names));
    }
    Collections.sort(paths);
    for (Path top : List.copyOf(paths)) {
      int first = paths.indexOf(top);
      int last = first;
      while (last + 1 < paths.size() && paths.get(last + 1).startsWith(top)) {
        last++;
      }
      assertThat(paths.subList(last + 1, paths.size())).noneMatch(path -> path.startsWith(top));
    }
  }

  @Test
  void names_of_numbers_sort_as_numbers() {
    long[] numbers = {0, 9, 10, 255, 256, 1L << 40, Long.MAX_VALUE};
    for (int i = 1; i < numbers.length; i++) {
      assertThat(Names.ofNumber(numbers[i])).isGreaterThan(Names.ofNumber(numbers[i - 1]));
    }
  }
}
