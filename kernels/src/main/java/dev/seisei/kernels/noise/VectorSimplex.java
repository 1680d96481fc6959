package dev.seisei.kernels.noise;

import static dev.seisei.kernels.noise.Lattice.MIX;
import static dev.seisei.kernels.noise.Lattice.PRIME_X;
import static dev.seisei.kernels.noise.Lattice.PRIME_Z;
import static dev.seisei.kernels.noise.Lattice.ROUND;
import static dev.seisei.kernels.noise.Perlin.LENGTH_0;
import static dev.seisei.kernels.noise.Perlin.LENGTH_1;
import static dev.seisei.kernels.noise.Perlin.LENGTH_2;
import static dev.seisei.kernels.noise.Simplex.AMPLITUDE;
import static dev.seisei.kernels.noise.Simplex.RADIUS;
import static dev.seisei.kernels.noise.Simplex.SKEW;
import static dev.seisei.kernels.noise.Simplex.UNSKEW;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// The vector path of [Simplex]: the same operations in the same order, eight places at a time; one
/// method, for the reason that [VectorPerlin] gives.
final class VectorSimplex {
  private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_256;

  private VectorSimplex() {}

  /// Computes as many places as fill whole vectors and returns how many that were.
  static int fill(float[] x, float[] z, int count, float frequency, int seed, float[] out) {
    float shiftX = Lattice.shift(seed, 0);
    float shiftZ = Lattice.shift(seed, 1);
    int i = 0;
    for (; i <= count - 8; i += 8) {
      FloatVector px = FloatVector.fromArray(FLOATS, x, i).mul(frequency).add(shiftX);
      FloatVector pz = FloatVector.fromArray(FLOATS, z, i).mul(frequency).add(shiftZ);
      FloatVector skewed = px.add(pz).mul(SKEW);
      FloatVector sx = px.add(skewed);
      FloatVector sz = pz.add(skewed);
      FloatVector roundedX = sx.sub(0.5f).add(ROUND);
      FloatVector roundedZ = sz.sub(0.5f).add(ROUND);
      FloatVector fx = sx.sub(roundedX.sub(ROUND));
      FloatVector fz = sz.sub(roundedZ.sub(ROUND));
      IntVector hx0 = roundedX.reinterpretAsInts().mul(PRIME_X);
      IntVector hx1 = hx0.add(PRIME_X);
      IntVector latticeZ = roundedZ.reinterpretAsInts();
      IntVector hz0 = latticeZ.mul(PRIME_Z).lanewise(VectorOperators.XOR, seed);
      IntVector hz1 = latticeZ.add(1).mul(PRIME_Z).lanewise(VectorOperators.XOR, seed);
      FloatVector back = fx.add(fz).mul(UNSKEW);
      FloatVector dx = fx.sub(back);
      FloatVector dz = fz.sub(back);
      VectorMask<Float> isLower = fx.compare(VectorOperators.GT, fz);
      VectorMask<Integer> isLowerInt = isLower.cast(IntVector.SPECIES_256);

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
      FloatVector vx = dx;
      FloatVector vz = dz;
      FloatVector near = vx.mul(vx).add(vz.mul(vz)).neg().add(RADIUS).max(0);
      near = near.mul(near);
      final FloatVector a = near.mul(near).mul(gx.mul(vx).add(gz.mul(vz)).mul(length));

      h =
          hx0.blend(hx1, isLowerInt)
              .lanewise(VectorOperators.XOR, hz1.blend(hz0, isLowerInt))
              .mul(MIX);
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
      vx = dx.blend(dx.sub(1), isLower).add(UNSKEW);
      vz = dz.sub(1).blend(dz, isLower).add(UNSKEW);
      near = vx.mul(vx).add(vz.mul(vz)).neg().add(RADIUS).max(0);
      near = near.mul(near);
      final FloatVector b = near.mul(near).mul(gx.mul(vx).add(gz.mul(vz)).mul(length));

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
      vx = dx.add(2 * UNSKEW - 1);
      vz = dz.add(2 * UNSKEW - 1);
      near = vx.mul(vx).add(vz.mul(vz)).neg().add(RADIUS).max(0);
      near = near.mul(near);
      final FloatVector c = near.mul(near).mul(gx.mul(vx).add(gz.mul(vz)).mul(length));

      a.add(b).add(c).mul(AMPLITUDE).intoArray(out, i);
    }
    return i;
  }
}
