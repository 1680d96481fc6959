package dev.seisei.kernels.noise;

import static dev.seisei.kernels.noise.Lattice.MIX;
import static dev.seisei.kernels.noise.Lattice.PRIME_X;
import static dev.seisei.kernels.noise.Lattice.PRIME_Z;
import static dev.seisei.kernels.noise.Lattice.ROUND;
import static dev.seisei.kernels.noise.Perlin.AMPLITUDE;
import static dev.seisei.kernels.noise.Perlin.LENGTH_0;
import static dev.seisei.kernels.noise.Perlin.LENGTH_1;
import static dev.seisei.kernels.noise.Perlin.LENGTH_2;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// The vector path of [Perlin]: the same operations in the same order, eight places at a time.
///
/// One method, its corners written out by hand: split into helpers, C2 stops inlining, boxes every
/// vector, and it runs seven times slower. Loaded only where the incubator module is there.
final class VectorPerlin {
  private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_256;

  private VectorPerlin() {}

  /// Computes as many places as fill whole vectors and returns how many that were.
  static int fill(float[] x, float[] z, int count, float frequency, int seed, float[] out) {
    float shiftX = Lattice.shift(seed, 0);
    float shiftZ = Lattice.shift(seed, 1);
    int i = 0;
    for (; i <= count - 8; i += 8) {
      FloatVector px = FloatVector.fromArray(FLOATS, x, i).mul(frequency).add(shiftX);
      FloatVector pz = FloatVector.fromArray(FLOATS, z, i).mul(frequency).add(shiftZ);
      FloatVector roundedX = px.sub(0.5f).add(ROUND);
      FloatVector roundedZ = pz.sub(0.5f).add(ROUND);
      FloatVector fx = px.sub(roundedX.sub(ROUND));
      FloatVector fz = pz.sub(roundedZ.sub(ROUND));
      FloatVector fx1 = fx.sub(1);
      FloatVector fz1 = fz.sub(1);
      IntVector hx0 = roundedX.reinterpretAsInts().mul(PRIME_X);
      IntVector hx1 = hx0.add(PRIME_X);
      IntVector latticeZ = roundedZ.reinterpretAsInts();
      IntVector hz0 = latticeZ.mul(PRIME_Z).lanewise(VectorOperators.XOR, seed);
      IntVector hz1 = latticeZ.add(1).mul(PRIME_Z).lanewise(VectorOperators.XOR, seed);

      IntVector h = hx0.lanewise(VectorOperators.XOR, hz0).mul(MIX);
      h = h.lanewise(VectorOperators.XOR, h.lanewise(VectorOperators.LSHR, 15)).mul(PRIME_X);
      FloatVector gx =
          ((FloatVector) h.lanewise(VectorOperators.ASHR, 8).convert(VectorOperators.I2F, 0))
              .mul(0x1p-23f);
      FloatVector gz =
          gx.abs()
              .neg()
              .add(1)
              .reinterpretAsInts()
              .lanewise(VectorOperators.XOR, h.lanewise(VectorOperators.LSHL, 31))
              .reinterpretAsFloats();
      FloatVector square = gx.mul(gx).add(gz.mul(gz));
      FloatVector length = square.mul(square.mul(LENGTH_2).add(LENGTH_1)).add(LENGTH_0);
      final FloatVector a = gx.mul(fx).add(gz.mul(fz)).mul(length);

      h = hx1.lanewise(VectorOperators.XOR, hz0).mul(MIX);
      h = h.lanewise(VectorOperators.XOR, h.lanewise(VectorOperators.LSHR, 15)).mul(PRIME_X);
      gx =
          ((FloatVector) h.lanewise(VectorOperators.ASHR, 8).convert(VectorOperators.I2F, 0))
              .mul(0x1p-23f);
      gz =
          gx.abs()
              .neg()
              .add(1)
              .reinterpretAsInts()
              .lanewise(VectorOperators.XOR, h.lanewise(VectorOperators.LSHL, 31))
              .reinterpretAsFloats();
      square = gx.mul(gx).add(gz.mul(gz));
      length = square.mul(square.mul(LENGTH_2).add(LENGTH_1)).add(LENGTH_0);
      final FloatVector b = gx.mul(fx1).add(gz.mul(fz)).mul(length);

      h = hx0.lanewise(VectorOperators.XOR, hz1).mul(MIX);
      h = h.lanewise(VectorOperators.XOR, h.lanewise(VectorOperators.LSHR, 15)).mul(PRIME_X);
      gx =
          ((FloatVector) h.lanewise(VectorOperators.ASHR, 8).convert(VectorOperators.I2F, 0))
              .mul(0x1p-23f);
      gz =
          gx.abs()
              .neg()
              .add(1)
              .reinterpretAsInts()
              .lanewise(VectorOperators.XOR, h.lanewise(VectorOperators.LSHL, 31))
              .reinterpretAsFloats();
      square = gx.mul(gx).add(gz.mul(gz));
      length = square.mul(square.mul(LENGTH_2).add(LENGTH_1)).add(LENGTH_0);
      final FloatVector c = gx.mul(fx).add(gz.mul(fz1)).mul(length);

      h = hx1.lanewise(VectorOperators.XOR, hz1).mul(MIX);
      h = h.lanewise(VectorOperators.XOR, h.lanewise(VectorOperators.LSHR, 15)).mul(PRIME_X);
      gx =
          ((FloatVector) h.lanewise(VectorOperators.ASHR, 8).convert(VectorOperators.I2F, 0))
              .mul(0x1p-23f);
      gz =
          gx.abs()
              .neg()
              .add(1)
              .reinterpretAsInts()
              .lanewise(VectorOperators.XOR, h.lanewise(VectorOperators.LSHL, 31))
              .reinterpretAsFloats();
      square = gx.mul(gx).add(gz.mul(gz));
      length = square.mul(square.mul(LENGTH_2).add(LENGTH_1)).add(LENGTH_0);
      final FloatVector d = gx.mul(fx1).add(gz.mul(fz1)).mul(length);

      FloatVector u = fx.mul(fx).mul(fx).mul(fx.mul(fx.mul(6).sub(15)).add(10));
      FloatVector v = fz.mul(fz).mul(fz).mul(fz.mul(fz.mul(6).sub(15)).add(10));
      FloatVector top = a.add(u.mul(b.sub(a)));
      FloatVector bottom = c.add(u.mul(d.sub(c)));
      top.add(v.mul(bottom.sub(top))).mul(AMPLITUDE).intoArray(out, i);
    }
    return i;
  }
}
