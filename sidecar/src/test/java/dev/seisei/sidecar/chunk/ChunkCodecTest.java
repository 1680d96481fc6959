package dev.seisei.sidecar.chunk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.seisei.data.Chunk;
import dev.seisei.data.ChunkGrid;
import dev.seisei.data.ChunkKey;
import dev.seisei.data.HeightField;
import dev.seisei.data.Instances;
import dev.seisei.data.MaterialWeights;
import dev.seisei.sidecar.Archipelago;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ChunkCodecTest {
  private static final ChunkGrid GRID = Archipelago.WORLD.grid();
  private static final ChunkGrid SMALL_GRID = new ChunkGrid(9, 0.5f, 3, 1024);
  private static final Chunk SMALL = small();
  private static final byte[] ENCODED = ChunkCodec.encode(SMALL, SMALL_GRID).bytes();
  private static final int HEAD_AND_TABLE = 56 + 3 * 16;

  /// A slope with two materials, three cairns of one variant and a tree.
  private static Chunk small() {
    float[] metres = new float[11 * 11];
    byte[] planes = new byte[2 * 9 * 9];
    for (int n = 0; n < metres.length; n++) {
      int row = n / 11;
      metres[n] = 0.25f * (n % 11) - 0.125f * row + (n % 7) * 0.01f;
    }
    for (int n = 0; n < planes.length; n++) {
      planes[n] = (byte) (n < 81 ? 255 - 17 * (n % 9) : 17 * (n % 9));
    }
    return new Chunk(
        ChunkKey.terrain(1, -3, 7),
        new HeightField(11, metres),
        new MaterialWeights(2, 9, planes),
        List.of(
            new Instances(
                0,
                2,
                new float[] {0, 1.5f, 7.99f},
                new float[] {-0.5f, 0.25f, 1},
                new float[] {7.9f, 4, 0.01f},
                new byte[] {0, 100, -1},
                new byte[] {0, -128, -1},
                new byte[] {9, 8, 7}),
            new Instances(
                3,
                0,
                new float[] {4},
                new float[] {0.75f},
                new float[] {4},
                new byte[1],
                new byte[1],
                new byte[1])));
  }

  static Stream<ChunkKey> places() {
    return IntStream.range(0, GRID.levels())
        .boxed()
        .flatMap(lod -> Archipelago.keys(lod, lod, 6).stream());
  }

  @ParameterizedTest
  @MethodSource("places")
  void a_chunk_comes_back_within_half_a_step(ChunkKey key) {
    Chunk chunk = Archipelago.WORLD.chunk(key);
    byte[] bytes = ChunkCodec.encode(chunk, GRID).bytes();
    assertIsClose(ChunkCodec.decode(bytes, GRID), chunk, GRID, WireChunk.read(bytes).quantum());
  }

  private static void assertIsClose(Chunk decoded, Chunk chunk, ChunkGrid grid, float quantum) {
    // A little beyond half: what `float` loses where heights are rounded.
    float half = 0.505f * quantum;
    assertThat(decoded.key()).isEqualTo(chunk.key());
    assertThat(decoded.heights().side()).isEqualTo(grid.side());
    assertThat(apart(decoded.heights().metres(), chunk.heights().metres()))
        .isLessThanOrEqualTo(half);
    assertThat(decoded.materials().layers()).isEqualTo(chunk.materials().layers());
    assertThat(decoded.materials().planes()).containsExactly(chunk.materials().planes());
    assertThat(decoded.instances()).hasSameSizeAs(chunk.instances());
    float step = grid.span(chunk.key().lod()) / 65536;
    for (int g = 0; g < chunk.instances().size(); g++) {
      Instances there = decoded.instances().get(g);
      Instances here = chunk.instances().get(g);
      assertThat(there.prop()).isEqualTo(here.prop());
      assertThat(there.variant()).isEqualTo(here.variant());
      assertThat(apart(there.x(), here.x())).isLessThan(step);
      assertThat(apart(there.y(), here.y())).isLessThanOrEqualTo(half);
      assertThat(apart(there.z(), here.z())).isLessThan(step);
      assertThat(there.yaw()).containsExactly(here.yaw());
      assertThat(there.scale()).containsExactly(here.scale());
      assertThat(there.tint()).containsExactly(here.tint());
    }
  }

  private static float apart(float[] decoded, float[] exact) {
    assertThat(decoded).hasSameSizeAs(exact);
    float most = 0;
    for (int i = 0; i < exact.length; i++) {
      most = Math.max(most, Math.abs(decoded[i] - exact[i]));
    }
    return most;
  }

  @Test
  void places_and_levels_of_the_sample_hold_all_there_is_to_encode() {
    List<Chunk> chunks = places().map(Archipelago.WORLD::chunk).toList();
    assertThat(chunks).anyMatch(chunk -> chunk.instances().size() > 3);
    assertThat(chunks).anyMatch(chunk -> chunk.instances().isEmpty());
    assertThat(chunks).anyMatch(chunk -> chunk.heights().at(5, 5) > 60);
    assertThat(chunks).anyMatch(chunk -> chunk.heights().at(5, 5) < -20);
  }

  @Test
  void a_steep_chunk_takes_a_coarser_step() {
    float[] metres = new float[11 * 11];
    for (int n = 0; n < metres.length; n++) {
      metres[n] = n * 100 - 2000;
    }
    var steep =
        new Chunk(
            ChunkKey.terrain(0, 0, 0), new HeightField(11, metres), SMALL.materials(), List.of());
    byte[] bytes = ChunkCodec.encode(steep, SMALL_GRID).bytes();
    assertThat(WireChunk.read(bytes).quantum()).isEqualTo(0.25f);
    assertIsClose(ChunkCodec.decode(bytes, SMALL_GRID), steep, SMALL_GRID, 0.25f);
  }

  @Test
  void the_bytes_are_those_of_the_protocol() {
    WireChunk wire = WireChunk.read(ENCODED);
    assertThat(ChunkKey.terrain(wire.lod(), wire.x(), wire.z())).isEqualTo(SMALL.key());
    assertThat(wire.y()).isZero();
    assertThat(wire.quantum()).isEqualTo(1 / 128f);
    assertThat(wire.digest()).containsExactly(wire.computedDigest());
    assertThat(wire.sections()).extracting(WireChunk.Section::kind).containsExactly(1, 2, 3);
    assertThat(wire.rawTotal())
        .isEqualTo(wire.sections().stream().mapToInt(section -> section.raw().length).sum())
        .isEqualTo(12 + 2 * 121 + 4 + 2 * 81 + 4 + 2 * 8 + 9 * 4);
    assertThat(wire.heights())
        .containsExactly(ChunkCodec.decode(ENCODED, SMALL_GRID).heights().metres());
    assertThat(ByteBuffer.wrap(wire.sections().get(1).raw(), 0, 4).getInt()).isEqualTo(0x02090000);
    assertThat(Arrays.copyOfRange(wire.sections().get(1).raw(), 4, 4 + 162))
        .containsExactly(SMALL.materials().planes());
    var instances = ByteBuffer.wrap(wire.sections().get(2).raw()).order(ByteOrder.LITTLE_ENDIAN);
    assertThat(new int[] {instances.getShort(0), instances.getShort(2)}).containsExactly(2, 0);
    assertThat(new int[] {instances.getShort(4), instances.getShort(6), instances.getInt(8)})
        .containsExactly(0, 2, 3);
    assertThat(new int[] {instances.getShort(12), instances.getShort(14), instances.getInt(16)})
        .containsExactly(3, 0, 1);
    // x of the second cairn: 1.5 m of 8.
    assertThat(instances.getShort(22) & 0xffff).isEqualTo(65536 * 3 / 16);
    assertThat(Arrays.copyOfRange(instances.array(), 44, 48)).containsExactly(0, 100, -1, 0);
  }

  @Test
  void a_chunk_has_the_digest_that_it_always_had() {
    assertThat(HexFormat.of().formatHex(WireChunk.read(ENCODED).digest()))
        .isEqualTo("4e353e231394192d0bed017a678b064dec4e0dd60a7d592de455cb22b036477c");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 19})
  void the_digest_does_not_depend_on_how_a_chunk_is_compressed(int level) {
    Chunk real = Archipelago.WORLD.chunk(ChunkKey.terrain(1, 2, -3));
    EncodedChunk encoded = ChunkCodec.encode(real, GRID);
    byte[] other = WireChunk.read(encoded.bytes()).written(level);
    assertThat(other).isNotEqualTo(encoded.bytes());
    Chunk decoded = ChunkCodec.decode(other, GRID);
    assertThat(ChunkCodec.sections(decoded, GRID))
        .usingRecursiveComparison()
        .isEqualTo(ChunkCodec.sections(ChunkCodec.decode(encoded.bytes(), GRID), GRID));
  }

  @Test
  void a_chunk_cut_off_anywhere_is_refused() {
    for (int length = 0; length < ENCODED.length; length++) {
      byte[] cut = Arrays.copyOf(ENCODED, length);
      assertThatIllegalArgumentException()
          .as("cut to %d bytes", length)
          .isThrownBy(() -> ChunkCodec.decode(cut, SMALL_GRID))
          .withMessageStartingWith("not a chunk: ");
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ChunkCodec.decode(Arrays.copyOf(ENCODED, ENCODED.length + 1), SMALL_GRID))
        .withMessageContaining("ends at");
  }

  /// Within zstd's frames there are bits that decide nothing; anywhere else a flip is a fault.
  @ParameterizedTest
  @ValueSource(ints = {0x01, 0x80, 0xff})
  void no_damaged_byte_goes_unnoticed(int flip) {
    String whole = content(ENCODED);
    int accepted = 0;
    for (int at = 0; at < ENCODED.length; at++) {
      byte[] damaged = ENCODED.clone();
      damaged[at] ^= (byte) flip;
      try {
        assertThat(content(damaged)).as("byte %d", at).isEqualTo(whole);
        assertThat(at).isGreaterThanOrEqualTo(HEAD_AND_TABLE);
        accepted++;
      } catch (IllegalArgumentException e) {
        assertThat(e).hasMessageStartingWith("not a chunk: ");
      }
    }
    assertThat(accepted).isLessThan(10);
  }

  private static String content(byte[] bytes) {
    Chunk chunk = ChunkCodec.decode(bytes, SMALL_GRID);
    var sections = ChunkCodec.sections(chunk, SMALL_GRID);
    var text = new StringBuilder(chunk.key().toString());
    sections.forEach(
        (section, raw) -> text.append(' ').append(section).append(HexFormat.of().formatHex(raw)));
    return text.toString();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void a_real_chunk_that_was_damaged_is_refused_or_the_same(long seed) {
    byte[] bytes =
        ChunkCodec.encode(Archipelago.WORLD.chunk(ChunkKey.terrain(1, 2, -3)), GRID).bytes();
    var random = new SplittableRandom(seed);
    float[] heights = ChunkCodec.decode(bytes, GRID).heights().metres();
    int refused = 0;
    for (int round = 0; round < 1000; round++) {
      byte[] damaged = bytes.clone();
      for (int i = random.nextInt(3); i >= 0; i--) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
      }
      try {
        assertThat(ChunkCodec.decode(damaged, GRID).heights().metres()).containsExactly(heights);
      } catch (IllegalArgumentException e) {
        refused++;
      }
    }
    assertThat(refused).isGreaterThan(900);
  }

  @Test
  void a_chunk_that_asks_for_more_than_a_mebibyte_is_refused() {
    byte[] greedy = bare().with(3, new byte[1 << 20]).written(9);
    assertThat(greedy).hasSizeLessThan(2000);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ChunkCodec.decode(greedy, SMALL_GRID))
        .withMessageContaining("raw");
  }

  /// The small chunk without its instances.
  private static WireChunk bare() {
    var chunk = new Chunk(SMALL.key(), SMALL.heights(), SMALL.materials(), List.of());
    return WireChunk.read(ChunkCodec.encode(chunk, SMALL_GRID).bytes());
  }

  @Test
  void a_chunk_with_more_instances_than_it_may_hold_is_refused() {
    for (int more = 0; more < 2; more++) {
      int second = Instances.MOST_A_CHUNK / 2 + more;
      int first = Instances.MOST_A_CHUNK / 2;
      var section = ByteBuffer.allocate(20 + 9 * (first + second)).order(ByteOrder.LITTLE_ENDIAN);
      section.putShort((short) 2).putShort((short) 0).putInt(0).putInt(first).putInt(1 << 16);
      section.putInt(second);
      byte[] bytes = bare().with(3, section.array()).written(9);
      if (more == 0) {
        assertThat(ChunkCodec.decode(bytes, SMALL_GRID).instances())
            .extracting(Instances::count)
            .containsExactly(first, second);
      } else {
        assertThatIllegalArgumentException()
            .isThrownBy(() -> ChunkCodec.decode(bytes, SMALL_GRID))
            .withMessageContaining("4097");
      }
    }
  }

  @Test
  void a_chunk_with_a_section_twice_is_refused() {
    WireChunk wire = WireChunk.read(ENCODED);
    byte[] twice = wire.with(3, wire.sections().get(2).raw()).written(0);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ChunkCodec.decode(twice, SMALL_GRID))
        .withMessageContaining("section kind 3");
  }

  @Test
  void the_ground_of_a_chunk_of_land_takes_two_and_a_half_kilobytes_at_most() {
    List<Chunk> land =
        Archipelago.keys(3, 0, 160).stream()
            .filter(key -> Archipelago.WORLD.heights(key).at(17, 17) > 2)
            .map(Archipelago.WORLD::chunk)
            .toList();
    assertThat(land).hasSizeGreaterThan(20);
    assertThat(land)
        .allSatisfy(chunk -> {
          byte[] raw =
              WireChunk.read(ChunkCodec.encode(chunk, GRID).bytes()).sections().getFirst().raw();
          assertThat(ChunkCodec.compress(raw).length).isBetween(300, 2560);
        });
  }
}
