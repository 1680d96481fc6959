package dev.seisei.tree.disk;

import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/// A disk in memory that knows what was forced, and can tell what a power cut would leave of it.
///
/// Of a file each sector of 512 bytes that was not forced is there or is as it was, and its end is
/// where it was or where it is; of the names in a folder those changes are there that came first,
/// up to some. It may be told to have no more room, or to fail when it is to force.
public final class LossyDisk implements Disk {
  private static final int SECTOR = 512;

  private static final class Content {
    private byte[] now = {};
    private byte[] forced = {};
  }

  private static final class Folder {
    private final TreeMap<String, Content> now = new TreeMap<>();
    private TreeMap<String, Content> forced = new TreeMap<>();
    private final List<Consumer<Map<String, Content>>> since = new ArrayList<>();

    private void change(Consumer<Map<String, Content>> change) {
      change.accept(now);
      since.add(change);
    }
  }

  private final TreeMap<Path, Folder> folders = new TreeMap<>();
  private Runnable before = () -> {};
  private long room = Long.MAX_VALUE;
  private boolean failsToForce;

  /// Called before each operation that changes something, while no other does.
  public synchronized void beforeEach(Runnable call) {
    before = call;
  }

  /// How many bytes all files may have together from now on.
  public synchronized void limitTo(long bytes) {
    room = bytes;
  }

  public synchronized void failToForce() {
    failsToForce = true;
  }

  /// Bytes of all files.
  public synchronized long bytes() {
    return folders.values().stream()
        .flatMap(folder -> folder.now.values().stream())
        .mapToLong(content -> content.now.length)
        .sum();
  }

  /// All files.
  public synchronized List<Path> files() {
    return folders.entrySet().stream()
        .flatMap(folder -> folder.getValue().now.keySet().stream().map(folder.getKey()::resolve))
        .toList();
  }

  /// Changes bytes behind everyone's back.
  public synchronized void damage(Path file, Consumer<byte[]> change) throws IOException {
    change.accept(content(file).now);
  }

  /// Gives a file other bytes behind everyone's back.
  public synchronized void replace(Path file, byte[] bytes) throws IOException {
    content(file).now = bytes;
  }

  /// The same files, all forced.
  public synchronized LossyDisk copy() {
    var copy = new LossyDisk();
    folders.forEach((path, folder) -> {
      var other = new Folder();
      folder.now.forEach((name, content) -> other.now.put(name, forced(content.now.clone())));
      other.forced.putAll(other.now);
      copy.folders.put(path, other);
    });
    return copy;
  }

  /// What would be left if the power were cut now.
  public synchronized LossyDisk cut(RandomGenerator random) {
    var left = new LossyDisk();
    folders.forEach((path, folder) -> {
      var names = new TreeMap<String, Content>(folder.forced);
      folder.since.stream()
          .limit(random.nextInt(folder.since.size() + 1))
          .forEach(change -> change.accept(names));
      var other = new Folder();
      names.forEach((name, content) -> other.now.put(name, forced(cut(content, random))));
      other.forced.putAll(other.now);
      left.folders.put(path, other);
    });
    return left;
  }

  private static Content forced(byte[] bytes) {
    var content = new Content();
    content.now = bytes;
    content.forced = bytes.clone();
    return content;
  }

  private static byte[] cut(Content content, RandomGenerator random) {
    boolean whole = random.nextInt(4) == 0;
    int length = random.nextBoolean() ? content.now.length : content.forced.length;
    byte[] left = Arrays.copyOf(content.forced, length);
    for (int at = 0; at < Math.min(length, content.now.length); at += SECTOR) {
      if (whole || random.nextBoolean()) {
        int count = Math.min(SECTOR, Math.min(length, content.now.length) - at);
        System.arraycopy(content.now, at, left, at, count);
      }
    }
    return left;
  }

  private Folder folder(Path path) throws IOException {
    Folder folder = folders.get(path);
    if (folder == null) {
      throw new FileNotFoundException(path.toString());
    }
    return folder;
  }

  private Content content(Path file) throws IOException {
    Content content = folder(parent(file)).now.get(name(file));
    if (content == null) {
      throw new FileNotFoundException(file.toString());
    }
    return content;
  }

  private static Path parent(Path file) {
    return Objects.requireNonNull(file.getParent());
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName());
  }

  @Override
  public synchronized void makeFolder(Path folder) {
    folders.computeIfAbsent(folder, _ -> new Folder());
  }

  @Override
  public synchronized List<String> names(Path folder) throws IOException {
    return List.copyOf(folder(folder).now.keySet());
  }

  @Override
  public synchronized byte[] read(Path file) throws IOException {
    return content(file).now.clone();
  }

  @Override
  public InputStream stream(Path file) throws IOException {
    return new ByteArrayInputStream(read(file));
  }

  @Override
  public synchronized long size(Path file) throws IOException {
    return content(file).now.length;
  }

  @Override
  public synchronized Writable create(Path file) throws IOException {
    before.run();
    if (folder(parent(file)).now.containsKey(name(file))) {
      throw new IOException(file + " is there");
    }
    var content = new Content();
    folder(parent(file)).change(names -> names.put(name(file), content));
    return new Opened(content);
  }

  @Override
  public synchronized Writable open(Path file) throws IOException {
    return new Opened(content(file));
  }

  @Override
  public synchronized void rename(Path from, Path to) throws IOException {
    before.run();
    Content content = content(from);
    folder(parent(from))
        .change(names -> {
          names.remove(name(from));
          names.put(name(to), content);
        });
  }

  @Override
  public synchronized void delete(Path file) throws IOException {
    before.run();
    content(file);
    folder(parent(file)).change(names -> names.remove(name(file)));
  }

  @Override
  public synchronized void forceFolder(Path folder) throws IOException {
    before.run();
    Folder forced = folder(folder);
    forced.forced = new TreeMap<>(forced.now);
    forced.since.clear();
  }

  private final class Opened implements Writable {
    private final Content content;
    private boolean isClosed;

    Opened(Content content) {
      this.content = content;
    }

    @Override
    public void write(long at, ByteBuffer bytes) throws IOException {
      synchronized (LossyDisk.this) {
        begin();
        long more = Math.max(0, at + bytes.remaining() - content.now.length);
        boolean isFull = more > 0 && bytes() + more > room;
        // As a file system does: what fits is written.
        int count = isFull ? bytes.remaining() / 2 : bytes.remaining();
        if (at + count > content.now.length) {
          content.now = Arrays.copyOf(content.now, (int) at + count);
        }
        bytes.get(content.now, (int) at, count);
        if (isFull) {
          throw new IOException("No space left on device");
        }
      }
    }

    @Override
    public void truncate(long size) throws IOException {
      synchronized (LossyDisk.this) {
        begin();
        content.now = Arrays.copyOf(content.now, (int) Math.min(size, content.now.length));
      }
    }

    @Override
    public void force() throws IOException {
      synchronized (LossyDisk.this) {
        begin();
        if (failsToForce) {
          throw new IOException("Input/output error");
        }
        content.forced = content.now.clone();
      }
    }

    private void begin() throws IOException {
      before.run();
      if (isClosed) {
        throw new IOException("closed");
      }
    }

    @Override
    public void close() {
      isClosed = true;
    }
  }
}
