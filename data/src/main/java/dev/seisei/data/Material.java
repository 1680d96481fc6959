package dev.seisei.data;

/// What ground can be made of.
///
/// @param name a word its author would say: `sand`
/// @param colour sRGB, `0xRRGGBB`
/// @param roughness of glTF's metallic-roughness model, 0 to 1
public record Material(String name, int colour, float roughness) {

  /// Materials a world may have.
  public static final int MOST = 8;

  public Material {
    if (colour < 0 || colour > 0xffffff) {
      throw new IllegalArgumentException("colour: must be 0x000000 to 0xffffff, got " + colour);
    }
    if (!(roughness >= 0 && roughness <= 1)) {
      throw new IllegalArgumentException("roughness: must be 0 to 1, got " + roughness);
    }
  }

  /// The colour as `#rrggbb`.
  public String hex() {
    return String.format("#%06x", colour);
  }
}
