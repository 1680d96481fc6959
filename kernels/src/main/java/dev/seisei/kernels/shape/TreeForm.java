package dev.seisei.kernels.shape;

/// What a tree of a kind looks like; the seed makes the single tree.
///
/// @param heightMetres from the ground to the tip, above 0
/// @param crownMetres width of the crown, above 0
/// @param trunkMetres radius of the trunk above the roots, above 0 and below half of the crown
/// @param bark colour of the trunk
/// @param leaf colour of leaves in full light
/// @param irregularity 0 for trees out of a catalogue to 1 for windswept ones
public record TreeForm(
    float heightMetres,
    float crownMetres,
    float trunkMetres,
    Rgb bark,
    Rgb leaf,
    float irregularity) {
  public TreeForm {
    requireSize("heightMetres", heightMetres);
    requireSize("crownMetres", crownMetres);
    requireSize("trunkMetres", trunkMetres);
    if (trunkMetres >= crownMetres / 2) {
      throw new IllegalArgumentException(
          "trunkMetres: must be below half of the crown's " + crownMetres + ", got " + trunkMetres);
    }
    if (!(irregularity >= 0 && irregularity <= 1)) {
      throw new IllegalArgumentException("irregularity: must be 0 to 1, got " + irregularity);
    }
  }

  private static final float LARGEST = 1000;

  private static void requireSize(String name, float metres) {
    if (!(metres > 0 && metres <= LARGEST)) {
      throw new IllegalArgumentException(
          name + ": must be above 0 and at most " + LARGEST + " metres, got " + metres);
    }
  }
}
