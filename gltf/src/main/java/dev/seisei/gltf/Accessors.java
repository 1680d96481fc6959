package dev.seisei.gltf;

import java.nio.ByteBuffer;
import tools.jackson.databind.JsonNode;

/// Arrays of a GLB's binary chunk, as its accessors cut them out.
final class Accessors {
  /// A small file may name one array many times; what is decoded may not grow without bound.
  private static final long MOST_COPIES = 16;

  private final JsonNode json;
  private final ByteBuffer binary;
  private long budget;

  /// @param binary the chunk, little-endian
  Accessors(JsonNode json, ByteBuffer binary) {
    this.json = json;
    this.binary = binary;
    budget = MOST_COPIES * (1024L + binary.limit());
  }

  /// Where an accessor's elements lie.
  private record Place(int at, int stride, int count, int componentType) {}

  int count(int accessor) {
    return Fields.integer(Fields.entry(json, "accessors", accessor), "count", 1, Integer.MAX_VALUE);
  }

  float[] floats(int accessor, String type, int width) {
    Place place = place(accessor, type, width, Column.FLOAT);
    var values = new float[place.count() * width];
    for (int i = 0; i < values.length; i++) {
      values[i] = binary.getFloat(place.at() + i / width * place.stride() + 4 * (i % width));
    }
    return values;
  }

  byte[] colours(int accessor) {
    Place place = place(accessor, "VEC4", 4, Column.UNSIGNED_BYTE);
    var values = new byte[4 * place.count()];
    for (int i = 0; i < place.count(); i++) {
      binary.get(place.at() + i * place.stride(), values, 4 * i, 4);
    }
    return values;
  }

  int[] indices(int accessor) {
    Place place = place(accessor, "SCALAR", 1, Column.UNSIGNED_SHORT, Column.UNSIGNED_INT);
    var values = new int[place.count()];
    for (int i = 0; i < values.length; i++) {
      int at = place.at() + i * place.stride();
      values[i] =
          place.componentType() == Column.UNSIGNED_INT
              ? binary.getInt(at)
              : binary.getShort(at) & 0xffff;
    }
    return values;
  }

  private Place place(int number, String type, int width, int... componentTypes) {
    JsonNode accessor = Fields.entry(json, "accessors", number);
    String name = "accessor " + number;
    int component = Fields.integer(accessor, "componentType", 0, 0xffff);
    boolean fits = false;
    for (int allowed : componentTypes) {
      fits |= allowed == component;
    }
    if (!fits || !Fields.text(accessor, "type").equals(type) || accessor.has("sparse")) {
      throw new GlbFormatException(
          name
              + ": must be dense "
              + type
              + " of a known component type, got type "
              + Fields.text(accessor, "type")
              + " of "
              + component);
    }
    int size = width * componentBytes(component);
    int count = count(number);
    int view = Fields.integer(accessor, "bufferView", 0, Integer.MAX_VALUE);
    int within = Fields.integerOr(accessor, "byteOffset", 0, Integer.MAX_VALUE);
    JsonNode bufferView = Fields.entry(json, "bufferViews", view);
    Fields.integer(bufferView, "buffer", 0, 0);
    int offset = Fields.integerOr(bufferView, "byteOffset", 0, Integer.MAX_VALUE);
    int length = Fields.integer(bufferView, "byteLength", 1, Integer.MAX_VALUE);
    int stride = Fields.integerOr(bufferView, "byteStride", size, 252);
    if ((long) offset + length > binary.limit()) {
      throw new GlbFormatException(
          "bufferView "
              + view
              + ": must end within the buffer's "
              + binary.limit()
              + " bytes, got "
              + ((long) offset + length));
    }
    long end = within + (count - 1L) * stride + size;
    if (stride < size || end > length) {
      throw new GlbFormatException(
          name
              + ": must end within its view's "
              + length
              + " bytes, got "
              + end
              + " with a stride of "
              + stride);
    }
    budget -= (long) count * size;
    if (budget < 0) {
      throw new GlbFormatException(
          name + ": meshes must not take more than " + MOST_COPIES + " times the file's bytes");
    }
    return new Place(offset + within, stride, count, component);
  }

  private static int componentBytes(int componentType) {
    return switch (componentType) {
      case Column.UNSIGNED_BYTE -> 1;
      case Column.UNSIGNED_SHORT -> 2;
      default -> 4;
    };
  }
}
