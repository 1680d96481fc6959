package dev.seisei.graph;

import dev.seisei.testkit.Repository;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// World files for tests: the archipelago, and a world of one node of each kind.
final class Worlds {
  static final Path ARCHIPELAGO = Repository.path("worlds/archipelago.json");

  private static final String SMALL =
      """
      {
        "format": "seisei-world/1",
        "id": "small",
        "title": "Small",
        "seed": 1,
        "chunk": {"samples": 9, "cellMetres": 1, "levels": 2, "extentMetres": 64},
        "spawn": {"from": [0, 2, 0], "to": [8, 1, 9]},
        "materials": [{"name": "stone", "colour": "#808080"}],
        "nodes": {
          "hills": {"node": "noise", "wavelength": 40},
          "ground": {"node": "add", "a": "hills", "b": 1},
          "cover": {"node": "layers", "layers": [{"material": "stone"}]},
          "rock": {"node": "rock", "variants": 1},
          "rocks": {"node": "scatter", "prop": "rock", "density": 0.5, "spacing": 4}
        },
        "out": {"terrain": "ground", "surface": "cover", "props": ["rocks"]}
      }
      """;

  private Worlds() {}

  static String archipelago() {
    try {
      return Files.readString(ARCHIPELAGO);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The small world with some of its text replaced, pair by pair.
  static String small(String... replacements) {
    String json = SMALL;
    for (int i = 0; i < replacements.length; i += 2) {
      json = replaced(json, replacements[i], replacements[i + 1]);
    }
    return json;
  }

  /// The small world with more nodes, the last of which makes the ground.
  static String grown(String nodes, String terrain) {
    return small(
        "\"cover\": {", nodes + ", \"cover\": {", "\"terrain\": \"ground\"", quoted(terrain));
  }

  private static String quoted(String terrain) {
    return "\"terrain\": \"" + terrain + "\"";
  }

  /// A text that is not there, or there twice, would make a case that proves nothing.
  static String replaced(String json, String text, String by) {
    int at = json.indexOf(text);
    if (at < 0 || json.indexOf(text, at + 1) >= 0) {
      throw new IllegalArgumentException("must be there once: " + text);
    }
    return json.substring(0, at) + by + json.substring(at + text.length());
  }

  static World parse(String json) {
    return GraphFile.parse("bad.json", json.getBytes(StandardCharsets.UTF_8));
  }
}
