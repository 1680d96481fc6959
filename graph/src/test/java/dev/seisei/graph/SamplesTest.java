package dev.seisei.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.seisei.graph.node.Arithmetic;
import dev.seisei.graph.node.Arithmetic.Operation;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class SamplesTest {

  @Test
  void a_grid_goes_row_by_row_from_its_first_sample() {
    Samples samples = Samples.grid(-1, 2, 3, 0.5f);
    assertThat(samples.count()).isEqualTo(9);
    assertThat(samples.x()).containsExactly(-0.5f, 0, 0.5f, -0.5f, 0, 0.5f, -0.5f, 0, 0.5f);
    assertThat(samples.z()).containsExactly(1, 1, 1, 1.5f, 1.5f, 1.5f, 2, 2, 2);
  }

  @Test
  void shifted_samples_lie_elsewhere_and_leave_the_first_alone() {
    Samples samples = Samples.grid(0, 0, 2, 1);
    Samples shifted = samples.shifted(3, -1);
    assertThat(shifted.x()).containsExactly(3, 4, 3, 4);
    assertThat(shifted.z()).containsExactly(-1, -1, 0, 0);
    assertThat(samples.x()).containsExactly(0, 1, 0, 1);
  }

  @Test
  void a_field_that_many_take_is_computed_once_for_the_same_places() {
    var counted = new Counted();
    Samples samples = Samples.grid(0, 0, 2, 1);
    var twice = new Arithmetic(Operation.ADD, counted, counted);
    samples.of(new Arithmetic(Operation.MULTIPLY, twice, counted));
    assertThat(samples.of(twice)).containsExactly(2, 2, 2, 2);
    assertThat(counted.times).isEqualTo(1);
    assertThat(samples.shifted(1, 0).of(counted)).containsExactly(2, 2, 2, 2);
  }

  /// Says how often it has been computed.
  private static final class Counted implements Node.Field {
    private int times;

    @Override
    public void fill(Samples at, float[] out) {
      times++;
      Arrays.fill(out, times);
    }

    @Override
    public Range range(Reach within) {
      return new Range(0, 100);
    }
  }

  @Test
  void places_without_their_other_coordinate_are_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Samples(new float[2], new float[3]))
        .withMessage("z: must be as many as x, 2, got 3");
  }
}
