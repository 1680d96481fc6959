package dev.seisei.gltf;

/// A surface of glTF's metallic-roughness model that is not metal. Vertex colours of a mesh
/// multiply its colour.
///
/// @param red of the colour in linear light, 0 to 1
/// @param alpha below 1 is blended over what lies behind
/// @param roughness 0 for a mirror to 1 for chalk
public record GlbMaterial(
    String name, float red, float green, float blue, float alpha, float roughness) {
  public GlbMaterial {
    requireUnit("red", red);
    requireUnit("green", green);
    requireUnit("blue", blue);
    requireUnit("alpha", alpha);
    requireUnit("roughness", roughness);
  }

  /// White, so that the mesh's vertex colours show as they are.
  public static GlbMaterial vertexColoured(String name, float roughness) {
    return new GlbMaterial(name, 1, 1, 1, 1, roughness);
  }

  private static void requireUnit(String name, float value) {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException(name + ": must be 0 to 1, got " + value);
    }
  }
}
