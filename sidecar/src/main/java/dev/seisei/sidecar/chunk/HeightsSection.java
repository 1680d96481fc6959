package dev.seisei.sidecar.chunk;

import dev.seisei.data.ChunkGrid;
import dev.seisei.data.HeightField;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// Heights as whole numbers of a quantum, each told as the difference from what its neighbours
/// predict.
final class HeightsSection {
  private static final int HEAD = 12;
  private static final float FINEST = 1 / 128f;
  private static final int LARGEST = 65535;

  private HeightsSection() {}

  /// How heights become whole numbers.
  ///
  /// @param offset metres of number 0, a multiple of the quantum
  /// @param quantum metres a step, a power of two
  record Scale(float offset, float quantum) {

    /// The finest scale that holds all heights, and some room below for what stands a little in the
    /// ground.
    static Scale of(float[] metres) {
      float least = metres[0];
      float most = metres[0];
      for (float height : metres) {
        least = Math.min(least, height);
        most = Math.max(most, height);
      }
      float quantum = FINEST;
      while (most - least + 1 > quantum * LARGEST) {
        quantum *= 2;
      }
      // Half a metre below: instances may be sunk into the ground.
      return new Scale((float) Math.floor((least - 0.5f) / quantum) * quantum, quantum);
    }

    int quantised(float metres) {
      return Math.clamp((int) Math.floor((metres - offset) / quantum + 0.5f), 0, LARGEST);
    }

    float metres(int quantised) {
      return offset + quantum * quantised;
    }
  }

  static byte[] encode(HeightField heights, Scale scale) {
    int side = heights.side();
    int count = side * side;
    var out = ByteBuffer.allocate(HEAD + 2 * count).order(ByteOrder.LITTLE_ENDIAN);
    out.putFloat(scale.offset).putFloat(scale.quantum);
    out.putShort((short) side).put((byte) ChunkGrid.APRON).put((byte) 0);
    int[] above = new int[side];
    for (int j = 0, n = 0; j < side; j++) {
      int left = 0;
      int aboveLeft = 0;
      for (int i = 0; i < side; i++, n++) {
        int value = scale.quantised(heights.at(i, j));
        short residual = (short) (value - (left + above[i] - aboveLeft));
        int folded = (residual << 1) ^ (residual >> 15);
        out.put(HEAD + n, (byte) folded);
        out.put(HEAD + count + n, (byte) (folded >> 8));
        aboveLeft = above[i];
        above[i] = value;
        left = value;
      }
    }
    return out.array();
  }

  static HeightField decode(byte[] raw) {
    var in = ByteBuffer.wrap(raw).order(ByteOrder.LITTLE_ENDIAN);
    var scale = new Scale(in.getFloat(), in.getFloat());
    int side = in.getShort() & 0xffff;
    int count = side * side;
    ChunkCodec.require(side >= 2 && raw.length == HEAD + 2 * count, "heights: side " + side);
    float[] metres = new float[count];
    int[] above = new int[side];
    for (int j = 0, n = 0; j < side; j++) {
      int left = 0;
      int aboveLeft = 0;
      for (int i = 0; i < side; i++, n++) {
        int folded = (raw[HEAD + n] & 0xff) | ((raw[HEAD + count + n] & 0xff) << 8);
        int residual = (folded >>> 1) ^ -(folded & 1);
        int value = (left + above[i] - aboveLeft + residual) & 0xffff;
        metres[n] = scale.metres(value);
        aboveLeft = above[i];
        above[i] = value;
        left = value;
      }
    }
    return new HeightField(side, metres);
  }
}
