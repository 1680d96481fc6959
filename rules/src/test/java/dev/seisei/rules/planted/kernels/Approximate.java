package dev.seisei.rules.planted.kernels;

import java.util.function.DoubleUnaryOperator;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/// Last bits that are the machine's, and vectors that become objects.
public final class Approximate {
  private Approximate() {}

  public static final class CallsSine {
    double of(double turn) {
      DoubleUnaryOperator sine = x -> Math.sin(x);
      return sine.applyAsDouble(turn);
    }
  }

  public static final class RefersToExponential {
    DoubleUnaryOperator growth() {
      return Math::exp;
    }
  }

  public static final class AsksVectorsForSine {
    void fill(float[] turns, float[] out) {
      FloatVector.fromArray(FloatVector.SPECIES_256, turns, 0)
          .lanewise(VectorOperators.SIN)
          .intoArray(out, 0);
    }
  }

  public static final class RaisesVectors {
    void fill(float[] values, float[] out) {
      FloatVector.fromArray(FloatVector.SPECIES_256, values, 0).pow(2f).intoArray(out, 0);
    }
  }

  public static final class Fuses {
    float of(float a, float b, float c) {
      return Math.fma(a, b, c);
    }
  }

  public static final class FusesVectors {
    void fill(float[] values, float[] out) {
      FloatVector.fromArray(FloatVector.SPECIES_256, values, 0).fma(2f, 1f).intoArray(out, 0);
    }
  }

  public static final class TakesVectors {
    float first(FloatVector values) {
      return values.lane(0);
    }
  }

  public static final class GivesVectors {
    FloatVector zero() {
      return FloatVector.zero(FloatVector.SPECIES_256);
    }
  }

  /// Blameless.
  public static final class Exact {
    double of(double x) {
      return Math.sqrt(Math.abs(x)) + Math.floor(x) + StrictMath.sin(x);
    }

    void fill(float[] values, float[] out) {
      FloatVector.fromArray(FloatVector.SPECIES_256, values, 0).mul(2f).add(1f).intoArray(out, 0);
    }
  }
}
