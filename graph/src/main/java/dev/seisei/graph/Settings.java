package dev.seisei.graph;

import dev.seisei.kernels.Curves;
import java.util.Map;

/// What a file set for one node, checked against its [NodeType]: every parameter and input is
/// there, of its type, in its range.
public final class Settings {
  private final String name;
  private final Map<String, Object> values;
  private final String digest;

  Settings(String name, Map<String, Object> values, String digest) {
    this.name = name;
    this.digest = digest;
    this.values = Map.copyOf(values);
  }

  /// The node's name in its file.
  public String name() {
    return name;
  }

  /// SHA-256 in hex of all that the node is made of: its type, its settings, and the digests of
  /// what it is linked to. Names do not count, so nodes of one digest are the same.
  public String digest() {
    return digest;
  }

  public float number(String parameter) {
    return (float) (double) get(parameter, Double.class);
  }

  public int whole(String parameter) {
    return (int) (double) get(parameter, Double.class);
  }

  public String choice(String parameter) {
    return get(parameter, String.class);
  }

  /// A colour as `0xRRGGBB`, sRGB.
  public int colour(String parameter) {
    return get(parameter, Integer.class);
  }

  /// The node's seed, mixed with the world's.
  public int seed() {
    return get("seed", Integer.class);
  }

  public Curves.Spline curve(String parameter) {
    return get(parameter, Curves.Spline.class);
  }

  /// Places on the map: all x, then all z.
  public float[][] way(String parameter) {
    return get(parameter, float[][].class);
  }

  public Node.Surface surface(String parameter) {
    return get(parameter, Node.Surface.class);
  }

  public Node.Field field(String input) {
    return get(input, Node.Field.class);
  }

  public Node.Family family(String input) {
    return get(input, Node.Family.class);
  }

  private <T> T get(String key, Class<T> type) {
    Object value = values.get(key);
    if (value == null) {
      throw new IllegalStateException(
          "node " + name + " reads `" + key + "`, which its type does not declare");
    }
    return type.cast(value);
  }
}
