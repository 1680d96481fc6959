package dev.seisei.tree.http;

import dev.seisei.tree.Event;
import dev.seisei.tree.command.Entry;
import dev.seisei.tree.log.Member;
import dev.seisei.tree.log.MemberId;
import dev.seisei.tree.log.Members;
import dev.seisei.tree.node.Node;
import dev.seisei.tree.node.Path;
import dev.seisei.tree.node.Payload;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// How the store's values look in JSON.
final class Json {
  private Json() {}

  static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  /// `{path, version, childrenVersion, children, changed}`, and of a payload `type`, `bytes`, and
  /// `text` or `base64`.
  static ObjectNode node(Path path, Node node) {
    Entry entry = Entry.of(path, node);
    ObjectNode json = object();
    json.put("path", path.toString())
        .put("version", entry.version())
        .put("childrenVersion", entry.childrenVersion())
        .put("children", entry.children())
        .put("changed", entry.changed());
    Payload payload = entry.payload();
    if (payload != null) {
      json.put("type", payload.type()).put("bytes", payload.size());
      String text = text(payload);
      if (text == null) {
        json.put("base64", Base64.getEncoder().encodeToString(payload.bytes()));
      } else {
        json.put("text", text);
      }
    }
    return json;
  }

  private static @Nullable String text(Payload payload) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(payload.view()).toString();
    } catch (CharacterCodingException _) {
      return null;
    }
  }

  /// `{version, event, path}`, and the node as it is, or was if it is gone.
  static ObjectNode event(Event event) {
    ObjectNode json = object();
    json.put("version", event.version())
        .put("event", event.kind().name().toLowerCase(Locale.ROOT))
        .put("path", event.path().toString());
    Node node = event.after() == null ? event.before() : event.after();
    if (node != null) {
      json.set("node", node(event.path(), node));
    }
    return json;
  }

  static ObjectNode members(Members members) {
    ObjectNode json = object();
    MemberId leader = members.leader();
    json.put("self", members.self().name())
        .put("role", members.role().name().toLowerCase(Locale.ROOT))
        .put("leader", leader == null ? null : leader.name());
    var all = json.putArray("members");
    for (Member member : members.all()) {
      all.addObject()
          .put("id", member.id().name())
          .put("address", member.address())
          .put("learner", member.learner());
    }
    return json;
  }
}
