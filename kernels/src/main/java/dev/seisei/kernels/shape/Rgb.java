package dev.seisei.kernels.shape;

/// A colour in linear light, each part 0 to 1.
public record Rgb(float red, float green, float blue) {
  public Rgb {
    if (!(inUnit(red) && inUnit(green) && inUnit(blue))) {
      throw new IllegalArgumentException(
          "rgb: each part must be 0 to 1, got " + red + ", " + green + ", " + blue);
    }
  }

  private static boolean inUnit(float part) {
    return part >= 0 && part <= 1;
  }

  /// Mixture in linear light.
  ///
  /// @param share of the other, 0 to 1
  Rgb mix(Rgb other, float share) {
    return cut(
        red + share * (other.red - red),
        green + share * (other.green - green),
        blue + share * (other.blue - blue));
  }

  /// Brighter (above 1) or darker, cut off at white.
  Rgb times(float light) {
    return cut(light * red, light * green, light * blue);
  }

  /// Shifted towards yellow (above 0) or blue (below 0), at about the same brightness.
  Rgb warmer(float amount) {
    return cut(red * (1 + 1.6f * amount), green * (1 + 0.2f * amount), blue * (1 - 1.2f * amount));
  }

  private static Rgb cut(float red, float green, float blue) {
    return new Rgb(Math.clamp(red, 0f, 1f), Math.clamp(green, 0f, 1f), Math.clamp(blue, 0f, 1f));
  }
}
