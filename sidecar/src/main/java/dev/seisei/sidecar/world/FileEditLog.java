package dev.seisei.sidecar.world;

import dev.seisei.graph.edit.EditJson;
import dev.seisei.graph.edit.Entry;
import dev.seisei.sidecar.file.WholeFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// Edits in a file that only grows: a head of eight bytes, then for each entry its length, the
/// CRC-32C of what follows, both 32 bits and little-endian, and the entry as JSON.
///
/// An entry is safe when [#append] returns: it is forced to the disk. What a crash left half
/// written at the end was acknowledged to nobody and is cut off; a fault anywhere else refuses the
/// file, since what follows it was promised. One process at a time.
final class FileEditLog implements EditLog {
  private static final byte[] HEAD = "SEISEIE1".getBytes(StandardCharsets.US_ASCII);
  private static final int FRAME = 8;
  private static final int MOST_BYTES = 64 << 10;
  private static final JsonMapper JSON = new JsonMapper();

  private final Path file;
  private final FileChannel channel;
  private final FileLock lock;
  private long end;
  private boolean isBroken;

  private FileEditLog(Path file, FileChannel channel, FileLock lock) {
    this.file = file;
    this.channel = channel;
    this.lock = lock;
  }

  /// Opens a file, which is made if it is not there, and reads what it holds.
  ///
  /// @param taker gets each entry, in order
  /// @throws UncheckedIOException if the disk refuses
  /// @throws IllegalStateException if the file is damaged or in use, with the way out
  static FileEditLog open(Path file, Consumer<Entry> taker) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      var channel =
          FileChannel.open(
              file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      try {
        FileLock lock = lock(channel);
        if (lock == null) {
          throw new IllegalStateException(
              "The edits in "
                  + file
                  + " are in use by another process. Stop that one, or choose another folder with"
                  + " --data. [edits.locked]");
        }
        var log = new FileEditLog(file, channel, lock);
        log.read(taker);
        return log;
      } catch (IOException | RuntimeException e) {
        channel.close();
        throw e;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(
          "cannot open the edits in " + file + ": " + WholeFile.reason(e), e);
    }
  }

  private static @Nullable FileLock lock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException _) {
      return null;
    }
  }

  private void read(Consumer<Entry> taker) throws IOException {
    byte[] all = new byte[Math.toIntExact(Math.min(channel.size(), Integer.MAX_VALUE - 8))];
    var in = ByteBuffer.wrap(all).order(ByteOrder.LITTLE_ENDIAN);
    while (in.hasRemaining() && channel.read(in, in.position()) >= 0) {
      // Until all is there.
    }
    in.flip();
    if (all.length < HEAD.length) {
      start();
      return;
    }
    if (!Arrays.equals(Arrays.copyOf(all, HEAD.length), HEAD)) {
      throw damaged(0, "it does not begin as a file of edits does");
    }
    in.position(HEAD.length);
    while (in.hasRemaining()) {
      int at = in.position();
      byte[] body = body(in);
      if (body == null) {
        endAt(at, in);
        return;
      }
      taker.accept(entry(body, at));
    }
    end = all.length;
  }

  private void start() throws IOException {
    channel.truncate(0);
    channel.write(ByteBuffer.wrap(HEAD), 0);
    channel.force(true);
    end = HEAD.length;
  }

  /// The next entry's JSON; null, and nothing taken, if there is none whole.
  private static byte @Nullable [] body(ByteBuffer in) {
    int at = in.position();
    if (in.remaining() < FRAME) {
      return null;
    }
    int length = in.getInt(at);
    if (length <= 0 || length > MOST_BYTES || length > in.remaining() - FRAME) {
      return null;
    }
    byte[] body = new byte[length];
    in.get(at + FRAME, body);
    if (checksum(body) != in.getInt(at + 4)) {
      return null;
    }
    in.position(at + FRAME + length);
    return body;
  }

  /// What is not whole is what a crash left of the last write, unless something whole follows.
  private void endAt(int at, ByteBuffer in) throws IOException {
    for (int next = at + 1; next < in.limit(); next++) {
      if (body(in.position(next)) != null) {
        throw damaged(at, "an entry is not what was written, and more follows");
      }
    }
    cut(at, in.limit() - at);
  }

  private Entry entry(byte[] body, int at) {
    try {
      return EditJson.entry(JSON.readTree(body));
    } catch (JacksonException | IllegalArgumentException e) {
      throw damaged(at, "an entry cannot be read: " + e.getMessage());
    }
  }

  private IllegalStateException damaged(int at, String what) {
    return new IllegalStateException(
        "The edits in "
            + file
            + " are damaged at byte "
            + at
            + ": "
            + what
            + ". Put a copy of the file in its place, or move it away to start without edits."
            + " [edits.damaged]");
  }

  private void cut(long at, long bytes) throws IOException {
    System.getLogger(FileEditLog.class.getName())
        .log(
            Level.WARNING,
            "cut {0} bytes off the end of {1}: a write that was never finished",
            bytes,
            file);
    channel.truncate(at);
    channel.force(true);
    end = at;
  }

  @Override
  public void append(List<Entry> entries) {
    if (isBroken) {
      throw new UncheckedIOException(
          new IOException("an earlier write to " + file + " failed; start the server again"));
    }
    var bytes = new ByteArrayOutputStream();
    for (Entry entry : entries) {
      byte[] body = EditJson.write(entry).toString().getBytes(StandardCharsets.UTF_8);
      var frame = ByteBuffer.allocate(FRAME).order(ByteOrder.LITTLE_ENDIAN);
      bytes.writeBytes(frame.putInt(body.length).putInt(checksum(body)).array());
      bytes.writeBytes(body);
    }
    var out = ByteBuffer.wrap(bytes.toByteArray());
    try {
      while (out.hasRemaining()) {
        channel.write(out, end + out.position());
      }
      channel.force(false);
      end += out.limit();
    } catch (IOException e) {
      giveUp();
      throw new UncheckedIOException(
          "cannot write the edits to " + file + ": " + WholeFile.reason(e), e);
    }
  }

  /// What may be there of entries that nobody was promised must not be found by a restart; where
  /// even that fails, nothing more is taken.
  private void giveUp() {
    try {
      channel.truncate(end);
      channel.force(false);
    } catch (IOException _) {
      isBroken = true;
    }
  }

  private static int checksum(byte[] body) {
    var sum = new CRC32C();
    sum.update(body);
    return (int) sum.getValue();
  }

  @Override
  public void close() {
    try {
      lock.release();
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot close " + file, e);
    }
  }
}
