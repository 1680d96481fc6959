package dev.seisei.gltf;

import dev.seisei.data.Mesh;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads GLBs of triangle meshes, from whoever sent them: every offset, count and index is checked
/// before it is used, and a file that repeats its arrays too often is refused.
///
/// Understood are meshes of one indexed triangle primitive with float `POSITION` and `NORMAL` and,
/// if present, `COLOR_0` of unsigned bytes; nodes with translation, rotation and one scale; and
/// `EXT_mesh_gpu_instancing`. Other required extensions are refused; textures, skins and animations
/// are passed over.
///
/// Source: Khronos, glTF 2.0 specification, chapters 3 and 4.
public final class GlbReader {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final Set<String> KNOWN = Set.of(GlbWriter.INSTANCING);
  private static final int TRIANGLES = 4;
  private static final int MOST_NODES = 1 << 20;

  private final JsonNode json;
  private final Accessors accessors;

  private GlbReader(JsonNode json, ByteBuffer binary) {
    this.json = json;
    accessors = new Accessors(json, binary);
  }

  /// Reads a whole GLB.
  ///
  /// @throws GlbFormatException if it is no GLB, is cut off, points outside itself, or holds what
  ///   is not understood
  public static GlbContent read(byte[] glb) {
    var bytes = ByteBuffer.wrap(glb).order(ByteOrder.LITTLE_ENDIAN);
    if (glb.length < 20 || bytes.getInt(0) != GlbWriter.MAGIC) {
      throw new GlbFormatException("glb: must begin with a glTF header of 20 bytes, got no such");
    }
    if (bytes.getInt(4) != 2) {
      throw new GlbFormatException("version: must be 2, got " + bytes.getInt(4));
    }
    if (bytes.getInt(8) != glb.length) {
      throw new GlbFormatException(
          "length: must be the file's "
              + glb.length
              + " bytes, got "
              + Integer.toUnsignedString(bytes.getInt(8)));
    }
    ByteBuffer text = chunk(bytes, 12, GlbWriter.JSON);
    int next = 20 + text.limit();
    ByteBuffer binary =
        next < glb.length
            ? chunk(bytes, next, GlbWriter.BIN)
            : ByteBuffer.allocate(0).order(ByteOrder.LITTLE_ENDIAN);
    return new GlbReader(parse(glb, text.limit()), binary).content();
  }

  private static ByteBuffer chunk(ByteBuffer bytes, int at, int type) {
    if (at > bytes.limit() - 8) {
      throw new GlbFormatException("chunk: must have a head of 8 bytes at " + at);
    }
    int length = bytes.getInt(at);
    if (length < 0 || length > bytes.limit() - at - 8) {
      throw new GlbFormatException(
          "chunk at "
              + at
              + ": must end within the file, got "
              + Integer.toUnsignedString(length)
              + " bytes");
    }
    if (bytes.getInt(at + 4) != type) {
      throw new GlbFormatException(
          "chunk at "
              + at
              + ": must be of type 0x"
              + Integer.toHexString(type)
              + ", got 0x"
              + Integer.toHexString(bytes.getInt(at + 4)));
    }
    return bytes.slice(at + 8, length).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static JsonNode parse(byte[] glb, int length) {
    try {
      JsonNode json = MAPPER.readTree(glb, 20, length);
      if (!json.isObject()) {
        throw new GlbFormatException("json: must be an object, got " + json.getNodeType());
      }
      return json;
    } catch (JacksonException e) {
      throw new GlbFormatException("json: must be well-formed: " + e.getOriginalMessage(), e);
    }
  }

  private GlbContent content() {
    for (JsonNode extension : Fields.array(json, "extensionsRequired")) {
      if (!extension.isString() || !KNOWN.contains(extension.stringValue())) {
        throw new GlbFormatException(
            "extensionsRequired: must be among " + KNOWN + ", got " + extension);
      }
    }
    var meshes = new ArrayList<GlbContent.Shape>();
    for (JsonNode mesh : Fields.array(json, "meshes")) {
      meshes.add(shape(mesh));
    }
    var nodes = new ArrayList<GlbContent.Node>();
    int count = Fields.array(json, "nodes").size();
    for (JsonNode node : Fields.array(json, "nodes")) {
      nodes.add(node(node, meshes.size(), count));
    }
    return new GlbContent(meshes, nodes);
  }

  private GlbContent.Shape shape(JsonNode mesh) {
    JsonNode primitives = Fields.array(mesh, "primitives");
    if (primitives.size() != 1) {
      throw new GlbFormatException("primitives: must be one a mesh, got " + primitives.size());
    }
    JsonNode primitive = primitives.path(0);
    if (Fields.integerOr(primitive, "mode", TRIANGLES, 6) != TRIANGLES) {
      throw new GlbFormatException("mode: must be triangles, got " + primitive.path("mode"));
    }
    JsonNode attributes = primitive.path("attributes");
    float[] positions = accessors.floats(number(attributes, "POSITION"), "VEC3", 3);
    float[] normals = accessors.floats(number(attributes, "NORMAL"), "VEC3", 3);
    byte[] colours;
    if (attributes.has("COLOR_0")) {
      colours = accessors.colours(number(attributes, "COLOR_0"));
    } else {
      colours = new byte[positions.length / 3 * 4];
      Arrays.fill(colours, (byte) 255);
    }
    int[] indices = accessors.indices(number(primitive, "indices"));
    for (float value : positions) {
      if (!Float.isFinite(value)) {
        throw new GlbFormatException("POSITION: must be finite, got " + value);
      }
    }
    String material = "";
    if (primitive.has("material")) {
      material =
          Fields.text(Fields.entry(json, "materials", number(primitive, "material")), "name");
    }
    try {
      return new GlbContent.Shape(
          Fields.text(mesh, "name"), new Mesh(positions, normals, colours, indices), material);
    } catch (IllegalArgumentException e) {
      throw new GlbFormatException("mesh " + Fields.text(mesh, "name") + ": " + e.getMessage(), e);
    }
  }

  private static int number(JsonNode of, String name) {
    return Fields.integer(of, name, 0, Integer.MAX_VALUE);
  }

  private GlbContent.Node node(JsonNode node, int meshes, int nodes) {
    if (nodes > MOST_NODES) {
      throw new GlbFormatException("nodes: must be at most " + MOST_NODES + ", got " + nodes);
    }
    int mesh = node.has("mesh") ? Fields.integer(node, "mesh", 0, meshes - 1) : GlbNode.NO_MESH;
    int shown = mesh == GlbNode.NO_MESH ? 0 : 1;
    JsonNode places = node.path("extensions").path(GlbWriter.INSTANCING).path("attributes");
    if (shown == 1 && places.has("TRANSLATION")) {
      shown = accessors.count(number(places, "TRANSLATION"));
      accessors.floats(number(places, "TRANSLATION"), "VEC3", 3);
    }
    var children = new ArrayList<Integer>();
    for (JsonNode child : Fields.array(node, "children")) {
      children.add(Fields.whole(child, "children", 0, nodes - 1));
    }
    return new GlbContent.Node(
        Fields.text(node, "name"), transform(node), mesh, shown, List.copyOf(children));
  }

  private static Transform transform(JsonNode node) {
    if (node.has("matrix")) {
      throw new GlbFormatException("node: must have translation, rotation and scale, got a matrix");
    }
    float[] t = Fields.floats(node, "translation", 0, 0, 0);
    float[] r = Fields.floats(node, "rotation", 0, 0, 0, 1);
    float[] s = Fields.floats(node, "scale", 1, 1, 1);
    if (s[0] != s[1] || s[1] != s[2]) {
      throw new GlbFormatException("scale: must be the same on all axes");
    }
    try {
      return new Transform(t[0], t[1], t[2], r[0], r[1], r[2], r[3], s[0]);
    } catch (IllegalArgumentException e) {
      throw new GlbFormatException("node " + Fields.text(node, "name") + ": " + e.getMessage(), e);
    }
  }
}
