package dev.seisei.sidecar.chunk;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import dev.seisei.data.Chunk;
import dev.seisei.data.ChunkGrid;
import dev.seisei.data.ChunkKey;
import dev.seisei.data.HeightField;
import dev.seisei.data.Instances;
import dev.seisei.data.MaterialWeights;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Turns chunks into the bytes of `docs/protocol.md` and back.
///
/// The digest is taken of the sections before compression: it says what a chunk contains, whatever
/// compressed it.
public final class ChunkCodec {

  /// The largest chunk that may be sent, in bytes.
  public static final int MOST_BYTES = 256 * 1024;

  /// Sections, as the wire numbers them.
  public enum Section {
    HEIGHTS((byte) 1),
    MATERIALS((byte) 2),
    INSTANCES((byte) 3);

    final byte kind;

    Section(byte kind) {
      this.kind = kind;
    }
  }

  private static final int MAGIC = 'S' | 'C' << 8 | 'H' << 16 | 'K' << 24;
  private static final int VERSION = 1;
  private static final int HEAD = 56;
  private static final int ROW = 16;
  private static final int DIGEST_AT = 20;
  private static final int RAW_TOTAL_AT = 52;
  private static final int MOST_RAW = 1 << 20;
  private static final byte PLAIN = 0;
  private static final byte ZSTD = 1;

  // Beyond 9 the bytes hardly shrink any more, and the time doubles.
  private static final int LEVEL = 9;

  private ChunkCodec() {}

  /// Encodes a chunk.
  public static EncodedChunk encode(Chunk chunk, ChunkGrid grid) {
    return encode(chunk.key(), sections(chunk, grid));
  }

  /// The raw bytes of each section that a chunk has.
  public static Map<Section, byte[]> sections(Chunk chunk, ChunkGrid grid) {
    var scale = HeightsSection.Scale.of(chunk.heights().metres());
    var sections = new TreeMap<Section, byte[]>();
    sections.put(Section.HEIGHTS, HeightsSection.encode(chunk.heights(), scale));
    sections.put(Section.MATERIALS, materials(chunk.materials()));
    if (!chunk.instances().isEmpty()) {
      float span = grid.span(chunk.key().lod());
      sections.put(Section.INSTANCES, InstancesSection.encode(chunk.instances(), span, scale));
    }
    return sections;
  }

  /// Compresses one section; what does not shrink stays as it is.
  public static byte[] compress(byte[] raw) {
    try (var context = new ZstdCompressCtx()) {
      context.setLevel(LEVEL).setContentSize(false).setChecksum(false).setDictID(false);
      byte[] packed = context.compress(raw);
      return packed.length < raw.length ? packed : raw;
    }
  }

  private static EncodedChunk encode(ChunkKey key, Map<Section, byte[]> sections) {
    int rawTotal = 0;
    int total = HEAD + ROW * sections.size();
    var bodies = new TreeMap<Section, byte[]>();
    for (var section : sections.entrySet()) {
      byte[] body = compress(section.getValue());
      bodies.put(section.getKey(), body);
      rawTotal += section.getValue().length;
      total += body.length;
    }
    if (rawTotal > MOST_RAW || total > MOST_BYTES) {
      throw new IllegalStateException(
          "chunk " + key + ": must take at most " + MOST_BYTES + " bytes, takes " + total);
    }
    byte[] digest = digest(key, sections);
    var out = ByteBuffer.allocate(total).order(ByteOrder.LITTLE_ENDIAN);
    out.putInt(MAGIC).put((byte) VERSION).put((byte) sections.size());
    out.put((byte) key.lod()).put((byte) 0).putInt(key.x()).putInt(key.y()).putInt(key.z());
    out.put(digest).putInt(rawTotal);
    int offset = HEAD + ROW * sections.size();
    for (var body : bodies.entrySet()) {
      byte[] raw = sections.getOrDefault(body.getKey(), new byte[0]);
      byte[] packed = body.getValue();
      out.put(body.getKey().kind)
          .put(packed.length < raw.length ? ZSTD : PLAIN)
          .putShort((short) 0);
      out.putInt(offset).putInt(packed.length).putInt(raw.length);
      offset += packed.length;
    }
    bodies.values().forEach(out::put);
    return new EncodedChunk(key, digest, out.array());
  }

  private static byte[] digest(ChunkKey key, Map<Section, byte[]> sections) {
    MessageDigest sha = sha256();
    var head = ByteBuffer.allocate(13).order(ByteOrder.LITTLE_ENDIAN);
    head.put((byte) key.lod()).putInt(key.x()).putInt(key.y()).putInt(key.z());
    sha.update(head.array());
    sections.forEach((section, raw) -> {
      sha.update(section.kind);
      sha.update(ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(raw.length).array());
      sha.update(raw);
    });
    return sha.digest();
  }

  private static byte[] materials(MaterialWeights weights) {
    byte[] planes = weights.planes();
    return ByteBuffer.allocate(4 + planes.length)
        .put((byte) weights.layers())
        .put((byte) weights.side())
        .putShort((short) 0)
        .put(planes)
        .array();
  }

  /// Decodes a chunk, heights and places to the nearest step.
  ///
  /// @throws IllegalArgumentException if the bytes are not a whole chunk, or the digest is not that
  ///   of its content
  public static Chunk decode(byte[] bytes, ChunkGrid grid) {
    try {
      return checked(bytes, grid);
    } catch (RuntimeException e) {
      throw new IllegalArgumentException("not a chunk: " + e.getMessage(), e);
    }
  }

  private static Chunk checked(byte[] bytes, ChunkGrid grid) {
    var in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    require(in.getInt(0) == MAGIC && in.get(4) == VERSION && in.get(7) == 0, "magic or version");
    int count = in.get(5);
    require(count >= 0 && count <= 8, "sections " + count);
    var key = new ChunkKey(in.get(6), in.getInt(8), in.getInt(12), in.getInt(16));
    int end = HEAD + ROW * count;
    int rawTotal = 0;
    int kindBefore = 0;
    var sections = new TreeMap<Section, byte[]>();
    for (int s = 0; s < count; s++) {
      int row = HEAD + ROW * s;
      int kind = in.get(row);
      int size = in.getInt(row + 8);
      int rawSize = in.getInt(row + 12);
      require(kind > kindBefore && kind <= Section.values().length, "section kind " + kind);
      require(in.getShort(row + 2) == 0, "section " + kind);
      require(in.getInt(row + 4) == end && size >= 0 && size <= bytes.length - end, "offset");
      require(rawSize >= 0 && rawSize <= MOST_RAW - rawTotal, "raw size " + rawSize);
      byte[] body = Arrays.copyOfRange(bytes, end, end + size);
      byte[] raw =
          switch (in.get(row + 1)) {
            case PLAIN -> body;
            case ZSTD -> Zstd.decompress(body, rawSize);
            default -> throw new IllegalArgumentException("codec " + in.get(row + 1));
          };
      require(raw.length == rawSize, "raw size " + rawSize + ", got " + raw.length);
      sections.put(Section.values()[kind - 1], raw);
      end += size;
      rawTotal += rawSize;
      kindBefore = kind;
    }
    require(end == bytes.length, "ends at " + end + ", has " + bytes.length);
    require(in.getInt(RAW_TOTAL_AT) == rawTotal, "raw sizes sum up to " + rawTotal);
    require(
        Arrays.equals(digest(key, sections), Arrays.copyOfRange(bytes, DIGEST_AT, DIGEST_AT + 32)),
        "digest");
    byte[] heights = sections.get(Section.HEIGHTS);
    byte[] weights = sections.get(Section.MATERIALS);
    if (heights == null || weights == null) {
      throw new IllegalArgumentException("heights and materials must be there");
    }
    HeightField field = HeightsSection.decode(heights);
    var headers = ByteBuffer.wrap(heights).order(ByteOrder.LITTLE_ENDIAN);
    var scale = new HeightsSection.Scale(headers.getFloat(0), headers.getFloat(4));
    byte[] instances = sections.get(Section.INSTANCES);
    List<Instances> placed =
        instances == null
            ? List.of()
            : InstancesSection.decode(instances, grid.span(key.lod()), scale);
    return new Chunk(
        key,
        field,
        new MaterialWeights(
            weights[0] & 0xff, weights[1] & 0xff, Arrays.copyOfRange(weights, 4, weights.length)),
        placed);
  }

  static void require(boolean holds, String what) {
    if (!holds) {
      throw new IllegalArgumentException(what);
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
