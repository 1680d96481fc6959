package dev.seisei.gltf;

import dev.seisei.gltf.Column.Colours;
import dev.seisei.gltf.Column.Floats;
import dev.seisei.gltf.Column.Target;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// The JSON chunk of a scene whose arrays are laid out.
final class GlbJson {
  private final GlbScene scene;
  private final GlbWriter layout;

  GlbJson(GlbScene scene, GlbWriter layout) {
    this.scene = scene;
    this.layout = layout;
  }

  byte[] bytes() {
    var bytes = new ByteArrayOutputStream();
    var factory = JsonFactory.builder().build();
    try (JsonGenerator json = factory.createGenerator(ObjectWriteContext.empty(), bytes)) {
      json.writeStartObject();
      asset(json);
      if (!layout.instanced().isEmpty()) {
        for (String list : List.of("extensionsUsed", "extensionsRequired")) {
          json.writeArrayPropertyStart(list);
          json.writeString(GlbWriter.INSTANCING);
          json.writeEndArray();
        }
      }
      scene(json);
      if (!layout.meshes().isEmpty()) {
        nodes(json);
        materials(json);
        meshes(json);
        accessors(json);
        bufferViews(json);
        json.writeArrayPropertyStart("buffers");
        json.writeStartObject();
        json.writeNumberProperty("byteLength", layout.columns().bytes());
        json.writeEndObject();
        json.writeEndArray();
      } else if (!scene.nodes().isEmpty()) {
        nodes(json);
      }
      json.writeEndObject();
    }
    return bytes.toByteArray();
  }

  private void asset(JsonGenerator json) {
    json.writeObjectPropertyStart("asset");
    json.writeStringProperty("version", "2.0");
    json.writeStringProperty("generator", "Seisei");
    if (!scene.extras().isEmpty()) {
      json.writeObjectPropertyStart("extras");
      scene.extras().forEach(json::writeStringProperty);
      json.writeEndObject();
    }
    json.writeEndObject();
  }

  private void scene(JsonGenerator json) {
    json.writeNumberProperty("scene", 0);
    json.writeArrayPropertyStart("scenes");
    json.writeStartObject();
    if (!scene.nodes().isEmpty()) {
      json.writeArrayPropertyStart("nodes");
      for (int i = 0; i < scene.nodes().size(); i++) {
        if (scene.isRoot(i)) {
          json.writeNumber(i);
        }
      }
      json.writeEndArray();
    }
    json.writeEndObject();
    json.writeEndArray();
  }

  private void nodes(JsonGenerator json) {
    json.writeArrayPropertyStart("nodes");
    for (int i = 0; i < scene.nodes().size(); i++) {
      GlbNode node = scene.nodes().get(i);
      json.writeStartObject();
      json.writeStringProperty("name", node.name());
      transform(json, node.transform());
      Integer mesh = layout.meshes().get(node.mesh());
      if (mesh != null) {
        json.writeNumberProperty("mesh", mesh);
      }
      if (!node.children().isEmpty()) {
        json.writeArrayPropertyStart("children");
        node.children().forEach(json::writeNumber);
        json.writeEndArray();
      }
      int[] places = layout.instanced().get(i);
      if (places != null) {
        json.writeObjectPropertyStart("extensions");
        json.writeObjectPropertyStart(GlbWriter.INSTANCING);
        json.writeObjectPropertyStart("attributes");
        json.writeNumberProperty("TRANSLATION", places[0]);
        json.writeNumberProperty("ROTATION", places[1]);
        json.writeNumberProperty("SCALE", places[2]);
        json.writeNumberProperty("_COLOR_0", places[3]);
        json.writeEndObject();
        json.writeEndObject();
        json.writeEndObject();
      }
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void transform(JsonGenerator json, Transform at) {
    if (at.x() != 0 || at.y() != 0 || at.z() != 0) {
      numbers(json, "translation", at.x(), at.y(), at.z());
    }
    if (at.qw() != 1) {
      numbers(json, "rotation", at.qx(), at.qy(), at.qz(), at.qw());
    }
    if (at.scale() != 1) {
      numbers(json, "scale", at.scale(), at.scale(), at.scale());
    }
  }

  private static void numbers(JsonGenerator json, String name, float... values) {
    json.writeArrayPropertyStart(name);
    for (float value : values) {
      json.writeNumber(value);
    }
    json.writeEndArray();
  }

  private void materials(JsonGenerator json) {
    json.writeArrayPropertyStart("materials");
    for (int number : layout.materials().keySet()) {
      GlbMaterial material = scene.materials().get(number);
      json.writeStartObject();
      json.writeStringProperty("name", material.name());
      json.writeObjectPropertyStart("pbrMetallicRoughness");
      numbers(
          json,
          "baseColorFactor",
          material.red(),
          material.green(),
          material.blue(),
          material.alpha());
      json.writeNumberProperty("metallicFactor", 0);
      json.writeNumberProperty("roughnessFactor", material.roughness());
      json.writeEndObject();
      if (material.alpha() < 1) {
        json.writeStringProperty("alphaMode", "BLEND");
      }
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void meshes(JsonGenerator json) {
    json.writeArrayPropertyStart("meshes");
    for (Map.Entry<Integer, Integer> entry : layout.meshes().entrySet()) {
      GlbScene.Part part = scene.meshes().get(entry.getKey());
      int[] numbers = layout.attributes(entry.getValue());
      json.writeStartObject();
      json.writeStringProperty("name", part.name());
      json.writeArrayPropertyStart("primitives");
      json.writeStartObject();
      json.writeObjectPropertyStart("attributes");
      json.writeNumberProperty("POSITION", numbers[0]);
      json.writeNumberProperty("NORMAL", numbers[1]);
      json.writeNumberProperty("COLOR_0", numbers[2]);
      json.writeEndObject();
      json.writeNumberProperty("indices", numbers[3]);
      Integer material = layout.materials().get(part.material());
      if (material != null) {
        json.writeNumberProperty("material", material);
      }
      json.writeEndObject();
      json.writeEndArray();
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void accessors(JsonGenerator json) {
    json.writeArrayPropertyStart("accessors");
    for (int i = 0; i < layout.columns().all().size(); i++) {
      Column column = layout.columns().all().get(i);
      json.writeStartObject();
      json.writeNumberProperty("bufferView", i);
      json.writeNumberProperty("componentType", column.componentType());
      if (column instanceof Colours) {
        json.writeBooleanProperty("normalized", true);
      }
      json.writeNumberProperty("count", column.count());
      json.writeStringProperty("type", column.type());
      if (column instanceof Floats floats && floats.bounded()) {
        float[] of = floats.bounds();
        numbers(json, "min", of[0], of[1], of[2]);
        numbers(json, "max", of[3], of[4], of[5]);
      }
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void bufferViews(JsonGenerator json) {
    json.writeArrayPropertyStart("bufferViews");
    for (int i = 0; i < layout.columns().all().size(); i++) {
      Column column = layout.columns().all().get(i);
      json.writeStartObject();
      json.writeNumberProperty("buffer", 0);
      json.writeNumberProperty("byteOffset", layout.columns().offset(i));
      json.writeNumberProperty("byteLength", column.bytes());
      if (column.target() != Target.UNSAID) {
        json.writeNumberProperty("target", column.target().code);
      }
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
