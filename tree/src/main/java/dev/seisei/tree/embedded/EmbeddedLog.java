package dev.seisei.tree.embedded;

import dev.seisei.tree.disk.Disk;
import dev.seisei.tree.format.FolderFormat;
import dev.seisei.tree.log.LogException;
import dev.seisei.tree.log.Member;
import dev.seisei.tree.log.MemberId;
import dev.seisei.tree.log.Members;
import dev.seisei.tree.log.Replica;
import dev.seisei.tree.log.ReplicatedLog;
import dev.seisei.tree.segment.DamagedFileException;
import dev.seisei.tree.segment.DiskFullException;
import dev.seisei.tree.segment.Segments;
import dev.seisei.tree.segment.SnapshotFiles;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// A log of one member in a folder.
///
/// One thread takes all calls that wait, writes them as one batch, forces it to the disk, applies
/// them and answers: the more callers, the fewer forces a call. So what is acknowledged is on the
/// disk and applied, and [#barrier] has nothing to wait for.
///
/// A snapshot is written beside by another thread when the log has grown by as much as the last one
/// has, and by 8 MB; the log before it goes then. At the start the snapshot is loaded and the log
/// after it applied; a batch that was not finished is cut off, and damage to what may have been
/// acknowledged is refused with file and offset. What that costs, and what it can not see, stands
/// in `docs/tree.md`.
///
/// A disk without room refuses writes with [LogException.Code#DISK_FULL] until there is some; reads
/// are not concerned. After any other failure of the disk nobody knows what is on it: nothing is
/// written until the store is opened again.
public final class EmbeddedLog implements ReplicatedLog {
  private static final System.Logger LOG = System.getLogger(EmbeddedLog.class.getName());
  private static final Member SELF = new Member(new MemberId("embedded"), "", false);
  private static final Duration DEADLINE = Duration.ofSeconds(10);
  private static final CompletableFuture<Void> DONE = CompletableFuture.allOf();

  /// How a log keeps its files.
  ///
  /// @param snapshotBytes by which the log grows at least before a snapshot is written
  public record Options(long snapshotBytes, Segments.Options segments) {
    public static final Options USUAL = new Options(8 << 20, Segments.Options.USUAL);
  }

  private final Replica replica;
  private final Options options;
  private final @Nullable FolderLock lock;
  private final SnapshotFiles snapshots;
  private final Segments segments;
  private final Waiting waiting = new Waiting();
  private final Thread thread;

  // Of the log's thread alone, once that runs.
  private long appliedBytes;
  private long droppedBefore;

  private volatile Snapshot snapshot;
  private volatile @Nullable Thread snapshotting;
  private volatile boolean needsRoom;
  private volatile boolean isClosed;
  private volatile @Nullable Throwable failure;

  /// The last snapshot.
  ///
  /// @param index of the last command in it
  /// @param next bytes of commands until the next one is due
  private record Snapshot(long index, long next) {}

  /// Opens a folder, making it where it is missing, and brings a replica to what is in it.
  ///
  /// @throws DamagedFileException if something that was acknowledged is, or may be, damaged
  /// @throws IOException if another process has the folder, if it is of a newer format, or if the
  ///   disk refuses
  public static EmbeddedLog open(Path folder, Replica replica) throws IOException {
    FolderLock lock = FolderLock.take(folder);
    try {
      FolderFormat.open(folder, List.of());
      return new EmbeddedLog(Disk.SYSTEM, folder, replica, Options.USUAL, lock);
    } catch (IOException | RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  /// Opens a folder on any disk, without its lock and format: for proofs.
  ///
  /// @throws IOException as [#open(Path, Replica)]
  public static EmbeddedLog open(Disk disk, Path folder, Replica replica, Options options)
      throws IOException {
    return new EmbeddedLog(disk, folder, replica, options, null);
  }

  private EmbeddedLog(
      Disk disk, Path folder, Replica replica, Options options, @Nullable FolderLock lock)
      throws IOException {
    this.replica = replica;
    this.options = options;
    this.lock = lock;
    this.snapshots = new SnapshotFiles(disk, folder.resolve("snapshots"));
    SnapshotFiles.Loaded loaded = snapshots.load(replica);
    snapshot = new Snapshot(loaded.index(), Math.max(options.snapshotBytes, loaded.bytes()));
    segments =
        Segments.open(
            disk, folder.resolve("log"), options.segments, loaded.index() + 1, this::replay);
    thread = Thread.ofPlatform().name("tree-log").daemon().start(this::run);
  }

  private void replay(Path file, long offset, long index, byte[] record) throws IOException {
    try {
      var _ = replica.apply(index, record);
      appliedBytes += record.length;
    } catch (IllegalArgumentException e) {
      throw new DamagedFileException(file, offset, "record " + index + ": " + e.getMessage());
    }
  }

  @Override
  public CompletableFuture<byte[]> propose(byte[] command) {
    if (command.length > MAX_COMMAND_BYTES) {
      return failed(
          LogException.Code.TOO_LARGE,
          "a command must be at most " + MAX_COMMAND_BYTES + " bytes, got " + command.length);
    }
    var answer = new CompletableFuture<byte[]>();
    return switch (waiting.offer(new Waiting.Call(command, answer))) {
      case YES -> answer;
      case TOO_MANY -> failed(LogException.Code.BUSY, "too many calls wait");
      case CLOSED -> CompletableFuture.failedFuture(closed());
    };
  }

  private LogException closed() {
    Throwable cause = failure;
    return cause == null
        ? new LogException(LogException.Code.CLOSED, "the log is closed")
        : new LogException(
            LogException.Code.CORRUPT,
            "the log failed and writes nothing more until it is opened again: " + cause,
            cause);
  }

  private static <T> CompletableFuture<T> failed(LogException.Code code, String message) {
    return CompletableFuture.failedFuture(new LogException(code, message));
  }

  private void run() {
    for (var batch = waiting.take(); !batch.isEmpty(); batch = waiting.take()) {
      if (failure != null) {
        refuse(batch, closed());
      } else {
        write(batch);
      }
    }
  }

  private void write(List<Waiting.Call> batch) {
    long index = segments.next();
    try {
      drop();
      append(batch.stream().map(Waiting.Call::command).toList());
    } catch (DiskFullException e) {
      refuse(
          batch,
          new LogException(
              LogException.Code.DISK_FULL,
              "the disk has no room for the log; make some, nothing else is needed",
              e));
      return;
    } catch (IOException | RuntimeException e) {
      fail(e);
      refuse(
          batch,
          new LogException(LogException.Code.UNKNOWN, "the disk failed while it wrote: " + e, e));
      return;
    }
    for (var call : batch) {
      apply(index++, call);
    }
    tidy(index - 1);
  }

  /// Writes to the log, which comes before a snapshot where there is not room for both.
  private void append(List<byte[]> commands) throws IOException {
    Thread writing = snapshotting;
    try {
      segments.append(commands);
    } catch (DiskFullException e) {
      if (writing == null || !hasEnded(writing)) {
        throw e;
      }
      drop();
      segments.append(commands);
    }
  }

  private boolean hasEnded(Thread writing) {
    needsRoom = true;
    try {
      return writing.join(DEADLINE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      needsRoom = false;
    }
  }

  private void drop() throws IOException {
    if (snapshot.index >= droppedBefore) {
      droppedBefore = snapshot.index + 1;
      segments.dropBefore(droppedBefore);
    }
  }

  private void tidy(long last) {
    try {
      if (appliedBytes >= snapshot.next && snapshotting == null) {
        beginSnapshot(last);
      }
    } catch (IOException e) {
      fail(e);
    }
  }

  private void apply(long index, Waiting.Call call) {
    try {
      byte[] answer = replica.apply(index, call.command());
      appliedBytes += call.command().length;
      call.answer().complete(answer);
    } catch (RuntimeException e) {
      // The next start would come to it again: let an operator see it now.
      fail(e);
      call.answer()
          .completeExceptionally(
              new LogException(
                  LogException.Code.CORRUPT, "command " + index + " can not be applied: " + e, e));
    }
  }

  private void fail(Exception e) {
    if (failure == null) {
      failure = e;
      LOG.log(Level.ERROR, "the log failed and writes nothing more until it is opened again", e);
    }
  }

  private static void refuse(List<Waiting.Call> batch, LogException why) {
    for (var call : batch) {
      call.answer().completeExceptionally(why);
    }
  }

  /// Freezes the state between two batches and lets the log go on in another segment, so that those
  /// before can go.
  private void beginSnapshot(long index) throws IOException {
    segments.roll();
    appliedBytes = 0;
    var frozen = replica.freeze();
    var thread =
        Thread.ofPlatform()
            .name("tree-snapshot")
            .daemon()
            .unstarted(() -> writeSnapshot(index, frozen));
    snapshotting = thread;
    thread.start();
  }

  private void writeSnapshot(long index, Replica.SnapshotWriter frozen) {
    try {
      long size = snapshots.write(index, frozen, () -> isClosed || needsRoom);
      snapshot = new Snapshot(index, Math.max(options.snapshotBytes, size));
    } catch (IOException | RuntimeException e) {
      // The log still has all; another try comes soon.
      snapshot = new Snapshot(snapshot.index, options.snapshotBytes / 8);
      if (!isClosed) {
        LOG.log(
            Level.WARNING, "a snapshot could not be written, and the log grows meanwhile: " + e);
      }
    } finally {
      snapshotting = null;
    }
  }

  /// Completes at once: what was acknowledged is applied.
  @Override
  public CompletableFuture<Void> barrier() {
    return isClosed ? CompletableFuture.failedFuture(closed()) : DONE;
  }

  @Override
  public Members members() {
    return new Members(SELF.id(), Members.Role.LEADER, SELF.id(), List.of(SELF));
  }

  @Override
  public CompletableFuture<Void> join(Member member) {
    return alone();
  }

  @Override
  public CompletableFuture<Void> leave(MemberId member) {
    return alone();
  }

  @Override
  public CompletableFuture<Void> transfer(MemberId member) {
    return alone();
  }

  private static CompletableFuture<Void> alone() {
    return failed(LogException.Code.MEMBER, "an embedded log has one member");
  }

  /// Lets what waits be done first; a snapshot that is being written is given up.
  @Override
  public void close() {
    isClosed = true;
    waiting.close();
    try {
      Thread writing = snapshotting;
      if (!thread.join(DEADLINE) || (writing != null && !writing.join(DEADLINE))) {
        LOG.log(Level.ERROR, "the disk did not answer within 10 s; the log's files stay open");
        return;
      }
      segments.close();
      if (lock != null) {
        lock.close();
      }
    } catch (IOException e) {
      LOG.log(Level.WARNING, "the log's files could not be closed", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
