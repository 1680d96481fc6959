package dev.seisei.kernels.noise;

import static dev.seisei.kernels.noise.Cellular.SECOND;
import static dev.seisei.kernels.noise.Lattice.MIX;
import static dev.seisei.kernels.noise.Lattice.PRIME_X;
import static dev.seisei.kernels.noise.Lattice.PRIME_Z;
import static dev.seisei.kernels.noise.Lattice.ROUND;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// The vector path of [Cellular]: the same operations in the same order, eight places at a time;
/// one method, for the reason that [VectorPerlin] gives.
final class VectorCellular {
  private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_256;
  private static final VectorSpecies<Integer> INTS = IntVector.SPECIES_256;

  private VectorCellular() {}

  /// Computes as many places as fill whole vectors and returns how many that were.
  static int fill(
      Cellular.Measure measure,
      float jitter,
      float[] x,
      float[] z,
      int count,
      float frequency,
      int seed,
      float[] out) {
    float shiftX = Lattice.shift(seed, 0);
    float shiftZ = Lattice.shift(seed, 1);
    float spread = jitter * 0x1p-24f;
    int[] hashes = new int[8];
    int i = 0;
    for (; i <= count - 8; i += 8) {
      FloatVector px = FloatVector.fromArray(FLOATS, x, i).mul(frequency).add(shiftX);
      FloatVector pz = FloatVector.fromArray(FLOATS, z, i).mul(frequency).add(shiftZ);
      FloatVector roundedX = px.sub(0.5f).add(ROUND);
      FloatVector roundedZ = pz.sub(0.5f).add(ROUND);
      FloatVector fx = px.sub(roundedX.sub(ROUND));
      FloatVector fz = pz.sub(roundedZ.sub(ROUND));
      IntVector latticeX = roundedX.reinterpretAsInts();
      IntVector latticeZ = roundedZ.reinterpretAsInts();
      FloatVector nearest = FloatVector.broadcast(FLOATS, 1);
      FloatVector second = nearest;
      IntVector best = IntVector.zero(INTS);
      for (int row = -1; row <= 1; row++) {
        IntVector hz = latticeZ.add(row).mul(PRIME_Z).lanewise(VectorOperators.XOR, seed);
        FloatVector cz = fz.neg().add(row + 0.5f);
        for (int column = -1; column <= 1; column++) {
          IntVector h =
              latticeX.add(column).mul(PRIME_X).lanewise(VectorOperators.XOR, hz).mul(MIX);
          h = h.lanewise(VectorOperators.XOR, h.lanewise(VectorOperators.LSHR, 15)).mul(PRIME_X);
          IntVector g =
              h.lanewise(VectorOperators.XOR, h.lanewise(VectorOperators.LSHR, 14)).mul(SECOND);
          FloatVector dx =
              ((FloatVector) h.lanewise(VectorOperators.ASHR, 8).convert(VectorOperators.I2F, 0))
                  .mul(spread)
                  .add(fx.neg().add(column + 0.5f));
          FloatVector dz =
              ((FloatVector) g.lanewise(VectorOperators.ASHR, 8).convert(VectorOperators.I2F, 0))
                  .mul(spread)
                  .add(cz);
          FloatVector square = dx.mul(dx).add(dz.mul(dz));
          second = second.min(nearest.max(square));
          VectorMask<Float> isNearer = square.compare(VectorOperators.LT, nearest);
          best = best.blend(h, isNearer.cast(INTS));
          nearest = nearest.min(square);
        }
      }
      switch (measure) {
        case DISTANCE -> nearest.sqrt().intoArray(out, i);
        case EDGES -> second.sqrt().sub(nearest.sqrt()).intoArray(out, i);
        case VALUE -> {
          best.intoArray(hashes, 0);
          for (int lane = 0; lane < 8; lane++) {
            out[i + lane] = Cellular.value(hashes[lane]);
          }
        }
      }
    }
    return i;
  }
}
