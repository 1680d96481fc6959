package dev.seisei.gltf;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/// One array of a GLB: a buffer view and the accessor that covers it.
sealed interface Column {
  int FLOAT = 5126;
  int UNSIGNED_BYTE = 5121;
  int UNSIGNED_SHORT = 5123;
  int UNSIGNED_INT = 5125;

  /// What the view is for; not said of instances, which are not vertex data.
  enum Target {
    VERTICES(34962),
    INDICES(34963),
    UNSAID(0);

    final int code;

    Target(int code) {
      this.code = code;
    }
  }

  /// The array itself: columns of the same array are the same column.
  Object array();

  int componentType();

  String type();

  int count();

  long bytes();

  Target target();

  /// Puts all values into a little-endian buffer, emptying it into the channel whenever it is full.
  void write(ByteBuffer buffer, WritableByteChannel out) throws IOException;

  /// Numbers in threes or fours.
  ///
  /// @param width numbers an element, 3 or 4
  /// @param bounded whether the accessor must tell least and largest, as `POSITION` must
  @SuppressWarnings("ArrayRecordComponent")
  record Floats(float[] array, int width, boolean bounded, Target target) implements Column {
    @Override
    public int componentType() {
      return FLOAT;
    }

    @Override
    public String type() {
      return "VEC" + width;
    }

    @Override
    public int count() {
      return array.length / width;
    }

    @Override
    public long bytes() {
      return 4L * array.length;
    }

    @Override
    public void write(ByteBuffer buffer, WritableByteChannel out) throws IOException {
      for (int at = 0; at < array.length; ) {
        makeRoom(buffer, 4, out);
        int step = Math.min(array.length - at, buffer.remaining() / 4);
        buffer.asFloatBuffer().put(array, at, step);
        buffer.position(buffer.position() + 4 * step);
        at += step;
      }
    }

    /// Least x, y, z, then largest x, y, z, of a column of width 3.
    float[] bounds() {
      float leastX = array[0];
      float leastY = array[1];
      float leastZ = array[2];
      float mostX = leastX;
      float mostY = leastY;
      float mostZ = leastZ;
      for (int i = 3; i < array.length; i += 3) {
        leastX = Math.min(leastX, array[i]);
        leastY = Math.min(leastY, array[i + 1]);
        leastZ = Math.min(leastZ, array[i + 2]);
        mostX = Math.max(mostX, array[i]);
        mostY = Math.max(mostY, array[i + 1]);
        mostZ = Math.max(mostZ, array[i + 2]);
      }
      return new float[] {leastX, leastY, leastZ, mostX, mostY, mostZ};
    }
  }

  /// Linear RGBA.
  @SuppressWarnings("ArrayRecordComponent")
  record Colours(byte[] array) implements Column {
    @Override
    public int componentType() {
      return UNSIGNED_BYTE;
    }

    @Override
    public String type() {
      return "VEC4";
    }

    @Override
    public int count() {
      return array.length / 4;
    }

    @Override
    public long bytes() {
      return array.length;
    }

    @Override
    public Target target() {
      return Target.VERTICES;
    }

    @Override
    public void write(ByteBuffer buffer, WritableByteChannel out) throws IOException {
      empty(buffer, out);
      var all = ByteBuffer.wrap(array);
      while (all.hasRemaining()) {
        out.write(all);
      }
    }
  }

  /// Corners of triangles, in two bytes each where the vertices allow it.
  @SuppressWarnings("ArrayRecordComponent")
  record Indices(int[] array, boolean wide) implements Column {
    @Override
    public int componentType() {
      return wide ? UNSIGNED_INT : UNSIGNED_SHORT;
    }

    @Override
    public String type() {
      return "SCALAR";
    }

    @Override
    public int count() {
      return array.length;
    }

    @Override
    public long bytes() {
      return (wide ? 4L : 2L) * array.length;
    }

    @Override
    public Target target() {
      return Target.INDICES;
    }

    @Override
    public void write(ByteBuffer buffer, WritableByteChannel out) throws IOException {
      if (wide) {
        writeWide(buffer, out);
        return;
      }
      for (int at = 0; at < array.length; ) {
        makeRoom(buffer, 2, out);
        int end = at + Math.min(array.length - at, buffer.remaining() / 2);
        while (at < end) {
          buffer.putShort((short) array[at++]);
        }
      }
    }

    private void writeWide(ByteBuffer buffer, WritableByteChannel out) throws IOException {
      for (int at = 0; at < array.length; ) {
        makeRoom(buffer, 4, out);
        int step = Math.min(array.length - at, buffer.remaining() / 4);
        buffer.asIntBuffer().put(array, at, step);
        buffer.position(buffer.position() + 4 * step);
        at += step;
      }
    }
  }

  static void makeRoom(ByteBuffer buffer, int bytes, WritableByteChannel out) throws IOException {
    if (buffer.remaining() < bytes) {
      empty(buffer, out);
    }
  }

  static void empty(ByteBuffer buffer, WritableByteChannel out) throws IOException {
    buffer.flip();
    while (buffer.hasRemaining()) {
      out.write(buffer);
    }
    buffer.clear();
  }
}
