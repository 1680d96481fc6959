package dev.seisei.tree.embedded;

import dev.seisei.tree.log.Replica;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// A replica that remembers all it was given, in order. One may freeze and read while another
/// thread applies.
final class Ledger implements Replica {
  private List<String> entries = new ArrayList<>();
  private long index;

  /// A command that is found again, of some hundred bytes by chance.
  static byte[] command(String name, SplittableRandom random) {
    var filler = new byte[random.nextInt(400)];
    if (random.nextBoolean()) {
      random.nextBytes(filler);
    }
    var command = new ByteArrayOutputStream();
    command.writeBytes((name + " ").getBytes(StandardCharsets.UTF_8));
    command.writeBytes(filler);
    return command.toByteArray();
  }

  synchronized List<String> entries() {
    return List.copyOf(entries);
  }

  @Override
  public synchronized byte[] apply(long at, byte[] command) {
    if (at != index + 1) {
      throw new IllegalArgumentException("command " + at + " comes after command " + index);
    }
    index = at;
    String text = new String(command, StandardCharsets.ISO_8859_1);
    if (text.indexOf(' ') < 0) {
      throw new IllegalArgumentException("no name ends");
    }
    entries.add(text);
    return String.valueOf(at).getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public synchronized SnapshotWriter freeze() {
    List<String> frozen = List.copyOf(entries);
    return out -> {
      var data = new DataOutputStream(out);
      data.writeInt(frozen.size());
      for (String entry : frozen) {
        data.writeShort(entry.length());
        data.write(entry.getBytes(StandardCharsets.ISO_8859_1));
      }
      data.flush();
    };
  }

  @Override
  public synchronized void load(InputStream snapshot) throws IOException {
    var data = new DataInputStream(snapshot);
    var loaded = new ArrayList<String>();
    int count = data.readInt();
    for (int i = 0; i < count; i++) {
      byte[] entry = data.readNBytes(data.readUnsignedShort());
      if (entry.length == 0) {
        throw new EOFException("ends early");
      }
      loaded.add(new String(entry, StandardCharsets.ISO_8859_1));
    }
    entries = loaded;
    index = count;
  }
}
