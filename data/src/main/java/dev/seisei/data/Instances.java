package dev.seisei.data;

/// Places where one variant of a prop stands in a chunk; place `i` is entry `i` of each array.
///
/// The arrays are handed over, not copied.
///
/// @param prop index into the world's props
/// @param variant index into the prop's variants
/// @param x metres from the chunk's least corner, `[0, span)`
/// @param y height in metres, absolute
/// @param z metres from the chunk's least corner, `[0, span)`
/// @param yaw turns about +Y, in 1/256
/// @param scale between the prop's least and largest scale, in 1/255
/// @param tint brightness of the colour, in 1/255
@SuppressWarnings("ArrayRecordComponent") // compared nowhere; a plain tuple of columns
public record Instances(
    int prop, int variant, float[] x, float[] y, float[] z, byte[] yaw, byte[] scale, byte[] tint) {

  /// The most that one chunk may hold over all its groups.
  public static final int MOST_A_CHUNK = 4096;

  public Instances {
    int count = x.length;
    if (y.length != count
        || z.length != count
        || yaw.length != count
        || scale.length != count
        || tint.length != count) {
      throw new IllegalArgumentException("instances: all columns must have " + count + " entries");
    }
  }

  public int count() {
    return x.length;
  }
}
