package dev.seisei.graph.doc;

import dev.seisei.graph.Node;
import dev.seisei.graph.NodeType;
import dev.seisei.graph.Samples;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;

/// A field seen from above, drawn by the kernels themselves.
///
/// @param side pixels along a side
/// @param grey brightness, row by row
@SuppressWarnings("ArrayRecordComponent") // compared by content where it is compared
public record Picture(int side, byte[] grey) {
  private static final int SIDE = 160;
  private static final float CELL_METRES = 1.5f;

  /// Draws a node's example, 240 m across; nothing where it makes no field.
  public static Optional<Picture> of(NodeType type) {
    return type.facts().look() == NodeType.Look.NONE
        ? Optional.empty()
        : Example.field(type).map(field -> draw(field, type.facts().look()));
  }

  private static Picture draw(Node.Field field, NodeType.Look look) {
    // A ring more, for slopes.
    int wide = SIDE + 2;
    float[] values = Samples.grid(-wide / 2, -wide / 2, wide, CELL_METRES).of(field);
    float least = Float.MAX_VALUE;
    float most = -Float.MAX_VALUE;
    for (float value : values) {
      least = Math.min(least, value);
      most = Math.max(most, value);
    }
    float scale = most > least ? 1 / (most - least) : 0;
    byte[] grey = new byte[SIDE * SIDE];
    for (int i = 0; i < grey.length; i++) {
      int at = (i / SIDE + 1) * wide + i % SIDE + 1;
      float bright = (values[at] - least) * scale;
      if (look == NodeType.Look.RELIEF) {
        float east = (values[at + 1] - values[at - 1]) / (2 * CELL_METRES);
        float south = (values[at + wide] - values[at - wide]) / (2 * CELL_METRES);
        // The sun stands in the north-west, as on maps.
        float lit =
            (0.7f + 0.5f * (east + south)) / (float) Math.sqrt(1 + east * east + south * south);
        bright = Math.clamp(lit, 0, 1) * (0.75f + 0.25f * bright);
      }
      grey[i] = (byte) (bright * 255 + 0.5f);
    }
    return new Picture(SIDE, grey);
  }

  /// The picture as a file.
  ///
  /// Source: W3C, "Portable Network Graphics (PNG) Specification", 2nd ed., 2003.
  public byte[] png() {
    var bytes = new ByteArrayOutputStream();
    try (var out = new DataOutputStream(bytes)) {
      out.writeLong(0x89504e470d0a1a0aL);
      var header = new ByteArrayOutputStream();
      var fields = new DataOutputStream(header);
      fields.writeInt(side);
      fields.writeInt(side);
      // 8 bits of grey, the usual methods, not interlaced.
      fields.write(new byte[] {8, 0, 0, 0, 0});
      chunk(out, "IHDR", header.toByteArray());
      var pixels = new ByteArrayOutputStream();
      try (var deflated = new DeflaterOutputStream(pixels)) {
        for (int row = 0; row < side; row++) {
          // Each line as the difference from the one above.
          deflated.write(2);
          for (int column = 0; column < side; column++) {
            int above = row == 0 ? 0 : grey[(row - 1) * side + column];
            deflated.write(grey[row * side + column] - above);
          }
        }
      }
      chunk(out, "IDAT", pixels.toByteArray());
      chunk(out, "IEND", new byte[0]);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static void chunk(DataOutputStream out, String type, byte[] content) throws IOException {
    byte[] name = type.getBytes(StandardCharsets.US_ASCII);
    var crc = new CRC32();
    crc.update(name);
    crc.update(content);
    out.writeInt(content.length);
    out.write(name);
    out.write(content);
    out.writeInt((int) crc.getValue());
  }
}
