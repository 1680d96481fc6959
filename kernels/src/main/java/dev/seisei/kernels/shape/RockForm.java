package dev.seisei.kernels.shape;

/// What a rock of a kind looks like; the seed makes the single rock.
///
/// @param widthMetres its largest width, above 0
/// @param flatness 0 for boulders to 1 for slabs
/// @param roughness 0 for pebbles to 1 for scree
/// @param stone its colour
/// @param top colour of what lies or grows on it: lichen, moss, dust; the stone's own for none
public record RockForm(float widthMetres, float flatness, float roughness, Rgb stone, Rgb top) {
  public RockForm {
    if (!(widthMetres > 0 && widthMetres <= 1000)) {
      throw new IllegalArgumentException(
          "widthMetres: must be above 0 and at most 1000 metres, got " + widthMetres);
    }
    requireUnit("flatness", flatness);
    requireUnit("roughness", roughness);
  }

  private static void requireUnit(String name, float value) {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException(name + ": must be 0 to 1, got " + value);
    }
  }
}
