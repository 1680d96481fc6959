package dev.seisei.tree.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.JsonNodeFactory;

/// Patterns, their text, and what they mean.
final class PatternTest {
  private static final Node TREE = tree();

  private static Node tree() {
    Node lake = Node.leaf(Payload.text("deep"), false, 1);
    Node brush =
        Node.leaf(
            Payload.wrap(
                Payload.JSON,
                "{\"brush\":{\"radius\":2.50},\"on\":true}".getBytes(StandardCharsets.UTF_8)),
            false,
            2);
    Node edits =
        Node.leaf(null, true, 1).withChild("1", brush).withChild("2", brush.withPayload(null, 3));
    Node world = Node.leaf(Payload.text("world"), false, 1).withChild("edits", edits);
    return Node.ROOT.withChild(
        "worlds",
        Node.leaf(null, true, 1)
            .withChild("archipelago", world)
            .withChild("lake", lake)
            .withChild("a*b", lake));
  }

  static List<String> found(String pattern) {
    var found = new ArrayList<String>();
    Walk.over(
        TREE,
        Pattern.parse(pattern),
        Cost.of(Cost.COMMAND),
        (trail, _) -> {
          found.add(trail.path().replace("/worlds", "~"));
          return Walk.Go.ON;
        });
    return found;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "/ ; /",
        "/worlds ; ~",
        "/worlds/* ; ~/a%2Ab ~/archipelago ~/lake",
        "/worlds/a%2Ab ; ~/a%2Ab",
        "/worlds/a* ; ~/a%2Ab ~/archipelago",
        "/worlds/*a*e* ; ~/archipelago ~/lake",
        "/worlds/*ke ; ~/lake",
        "/worlds/lake/** ; ",
        "/worlds/archipelago/** ; ~/archipelago/edits ~/archipelago/edits/1 ~/archipelago/edits/2",
        "/**/edits/* ; ~/archipelago/edits/1 ~/archipelago/edits/2",
        "/worlds/**/lake ; ~/lake",
        "/**/**/1 ; ~/archipelago/edits/1",
        "/**[data] ; ",
        "/worlds/**[data] ; ~/a%2Ab ~/archipelago ~/lake",
        "/worlds/./x/../lake ; ~/lake",
        "/worlds/*[name = \"lake\"] ; ~/lake",
        "/worlds/*[name ~ \"^l.ke$\"] ; ~/lake",
        "/**/*[path ~ \"/edits/[0-9]$\"] ; ~/archipelago/edits/1 ~/archipelago/edits/2",
        "/worlds/*[data = \"deep\" & !name = \"lake\"] ; ~/a%2Ab",
        "/worlds/*[data ~ \"^w\"] ; ~/archipelago",
        "/worlds/*[type = \"text/plain\" & children > 0] ; ~/archipelago",
        "/**/*[version > 1] ; ~/archipelago/edits/2",
        "/**/*[!data] ; ~ ~/archipelago/edits ~/archipelago/edits/2",
        "/**/*[children.version >= 4 | size = 5] ; ~ ~/archipelago",
        "/**/*[changed = 3] ; ~/archipelago/edits/2",
        "/**/*[json \"/brush/radius\" = 2.5] ; ~/archipelago/edits/1",
        "/**/*[json \"/brush/radius\" > 2.49 & json \"/on\" = true] ; ~/archipelago/edits/1",
        "/**/*[json \"/brush/radius\" != \"2.5\"] ; ~/archipelago/edits/1",
        "/**/*[json \"/none\" != 1] ; ",
        "/**/*[data = x\"64656570\"] ; ~/a%2Ab ~/lake",
      })
  void means(String pattern, String expected) {
    assertThat(String.join(" ", found(pattern))).isEqualTo(expected == null ? "" : expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a",
        "//",
        "/a**",
        "/***",
        "/a[",
        "/a[]",
        "/a[data",
        "/a[data]b",
        "/..",
        "/**/..",
        "/.[data]",
        "/a[version]",
        "/a[version = x]",
        "/a[version = -1]",
        "/a[version = 99999999999999999999]",
        "/a[name ~ \"(\"]",
        "/a[data = x\"0\"]",
        "/a[type = \"x\"]",
        "/a[json \"a\" = 1]",
        "/a[json \"/a\" = 1e]",
        "/a[unknown]",
        "/a[data & ]",
        "/a[(data]",
        "/a[name = \"x]",
        "/a[name = \"\\n\"]",
        "/a[[data]]"
      })
  void refuses_what_is_no_pattern(String text) {
    assertThatThrownBy(() -> Pattern.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .message()
        .isNotEmpty();
  }

  @Test
  void says_where_a_condition_is_wrong() {
    assertThatThrownBy(() -> Pattern.parse("/worlds/*[version > 3 & dat]"))
        .hasMessageContaining("at character 25 expected any, exists, data")
        .hasMessageContaining("got `dat]`");
  }

  @Test
  void the_builder_says_what_the_text_says() {
    var built =
        Pattern.ROOT
            .then("worlds")
            .thenAny(Condition.version(Comparison.GT, 3).and(Condition.hasData().negate()))
            .thenDeep()
            .thenLike("chunk-*", Condition.exists().or(new Condition.NameIs("a\"b\\")));
    assertThat(built)
        .hasToString("/worlds/*[version > 3 & !data]/**/chunk-*[exists | name = \"a\\\"b\\\\\"]")
        .isEqualTo(Pattern.parse(built.toString()));
  }

  @Test
  void any_condition_is_read_as_it_was_written() {
    var random = new Random(11);
    for (int i = 0; i < 2000; i++) {
      Condition condition = condition(random, 0);
      assertThat(Condition.parse(condition.toString())).isEqualTo(condition);
      Pattern pattern = Pattern.ROOT.then("a", condition).thenDeep(condition);
      if (Condition.Shape.terms(condition) <= 32) {
        assertThat(Pattern.parse(pattern.toString())).isEqualTo(pattern);
      }
    }
  }

  private static Condition condition(Random random, int depth) {
    String text = List.of("a", "\"", "\\", "]", "生", " & ", "^x*$", "\n").get(random.nextInt(8));
    var comparison = List.of(Comparison.values()).get(random.nextInt(6));
    return switch (random.nextInt(depth > 3 ? 11 : 14)) {
      case 0 -> Condition.always();
      case 1 -> Condition.exists();
      case 2 -> Condition.hasData();
      case 3 -> new Condition.NameIs(text.equals("\n") ? "n" : text);
      case 4 -> new Condition.NameMatches(Regex.of(regex(text)));
      case 5 -> new Condition.PathMatches(Regex.of(regex(text)));
      case 6 ->
          new Condition.Counts(
              List.of(Condition.Count.values()).get(random.nextInt(5)),
              comparison,
              random.nextLong() >>> 1);
      case 7 -> new Condition.TypeIs("application/json");
      case 8 -> {
        byte[] bytes = new byte[random.nextInt(4)];
        random.nextBytes(bytes);
        yield new Condition.DataIs(Payload.of(Payload.BYTES, bytes));
      }
      case 9 -> new Condition.DataMatches(Regex.of(regex(text)));
      case 10 ->
          new Condition.JsonIs(
              "/" + text,
              comparison,
              random.nextBoolean()
                  ? JsonNodeFactory.instance.stringNode(text)
                  : JsonValues.number(String.valueOf(random.nextInt() / 8.0)));
      case 11 -> condition(random, depth + 1).negate();
      case 12 -> condition(random, depth + 1).and(condition(random, depth + 1));
      default -> condition(random, depth + 1).or(condition(random, depth + 1));
    };
  }

  private static String regex(String text) {
    return text.equals("\\") ? "\\\\" : text;
  }

  @Test
  void has_bounds() {
    var terms = new ArrayList<Condition>();
    for (int i = 0; i < 65; i++) {
      terms.add(Condition.exists());
    }
    assertThatThrownBy(() -> new Condition.All(terms)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Condition.parse("!".repeat(10_000) + "data"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Condition.parse("(".repeat(10_000) + "data"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Pattern.parse("/a".repeat(33)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Pattern.parse("/a[exists]/b[!data]".repeat(22)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void looking_costs_what_is_looked_at() {
    Node wide = Node.ROOT;
    for (int i = 0; i < 1000; i++) {
      wide = wide.withChild("n" + i, Node.leaf(null, false, 1));
    }
    Node tree = wide;
    Walk.Visitor count = (_, _) -> Walk.Go.ON;
    Walk.over(tree, Pattern.parse("/n7"), Cost.of(2 * Cost.NODE), count);
    Walk.over(tree, Pattern.parse("/n70*"), Cost.of(11 * Cost.NODE), count);
    assertThatThrownBy(() -> Walk.over(tree, Pattern.parse("/*0"), Cost.of(500 * Cost.NODE), count))
        .isInstanceOf(Cost.TooCostly.class);
  }
}
