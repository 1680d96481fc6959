package dev.seisei.gltf;

/// Places of one mesh for `EXT_mesh_gpu_instancing`, one after the other.
///
/// The arrays are handed over, not copied.
///
/// @param translations x, y, z each, metres in the node's space
/// @param rotations unit quaternions, x, y, z, w each
/// @param scales x, y, z each
/// @param tints linear r, g, b each, multiplies the mesh's colour; written as `_COLOR_0`
@SuppressWarnings("ArrayRecordComponent") // compared nowhere; a plain tuple of columns
public record GlbInstances(float[] translations, float[] rotations, float[] scales, float[] tints) {
  public GlbInstances {
    int count = translations.length / 3;
    if (count == 0
        || translations.length != 3 * count
        || rotations.length != 4 * count
        || scales.length != 3 * count
        || tints.length != 3 * count) {
      throw new IllegalArgumentException(
          "instances: needs 3 translations, 4 rotations, 3 scales and 3 tints each for at least one,"
              + " got "
              + translations.length
              + ", "
              + rotations.length
              + ", "
              + scales.length
              + " and "
              + tints.length);
    }
  }

  public int count() {
    return translations.length / 3;
  }

  /// One of the places, as a node of its own would stand there.
  Transform at(int index) {
    int t = 3 * index;
    int r = 4 * index;
    return new Transform(
        translations[t],
        translations[t + 1],
        translations[t + 2],
        rotations[r],
        rotations[r + 1],
        rotations[r + 2],
        rotations[r + 3],
        scales[t]);
  }
}
