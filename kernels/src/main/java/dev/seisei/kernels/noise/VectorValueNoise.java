package dev.seisei.kernels.noise;

import static dev.seisei.kernels.noise.Lattice.MIX;
import static dev.seisei.kernels.noise.Lattice.PRIME_X;
import static dev.seisei.kernels.noise.Lattice.PRIME_Z;
import static dev.seisei.kernels.noise.Lattice.ROUND;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// The vector path of [ValueNoise]: the same operations in the same order, eight places at a time;
/// one method, for the reason that [VectorPerlin] gives.
final class VectorValueNoise {
  private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_256;

  private VectorValueNoise() {}

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
      IntVector hx0 = roundedX.reinterpretAsInts().mul(PRIME_X);
      IntVector hx1 = hx0.add(PRIME_X);
      IntVector latticeZ = roundedZ.reinterpretAsInts();
      IntVector hz0 = latticeZ.mul(PRIME_Z).lanewise(VectorOperators.XOR, seed);
      IntVector hz1 = latticeZ.add(1).mul(PRIME_Z).lanewise(VectorOperators.XOR, seed);

      IntVector h = hx0.lanewise(VectorOperators.XOR, hz0).mul(MIX);
      h = h.lanewise(VectorOperators.XOR, h.lanewise(VectorOperators.LSHR, 15)).mul(PRIME_X);
      h = h.lanewise(VectorOperators.XOR, h.lanewise(VectorOperators.LSHR, 13)).mul(MIX);
      FloatVector a = (FloatVector) h.convert(VectorOperators.I2F, 0);
      h = hx1.lanewise(VectorOperators.XOR, hz0).mul(MIX);
      h = h.lanewise(VectorOperators.XOR, h.lanewise(VectorOperators.LSHR, 15)).mul(PRIME_X);
      h = h.lanewise(VectorOperators.XOR, h.lanewise(VectorOperators.LSHR, 13)).mul(MIX);
      FloatVector b = (FloatVector) h.convert(VectorOperators.I2F, 0);
      h = hx0.lanewise(VectorOperators.XOR, hz1).mul(MIX);
      h = h.lanewise(VectorOperators.XOR, h.lanewise(VectorOperators.LSHR, 15)).mul(PRIME_X);
      h = h.lanewise(VectorOperators.XOR, h.lanewise(VectorOperators.LSHR, 13)).mul(MIX);
      FloatVector c = (FloatVector) h.convert(VectorOperators.I2F, 0);
      h = hx1.lanewise(VectorOperators.XOR, hz1).mul(MIX);
      h = h.lanewise(VectorOperators.XOR, h.lanewise(VectorOperators.LSHR, 15)).mul(PRIME_X);
      h = h.lanewise(VectorOperators.XOR, h.lanewise(VectorOperators.LSHR, 13)).mul(MIX);
      FloatVector d = (FloatVector) h.convert(VectorOperators.I2F, 0);

      FloatVector u = fx.mul(fx).mul(fx).mul(fx.mul(fx.mul(6).sub(15)).add(10));
      FloatVector v = fz.mul(fz).mul(fz).mul(fz.mul(fz.mul(6).sub(15)).add(10));
      FloatVector top = a.add(u.mul(b.sub(a)));
      FloatVector bottom = c.add(u.mul(d.sub(c)));
      top.add(v.mul(bottom.sub(top))).mul(0x1p-31f).intoArray(out, i);
    }
    return i;
  }
}
