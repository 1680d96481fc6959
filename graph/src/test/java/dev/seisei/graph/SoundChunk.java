package dev.seisei.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seisei.data.Chunk;
import dev.seisei.data.ChunkGrid;
import dev.seisei.data.HeightField;
import dev.seisei.data.Instances;
import dev.seisei.data.MaterialWeights;

/// What holds of every chunk of every world.
final class SoundChunk {
  private static final float MOST_SINK = 10;

  private SoundChunk() {}

  static void check(World world, Chunk chunk) {
    int wild = 0;
    for (float height : chunk.heights().metres()) {
      // Also true of NaN.
      wild += !(Math.abs(height) <= World.ROUNDED * World.MOST_METRES) ? 1 : 0;
    }
    assertThat(wild).as("heights out of range in %s", chunk.key()).isZero();
    checkWeights(world, chunk.materials());
    int instances = 0;
    for (Instances group : chunk.instances()) {
      instances += group.count();
      checkInside(world, chunk, group);
    }
    assertThat(instances).isLessThanOrEqualTo(Instances.MOST_A_CHUNK);
    assertThat(chunk.instances())
        .isSortedAccordingTo((a, b) ->
            a.prop() == b.prop()
                ? Integer.compare(a.variant(), b.variant())
                : Integer.compare(a.prop(), b.prop()));
  }

  /// Clients divide by the sum.
  private static void checkWeights(World world, MaterialWeights weights) {
    assertThat(weights.layers()).isEqualTo(world.materials().size());
    assertThat(weights.side()).isEqualTo(world.grid().samples());
    int least = Integer.MAX_VALUE;
    for (int row = 0; row < weights.side(); row++) {
      for (int column = 0; column < weights.side(); column++) {
        int sum = 0;
        for (int layer = 0; layer < weights.layers(); layer++) {
          sum += weights.at(layer, column, row);
        }
        least = Math.min(least, sum);
      }
    }
    assertThat(least).as("least sum of weights").isPositive();
  }

  private static void checkInside(World world, Chunk chunk, Instances group) {
    ChunkGrid grid = world.grid();
    int lod = chunk.key().lod();
    HeightField ground = chunk.heights();
    assertThat(group.variant()).isLessThan(world.props().get(group.prop()).variants().size());
    for (int i = 0; i < group.count(); i++) {
      float x = group.x()[i];
      float z = group.z()[i];
      assertThat(x).isGreaterThanOrEqualTo(0).isLessThan(grid.span(lod));
      assertThat(z).isGreaterThanOrEqualTo(0).isLessThan(grid.span(lod));
      float at =
          ground.ground(x / grid.cell(lod) + ChunkGrid.APRON, z / grid.cell(lod) + ChunkGrid.APRON);
      assertThat(group.y()[i]).isBetween(at - MOST_SINK, at);
    }
  }
}
