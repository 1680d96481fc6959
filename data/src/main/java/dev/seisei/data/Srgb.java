package dev.seisei.data;

/// From the colours that people write to the linear light that renderers add up.
///
/// Source: IEC 61966-2-1. `StrictMath` gives the same bits on every machine.
public final class Srgb {
  private static final float[] LINEAR = new float[256];

  static {
    for (int i = 0; i < 256; i++) {
      double c = i / 255.0;
      LINEAR[i] = (float) (c <= 0.04045 ? c / 12.92 : StrictMath.pow((c + 0.055) / 1.055, 2.4));
    }
  }

  private Srgb() {}

  /// Linear light of one part of a colour, 0 to 1.
  ///
  /// @param colour sRGB, `0xRRGGBB`
  /// @param part 0 for red, 1 for green, 2 for blue
  public static float linear(int colour, int part) {
    return LINEAR[colour >> (16 - 8 * part) & 0xff];
  }
}
