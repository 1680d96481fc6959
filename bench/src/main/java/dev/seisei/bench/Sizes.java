package dev.seisei.bench;

import dev.seisei.data.Chunk;
import dev.seisei.data.ChunkKey;
import dev.seisei.graph.World;
import dev.seisei.sidecar.chunk.ChunkCodec;
import dev.seisei.sidecar.chunk.ChunkCodec.Section;
import java.util.EnumMap;
import java.util.Locale;
import java.util.LongSummaryStatistics;
import java.util.Map;

/// How many bytes chunks take on the wire.
final class Sizes {
  private final Map<Section, LongSummaryStatistics> sections = new EnumMap<>(Section.class);
  private final LongSummaryStatistics whole = new LongSummaryStatistics();

  /// Of those that are not all below the sea.
  static Sizes ofLand(World world) {
    var sizes = new Sizes();
    Float water = world.waterMetres();
    for (ChunkKey key : Making.keys(world)) {
      Chunk chunk = world.chunk(key);
      boolean land = false;
      for (float metres : chunk.heights().metres()) {
        land |= water == null || metres > water;
      }
      if (land) {
        sizes.add(world, chunk);
      }
    }
    return sizes;
  }

  private void add(World world, Chunk chunk) {
    ChunkCodec.sections(chunk, world.grid())
        .forEach((section, raw) ->
            sections
                .computeIfAbsent(section, _ -> new LongSummaryStatistics())
                .accept(ChunkCodec.compress(raw).length));
    whole.accept(ChunkCodec.encode(chunk, world.grid()).bytes().length);
  }

  void print(Report out) {
    out.head("Bytes of a level 0 land chunk", "what", "chunks", "mean", "largest");
    sections.forEach((section, bytes) -> row(out, section.name().toLowerCase(Locale.ROOT), bytes));
    row(out, "whole chunk", whole);
  }

  private static void row(Report out, String what, LongSummaryStatistics bytes) {
    out.row(what, bytes.getCount(), Math.round(bytes.getAverage()), bytes.getMax());
  }
}
