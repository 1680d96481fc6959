package dev.seisei.graph.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seisei.graph.Node.Field;
import dev.seisei.graph.Samples;
import dev.seisei.graph.node.Arithmetic.Operation;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ArithmeticTest {

  @ParameterizedTest
  @CsvSource({
    "ADD, 5, -1, 0.5",
    "SUBTRACT, -1, -7, 0.5",
    "MULTIPLY, 6, -12, 0",
    "LEAST, 2, -4, 0",
    "LARGEST, 3, 3, 0.5",
  })
  void two_fields_make_one_place_by_place(
      Operation operation, float first, float second, float third) {
    var places = new Samples(new float[] {2, -4, 0.5f}, new float[] {3, 3, 0});
    assertThat(places.of(new Arithmetic(operation, Ramp.X, Ramp.Z)))
        .containsExactly(first, second, third);
  }

  @ParameterizedTest
  @CsvSource({"ADD, 9", "SUBTRACT, 5", "MULTIPLY, 14", "LEAST, 2", "LARGEST, 7"})
  void a_number_is_a_field_that_is_the_same_everywhere(Operation operation, float result) {
    Field made = new Arithmetic(operation, new Constant(7), new Constant(2));
    assertThat(Ramp.at(-5, 0, 1e6f).of(made)).containsExactly(result, result, result);
  }
}
