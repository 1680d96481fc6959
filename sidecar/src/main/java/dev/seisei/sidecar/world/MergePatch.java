package dev.seisei.sidecar.world;

import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// A change of a JSON document that looks like the document: what it names takes the place of what
/// is there, and `null` removes.
///
/// Source: RFC 7396, "JSON Merge Patch".
final class MergePatch {
  private MergePatch() {}

  /// The changed document; neither of the two is written to.
  static JsonNode apply(JsonNode document, JsonNode patch) {
    if (!(patch instanceof ObjectNode changes)) {
      return patch.deepCopy();
    }
    ObjectNode merged =
        document instanceof ObjectNode object
            ? object.deepCopy()
            : JsonNodeFactory.instance.objectNode();
    for (Map.Entry<String, JsonNode> change : changes.properties()) {
      if (change.getValue().isNull()) {
        merged.remove(change.getKey());
      } else {
        JsonNode before = merged.path(change.getKey());
        merged.set(change.getKey(), apply(before, change.getValue()));
      }
    }
    return merged;
  }
}
