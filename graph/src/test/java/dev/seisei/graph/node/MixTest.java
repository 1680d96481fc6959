package dev.seisei.graph.node;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class MixTest {

  @Test
  void a_is_where_by_is_0_and_b_where_it_is_1() {
    var mix = new Mix(new Constant(10), new Constant(-6), Ramp.X);
    assertThat(Ramp.at(0, 1, 0.5f, 0.25f).of(mix)).containsExactly(10, -6, 2, 6);
  }

  @Test
  void beyond_both_it_goes_on() {
    var mix = new Mix(new Constant(10), new Constant(-6), Ramp.X);
    assertThat(Ramp.at(-1, 2).of(mix)).containsExactly(26, -22);
  }
}
