package dev.seisei.graph;

import static dev.seisei.graph.Worlds.grown;
import static dev.seisei.graph.Worlds.small;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A file with a mistake makes no world, and its author is told where, which rule, what it got
/// instead, and a code that stays.
final class GraphFileTest {

  @Test
  void the_small_world_is_sound() {
    World world = Worlds.parse(small());
    assertThat(world.id()).isEqualTo("small");
    assertThat(world.waterMetres()).isNull();
    assertThat(world.materials()).extracting("name", "roughness").hasSize(1);
    assertThat(world.props()).hasSize(1);
    assertThat(world.spawn().to()).isEqualTo(new World.Place(8, 1, 9));
  }

  static List<Refusal> links() {
    return List.of(
        Refusal.of(
            "unknown node type",
            "\"add\"",
            "\"ad\"",
            "node ground: there is no node type `ad`. There are: absolute, add, band, box, cellular, circle, clamp, combine-shapes, constant, coordinates, curvature, curve, divide, domain-warp, facing, gradient-warp, hydraulic-erosion, lakes, largest, layers, least, mix, multiply, noise, path, place, push, remap, repeat, ring, rise, rivers, rock, root, scatter, select, slope, smooth-largest, smooth-least, subtract, terrace, thermal-erosion, tree, white. [graph.unknown-node]"),
        Refusal.of(
            "a node type that is no text",
            "\"add\"",
            "7",
            "node ground: node: must be a text of 1 to 64 characters, got 7 [graph.type]"),
        Refusal.of(
            "a link to no node",
            "\"a\": \"hills\"",
            "\"a\": \"hill\"",
            "node ground: a: there is no node `hill`. There are: cover, ground, hills, rock,"
                + " rocks. [graph.unknown-link]"),
        Refusal.of(
            "an output that is no node",
            "\"terrain\": \"ground\"",
            "\"terrain\": \"grund\"",
            "out: terrain: there is no node `grund`. There are: cover, ground, hills, rock,"
                + " rocks. [graph.unknown-link]"),
        Refusal.of(
            "a field linked to a family",
            "\"a\": \"hills\"",
            "\"a\": \"rock\"",
            "node ground: a: takes a field, but `rock` makes a family [graph.link-type]"),
        Refusal.of(
            "a family linked to a field",
            "\"prop\": \"rock\"",
            "\"prop\": \"hills\"",
            "node rocks: prop: takes a family, but `hills` makes a field [graph.link-type]"),
        Refusal.of(
            "terrain that is a surface",
            "\"terrain\": \"ground\"",
            "\"terrain\": \"cover\"",
            "out: terrain: takes a field, but `cover` makes a surface [graph.link-type]"),
        Refusal.of(
            "a surface that is a field",
            "\"surface\": \"cover\"",
            "\"surface\": \"hills\"",
            "out: surface: takes a surface, but `hills` makes a field [graph.link-type]"),
        Refusal.of(
            "props that are a family",
            "\"props\": [\"rocks\"]",
            "\"props\": [\"rocks\", \"rock\"]",
            "out: props entry 2: takes a scatter, but `rock` makes a family [graph.link-type]"),
        Refusal.of(
            "a link that is a list",
            "\"a\": \"hills\"",
            "\"a\": [\"hills\"]",
            "node ground: a: must be a text of 1 to 64 characters, got [\"hills\"] [graph.type]"),
        Refusal.of(
            "a material that is not in the palette",
            "\"material\": \"stone\"",
            "\"material\": \"ston\"",
            "node cover: layers entry 1: material: there is no material `ston`. There are: stone."
                + " [graph.unknown-material]"),
        Refusal.of(
            "a node linked to itself",
            "\"a\": \"hills\"",
            "\"a\": \"ground\"",
            "node ground: must not depend on itself, but ground → ground. Take one of these links"
                + " out. [graph.cycle]"),
        new Refusal(
            "a cycle of nodes that nothing is linked to",
            grown(
                """
                "x": {"node": "add", "a": 1, "b": "y"},
                "y": {"node": "slope", "of": "z"},
                "z": {"node": "rise", "of": "x", "from": 0, "to": 1}\
                """,
                "hills"),
            "node x: must not depend on itself, but x → y → z → x. Take one of these links out."
                + " [graph.cycle]"));
  }

  static List<Refusal> keysAndTypes() {
    return List.of(
        Refusal.of(
            "a key that no node knows",
            "\"wavelength\": 40",
            "\"wavelength\": 40, \"octave\": 3",
            "node hills: knows no `octave`. It can have: amplitude, basis, doc, gain, lacunarity, node,"
                + " octaves, offset, seed, shape, wavelength. [graph.unknown-key]"),
        Refusal.of(
            "a key that no world knows",
            "\"seed\": 1",
            "\"seed\": 1, \"sead\": 2",
            "world: knows no `sead`. It can have: chunk, doc, format, id, materials, nodes, out,"
                + " seed, spawn, title, waterMetres. [graph.unknown-key]"),
        Refusal.of(
            "a key that no output knows",
            "\"surface\": \"cover\"",
            "\"surface\": \"cover\", \"caves\": 1",
            "out: knows no `caves`. It can have: props, surface, terrain. [graph.unknown-key]"),
        Refusal.of(
            "a key that no layer knows",
            "\"material\": \"stone\"",
            "\"material\": \"stone\", \"mask\": 1",
            "node cover: layers entry 1: knows no `mask`. It can have: material, where."
                + " [graph.unknown-key]"),
        Refusal.of(
            "a missing link",
            "\"a\": \"hills\", ",
            "",
            "node ground: a: must be linked to a field: the first [graph.missing]"),
        Refusal.of(
            "a link that is null",
            "\"prop\": \"rock\"",
            "\"prop\": null",
            "node rocks: prop: must be linked to a family: what to stand there [graph.missing]"),
        Refusal.of(
            "a missing parameter",
            ", \"wavelength\": 40",
            "",
            "node hills: wavelength: must be a number from 1 to 100000, got nothing"
                + " [graph.missing]"),
        Refusal.of(
            "a missing seed of the world",
            "\"seed\": 1,",
            "",
            "seed: must be a number from -2147483648 to 2147483647, got nothing [graph.missing]"),
        Refusal.of(
            "a missing title",
            "\"title\": \"Small\",",
            "",
            "title: must be a text of 1 to 120 characters, got nothing [graph.missing]"),
        Refusal.of(
            "no materials",
            "[{\"name\": \"stone\", \"colour\": \"#808080\"}]",
            "[]",
            "materials: must be a list of 1 to 8 entries, got [] [graph.type]"),
        Refusal.of(
            "a material twice",
            "\"colour\": \"#808080\"}",
            "\"colour\": \"#808080\"}, {\"name\": \"stone\", \"colour\": \"#000000\"}",
            "materials entry 2: must be the only `stone` [graph.name]"),
        Refusal.of(
            "a colour that is none",
            "#808080",
            "#80808",
            "materials entry 1: colour: must be a colour as #rrggbb, got \"#80808\" [graph.type]"),
        Refusal.of(
            "a number that is a text",
            "\"wavelength\": 40",
            "\"wavelength\": \"40\"",
            "node hills: wavelength: must be a number from 1 to 100000, got \"40\" [graph.type]"),
        Refusal.of(
            "a node that is a number",
            "\"hills\": {\"node\": \"noise\", \"wavelength\": 40}",
            "\"hills\": 40",
            "node hills: node: must be a text of 1 to 64 characters, got nothing [graph.missing]"),
        Refusal.of(
            "nodes that are a list",
            "\"nodes\": {",
            "\"nodes\": [], \"doc\": {",
            "nodes: must be an object, got [] [graph.type]"),
        new Refusal("a list", "[]", "world: must be an object, got [] [graph.type]"),
        new Refusal("a null", "null", "world: must be an object, got null [graph.type]"),
        new Refusal("nothing", "", "world: must be an object, got nothing [graph.missing]"),
        new Refusal("white space", " \n", "world: must be an object, got nothing [graph.missing]"),
        Refusal.of(
            "another format",
            "seisei-world/1",
            "seisei-world/2",
            "format: must be seisei-world/1, got seisei-world/2 [graph.format]"),
        Refusal.of(
            "an id that is no name",
            "\"id\": \"small\"",
            "\"id\": \"Small World\"",
            "id: must be of a-z, 0-9 and -, got `Small World` [graph.name]"),
        Refusal.of(
            "an empty title",
            "\"title\": \"Small\"",
            "\"title\": \" \"",
            "title: must be a text of 1 to 120 characters, got \" \" [graph.type]"),
        Refusal.of(
            "a node that nobody can link to",
            "\"hills\": {",
            "\"Hills!\": {\"node\": \"noise\", \"wavelength\": 40}, \"hills\": {",
            "node Hills!: name: must be of a-z, 0-9 and -, got `Hills!` [graph.name]"));
  }

  static List<Refusal> values() {
    return List.of(
        Refusal.of(
            "a number below its range",
            "\"wavelength\": 40",
            "\"wavelength\": 0.5",
            "node hills: wavelength: must be 1 to 100000, got 0.5 [graph.range]"),
        Refusal.of(
            "a number above its range",
            "\"wavelength\": 40",
            "\"wavelength\": 40, \"octaves\": 13",
            "node hills: octaves: must be 1 to 12, got 13 [graph.range]"),
        Refusal.of(
            "half an octave",
            "\"wavelength\": 40",
            "\"wavelength\": 40, \"octaves\": 2.5",
            "node hills: octaves: must be a whole number, got 2.5 [graph.range]"),
        Refusal.of(
            "a word that is none of the choices",
            "\"wavelength\": 40",
            "\"wavelength\": 40, \"shape\": \"worley\"",
            "node hills: shape: must be one of fbm, ridged, billow, ping-pong, got `worley` [graph.range]"),
        Refusal.of(
            "a constant beyond a million",
            "\"b\": 1",
            "\"b\": -1000001",
            "node ground: b: must be -1000000 to 1000000, got -1000001 [graph.range]"),
        Refusal.of(
            "a number that no double holds",
            "\"wavelength\": 40",
            "\"wavelength\": 1e999",
            "node hills: wavelength: must be 1 to 100000, got Infinity [graph.range]"),
        Refusal.of(
            "a negative number that no double holds",
            "\"b\": 1",
            "\"b\": -1e999",
            "node ground: b: must be -1000000 to 1000000, got -Infinity [graph.range]"),
        new Refusal(
            "a rise that does not rise",
            grown(
                "\"mask\": {\"node\": \"rise\", \"of\": \"hills\", \"from\": 1, \"to\": 1}",
                "mask"),
            "node mask: to: must differ from `from`, got 1.0 [graph.settings]"),
        new Refusal(
            "a rise over less than numbers can tell",
            grown(
                "\"mask\": {\"node\": \"rise\", \"of\": \"hills\", \"from\": 0, \"to\": 1e-40}",
                "mask"),
            "node mask: to: must differ from `from`, got 1.0E-40 [graph.settings]"),
        new Refusal(
            "a curve too steep for numbers",
            grown(
                "\"bend\": {\"node\": \"curve\", \"of\": \"hills\","
                    + " \"points\": [[0, 0], [1, 1], [1.0000001, 2]]}",
                "bend"),
            "node bend: points entry 3: must be at least 0.000001 after the one before, got"
                + " 1.0000001 after 1.0 [graph.range]"),
        new Refusal(
            "a tree that is all trunk",
            grown("\"tree\": {\"node\": \"tree\", \"crown\": 1, \"trunk\": 0.5}", "hills"),
            "node tree: trunkMetres: must be below half of the crown's 1.0, got 0.5"
                + " [graph.settings]"),
        Refusal.of(
            "scales that descend",
            "\"variants\": 1",
            "\"variants\": 1, \"leastScale\": 2",
            "node rock: scale: must be above 0 and ascending, got 2.0 to 1.3 [graph.settings]"),
        new Refusal(
            "a curve of one point",
            grown(
                "\"bend\": {\"node\": \"curve\", \"of\": \"hills\", \"points\": [[0, 1]]}", "bend"),
            "node bend: points: must be a list of 2 to 32 entries, got [[0,1]] [graph.type]"),
        new Refusal(
            "a curve that turns back",
            grown(
                "\"bend\": {\"node\": \"curve\", \"of\": \"hills\", \"points\": [[0, 1], [0, 2]]}",
                "bend"),
            "node bend: points entry 2: must be at least 0.000001 after the one before, got 0.0 after"
                + " 0.0 [graph.range]"),
        Refusal.of(
            "samples that are no power of two and one",
            "\"samples\": 9",
            "\"samples\": 10",
            "chunk: samples: must be 9, 17, 33, 65 or 129, got 10 [graph.range]"),
        Refusal.of(
            "a cell that is no power of two",
            "\"cellMetres\": 1",
            "\"cellMetres\": 0.3",
            "chunk: cellMetres: must be a power of two from 0.125 to 8, got 0.3 [graph.range]"),
        Refusal.of(
            "too many levels",
            "\"levels\": 2",
            "\"levels\": 17",
            "chunk: levels: must be 1 to 16, got 17 [graph.range]"),
        Refusal.of(
            "an extent that cuts the widest chunk",
            "\"extentMetres\": 64",
            "\"extentMetres\": 72",
            "chunk: extentMetres: must be a multiple of the widest chunk's 16.0 m, up to 1048576,"
                + " got 72 [graph.range]"),
        Refusal.of(
            "a spawn outside the world",
            "\"from\": [0, 2, 0]",
            "\"from\": [0, 2, 64]",
            "spawn: from entry 3: must be -63 to 63, got 64 [graph.range]"),
        Refusal.of(
            "a spawn without height",
            "\"to\": [8, 1, 9]",
            "\"to\": [8, 9]",
            "spawn: to: must be a list of 3 to 3 entries, got [8,9] [graph.type]"),
        new Refusal(
            "props beyond what a chunk may hold",
            small(
                "\"cellMetres\": 1, \"levels\": 2, \"extentMetres\": 64",
                "\"cellMetres\": 8, \"levels\": 2, \"extentMetres\": 1024",
                "\"spacing\": 4",
                "\"spacing\": 1"),
            "out: props: a chunk of level 0 could hold 4225 instances, more than 4096. Make spacing"
                + " wider, thin or maxLevel smaller. [graph.instances]"));
  }

  @ParameterizedTest
  @MethodSource("links")
  void a_link_that_does_not_fit_is_refused(Refusal mistake) {
    mistake.check();
  }

  @ParameterizedTest
  @MethodSource("keysAndTypes")
  void what_is_missing_or_of_another_shape_is_refused(Refusal mistake) {
    mistake.check();
  }

  @ParameterizedTest
  @MethodSource("values")
  void a_value_out_of_its_range_is_refused(Refusal mistake) {
    mistake.check();
  }
}
