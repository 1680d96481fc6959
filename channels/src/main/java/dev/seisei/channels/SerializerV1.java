package dev.seisei.channels;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Version 1.0.0: text frames are objects, and there are no binary ones.
///
/// `join_ref` may be left out, and clients of Phoenix before 1.3 do: such a message is accepted as
/// one with none.
record SerializerV1() implements Serializer {

  @Override
  public Message decode(String text) throws MalformedFrame {
    JsonNode object = JsonFrame.read(text);
    if (!object.isObject() || !object.has("payload")) {
      throw new MalformedFrame("must be {join_ref, ref, topic, event, payload}");
    }
    return JsonFrame.message(
        object.path("join_ref"),
        object.path("ref"),
        object.path("topic"),
        object.path("event"),
        object.path("payload"));
  }

  @Override
  public Message decode(byte[] frame) throws MalformedFrame {
    throw new MalformedFrame("version 1.0.0 has no binary frames");
  }

  @Override
  public String encode(
      @Nullable String joinRef,
      @Nullable String ref,
      String topic,
      String event,
      JsonNode payload) {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    object.put("join_ref", joinRef).put("ref", ref).put("topic", topic).put("event", event);
    return object.set("payload", payload).toString();
  }

  @Override
  public boolean carriesBinary() {
    return false;
  }
}
