package dev.seisei.channels;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Version 2.0.0: text frames are `[join_ref, ref, topic, event, payload]`, and there are binary
/// ones.
record SerializerV2() implements Serializer {

  @Override
  public Message decode(String text) throws MalformedFrame {
    JsonNode array = JsonFrame.read(text);
    if (!array.isArray() || array.size() != 5) {
      throw new MalformedFrame("must be [join_ref, ref, topic, event, payload]");
    }
    return JsonFrame.message(array.get(0), array.get(1), array.get(2), array.get(3), array.get(4));
  }

  @Override
  public Message decode(byte[] frame) throws MalformedFrame {
    return BinaryFrame.read(frame);
  }

  @Override
  public String encode(
      @Nullable String joinRef,
      @Nullable String ref,
      String topic,
      String event,
      JsonNode payload) {
    return JsonFrame.JSON
        .createArrayNode()
        .add(joinRef)
        .add(ref)
        .add(topic)
        .add(event)
        .add(payload)
        .toString();
  }

  @Override
  public boolean carriesBinary() {
    return true;
  }
}
