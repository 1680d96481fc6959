package dev.seisei.sidecar.chunk;

import com.github.luben.zstd.Zstd;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;

/// A chunk read and written by the letter of `docs/protocol.md`, without a line of the codec that
/// it judges.
@SuppressWarnings("ArrayRecordComponent") // compared nowhere
record WireChunk(
    int lod, int x, int y, int z, byte[] digest, int rawTotal, List<Section> sections) {

  /// @param kind as the section table tells it
  /// @param raw bytes before compression
  record Section(int kind, byte[] raw) {}

  static WireChunk read(byte[] bytes) {
    var in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    var sections = new ArrayList<Section>();
    for (int row = 56; row < 56 + 16 * bytes[5]; row += 16) {
      byte[] body = new byte[in.getInt(row + 8)];
      in.get(in.getInt(row + 4), body);
      byte[] raw = bytes[row + 1] == 1 ? Zstd.decompress(body, in.getInt(row + 12)) : body;
      sections.add(new Section(bytes[row], raw));
    }
    byte[] digest = new byte[32];
    in.get(20, digest);
    return new WireChunk(
        bytes[6], in.getInt(8), in.getInt(12), in.getInt(16), digest, in.getInt(52), sections);
  }

  /// The digest that the content has.
  byte[] computedDigest() {
    MessageDigest sha;
    try {
      sha = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
    sha.update((byte) lod);
    sha.update(numbers(x, y, z));
    for (Section section : sections) {
      sha.update((byte) section.kind);
      sha.update(numbers(section.raw.length));
      sha.update(section.raw);
    }
    return sha.digest();
  }

  private static byte[] numbers(int... numbers) {
    var bytes = ByteBuffer.allocate(4 * numbers.length).order(ByteOrder.LITTLE_ENDIAN);
    for (int number : numbers) {
      bytes.putInt(number);
    }
    return bytes.array();
  }

  /// The same chunk, its sections at another level of zstd, or as they are.
  ///
  /// @param level 0 for no compression
  byte[] written(int level) {
    var bodies = new ArrayList<byte[]>();
    int at = 56 + 16 * sections.size();
    int total = at;
    for (Section section : sections) {
      bodies.add(level == 0 ? section.raw : Zstd.compress(section.raw, level));
      total += bodies.getLast().length;
    }
    var out = ByteBuffer.allocate(total).order(ByteOrder.LITTLE_ENDIAN);
    out.put(new byte[] {'S', 'C', 'H', 'K', 1, (byte) sections.size(), (byte) lod, 0});
    out.putInt(x).putInt(y).putInt(z).put(digest).putInt(rawTotal);
    for (int s = 0; s < bodies.size(); s++) {
      out.put((byte) sections.get(s).kind).put((byte) (level == 0 ? 0 : 1)).putShort((short) 0);
      out.putInt(at).putInt(bodies.get(s).length).putInt(sections.get(s).raw.length);
      at += bodies.get(s).length;
    }
    bodies.forEach(out::put);
    return out.array();
  }

  /// The same with one more section at its end, and the digest that it then has.
  WireChunk with(int kind, byte[] raw) {
    var more = new ArrayList<>(sections);
    more.add(new Section(kind, raw));
    var chunk = new WireChunk(lod, x, y, z, digest, rawTotal + raw.length, more);
    return new WireChunk(lod, x, y, z, chunk.computedDigest(), chunk.rawTotal, more);
  }

  /// Step between heights in metres.
  float quantum() {
    return heightsSection().getFloat(4);
  }

  private ByteBuffer heightsSection() {
    return ByteBuffer.wrap(sections.getFirst().raw).order(ByteOrder.LITTLE_ENDIAN);
  }

  /// Heights in metres, row by row.
  float[] heights() {
    ByteBuffer in = heightsSection();
    int side = in.getShort(8);
    int[] q = new int[side * side];
    float[] metres = new float[side * side];
    for (int n = 0; n < q.length; n++) {
      int u = (in.get(12 + n) & 0xff) + 256 * (in.get(12 + side * side + n) & 0xff);
      int r = u % 2 == 0 ? u / 2 : -(u + 1) / 2;
      int left = n % side == 0 ? 0 : q[n - 1];
      int up = n < side ? 0 : q[n - side];
      int upLeft = n % side == 0 || n < side ? 0 : q[n - side - 1];
      q[n] = Math.floorMod(left + up - upLeft + r, 65536);
      metres[n] = in.getFloat(0) + in.getFloat(4) * q[n];
    }
    return metres;
  }
}
