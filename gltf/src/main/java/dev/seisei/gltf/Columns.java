package dev.seisei.gltf;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.WritableByteChannel;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;

/// The binary chunk: columns one after the other, each at a multiple of four bytes.
final class Columns {
  private static final int BUFFER = 1 << 16;

  private final List<Column> columns = new ArrayList<>();
  private final List<Long> offsets = new ArrayList<>();
  private final IdentityHashMap<Object, Integer> known = new IdentityHashMap<>();
  private long bytes;

  /// Number of the column; one whose array is known already is not added again.
  int add(Column column) {
    Integer found = known.get(column.array());
    if (found != null && columns.get(found).componentType() == column.componentType()) {
      return found;
    }
    known.put(column.array(), columns.size());
    columns.add(column);
    offsets.add(bytes);
    bytes += padded(column.bytes());
    return columns.size() - 1;
  }

  List<Column> all() {
    return columns;
  }

  long offset(int column) {
    return offsets.get(column);
  }

  /// Size of the chunk's data, a multiple of four.
  long bytes() {
    return bytes;
  }

  static long padded(long bytes) {
    return (bytes + 3) & ~3L;
  }

  void write(WritableByteChannel out) throws IOException {
    var buffer = ByteBuffer.allocate(BUFFER).order(ByteOrder.LITTLE_ENDIAN);
    for (Column column : columns) {
      column.write(buffer, out);
      for (long i = column.bytes(); i < padded(column.bytes()); i++) {
        Column.makeRoom(buffer, 1, out);
        buffer.put((byte) 0);
      }
    }
    Column.empty(buffer, out);
  }
}
