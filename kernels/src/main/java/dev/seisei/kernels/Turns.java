package dev.seisei.kernels;

/// Cosine and sine of turns (1 is a full circle), the same bits on every machine.
///
/// The angle is brought to an eighth of a turn and put into the Taylor polynomials of degree 10 and
/// 11 in `double`; there their remainders are below 2e-10, so a result is the nearest `float` or
/// its neighbour.
public final class Turns {
  private static final double RADIANS = 6.283185307179586;

  private Turns() {}

  public static float cos(float turns) {
    return (float) of(turns + 0.25);
  }

  public static float sin(float turns) {
    return (float) of(turns);
  }

  private static double of(double turns) {
    double part = turns - Math.floor(turns);
    int quarter = (int) (4 * part + 0.5);
    double a = RADIANS * (part - 0.25 * quarter);
    double s = a * a;
    return switch (quarter & 3) {
      case 0 -> sine(a, s);
      case 1 -> cosine(s);
      case 2 -> -sine(a, s);
      default -> -cosine(s);
    };
  }

  private static double sine(double a, double s) {
    return a
        * (1
            + s
                * (-1 / 6.0
                    + s
                        * (1 / 120.0
                            + s * (-1 / 5040.0 + s * (1 / 362880.0 - s * (1 / 39916800.0))))));
  }

  private static double cosine(double s) {
    return 1
        + s
            * (-1 / 2.0
                + s * (1 / 24.0 + s * (-1 / 720.0 + s * (1 / 40320.0 - s * (1 / 3628800.0)))));
  }
}
