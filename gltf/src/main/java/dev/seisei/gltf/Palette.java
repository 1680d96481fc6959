package dev.seisei.gltf;

import dev.seisei.data.Material;
import dev.seisei.data.MaterialWeights;
import java.util.List;

/// The ground's materials as linear colours, and mixtures of them.
final class Palette {
  /// sRGB to linear light, IEC 61966-2-1. `StrictMath` gives the same bits everywhere.
  private static final float[] LINEAR = new float[256];

  static {
    for (int i = 0; i < LINEAR.length; i++) {
      double part = i / 255.0;
      LINEAR[i] =
          (float) (part <= 0.04045 ? part / 12.92 : StrictMath.pow((part + 0.055) / 1.055, 2.4));
    }
  }

  private final int[] colours;
  private final float roughness;

  Palette(List<Material> materials) {
    colours = materials.stream().mapToInt(Material::colour).toArray();
    float sum = 0;
    for (Material material : materials) {
      sum += material.roughness();
    }
    roughness = materials.isEmpty() ? 1 : sum / materials.size();
  }

  /// Mean of the materials': glTF has one a surface.
  float roughness() {
    return roughness;
  }

  /// Writes the mixture at a sample as linear RGBA.
  void mix(MaterialWeights weights, int column, int row, byte[] into, int at) {
    float red = 0;
    float green = 0;
    float blue = 0;
    float sum = 0;
    for (int layer = 0; layer < weights.layers(); layer++) {
      int weight = weights.at(layer, column, row);
      int colour = colours[layer];
      red += weight * LINEAR[colour >> 16];
      green += weight * LINEAR[colour >> 8 & 0xff];
      blue += weight * LINEAR[colour & 0xff];
      sum += weight;
    }
    into[at] = unsigned(red / sum);
    into[at + 1] = unsigned(green / sum);
    into[at + 2] = unsigned(blue / sum);
    into[at + 3] = (byte) 255;
  }

  private static byte unsigned(float part) {
    return (byte) (int) (255 * part + 0.5f);
  }

  int size() {
    return colours.length;
  }
}
