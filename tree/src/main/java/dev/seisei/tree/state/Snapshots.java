package dev.seisei.tree.state;

import dev.seisei.tree.codec.Decoder;
import dev.seisei.tree.codec.Encoder;
import dev.seisei.tree.command.CommandCodec;
import dev.seisei.tree.node.Names;
import dev.seisei.tree.node.Node;
import dev.seisei.tree.node.Path;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.pcollections.TreePMap;

/// States as files.
///
/// `SEISTREE`, `u32` format, then blocks (see [BlockWriter]) of records: the index; the nodes, a
/// path before those below it, children by name; what nodes are kept for; what was answered to
/// whom; the end, with the number of nodes. The same state gives the same bytes.
public final class Snapshots {
  /// The format that is written; newer ones are refused.
  public static final int FORMAT = 1;

  private static final byte[] MAGIC = "SEISTREE".getBytes(StandardCharsets.US_ASCII);
  static final int HEAD = 12;

  private static final int INDEX = 1;
  private static final int NODE = 2;
  private static final int GUARD = 3;
  private static final int SESSION = 4;
  private static final int END = 5;

  private static final int MOST_TEXT = 64 << 10;

  private Snapshots() {}

  /// Writes a state; memory for one block is taken.
  public static void write(State state, OutputStream out) throws IOException {
    out.write(MAGIC);
    out.write(ByteBuffer.allocate(4).putInt(FORMAT).array());
    var blocks = new BlockWriter(out);
    blocks.next().u8(INDEX).number(state.index());
    writeNode(blocks, 0, "", state.root());
    for (var guard : state.guards().byNode().entrySet()) {
      Encoder record = blocks.next().u8(GUARD).text(guard.getKey().toString());
      CommandCodec.writeKeepWhile(record, guard.getValue());
    }
    for (var one : state.sessions().byClient().entrySet()) {
      var session = one.getValue();
      blocks
          .next()
          .u8(SESSION)
          .text(one.getKey())
          .number(session.used())
          .number(session.floor())
          .number(session.answers().size());
      for (var answer : session.answers().entrySet()) {
        blocks.next().number(answer.getKey()).bytes(ByteBuffer.wrap(answer.getValue()));
      }
    }
    blocks.next().u8(END).number(state.root().below());
    blocks.end();
  }

  private static void writeNode(BlockWriter blocks, int depth, String name, Node node)
      throws IOException {
    Encoder record = blocks.next().u8(NODE).number(depth).text(name);
    record.number(node.version()).number(node.childrenVersion()).number(node.changed());
    record.flag(node.implied());
    CommandCodec.writePayload(record, node.payload());
    for (var child : node.children().entrySet()) {
      writeNode(blocks, depth + 1, child.getKey(), child.getValue());
    }
  }

  /// Reads a state.
  ///
  /// @throws IOException if it can not be read, is damaged, or of a format that is not known; says
  ///   at which byte
  public static State read(InputStream in) throws IOException {
    byte[] head = in.readNBytes(HEAD);
    if (head.length < HEAD || !Arrays.equals(head, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
      throw new IOException("damaged at byte 0: does not begin with SEISTREE");
    }
    int format = ByteBuffer.wrap(head).getInt(MAGIC.length);
    if (format != FORMAT) {
      throw new IOException(
          "a snapshot of format "
              + Integer.toUnsignedString(format)
              + ", and this program knows "
              + FORMAT
              + "; start the program that wrote it");
    }
    var blocks = new BlockReader(in, HEAD);
    try {
      return readState(blocks);
    } catch (IllegalArgumentException e) {
      throw new IOException(
          "damaged before byte " + blocks.offset() + ": in a record, " + e.getMessage(), e);
    }
  }

  private static State readState(BlockReader blocks) throws IOException {
    long index = -1;
    var nodes = new TreeReader();
    Guards guards = Guards.NONE;
    Sessions sessions = Sessions.NONE;
    while (true) {
      Decoder record = blocks.next();
      int kind = record.u8();
      switch (kind) {
        case INDEX -> index = record.number();
        case NODE -> readNode(record, nodes);
        case GUARD ->
            guards =
                guards.with(Path.parse(record.text(MOST_TEXT)), CommandCodec.readKeepWhile(record));
        case SESSION ->
            sessions = sessions.plus(record.text(MOST_TEXT), readSession(record, blocks));
        case END -> {
          Node root = nodes.root();
          if (index < 0 || record.number() != root.below()) {
            throw blocks.damaged("holds another number of nodes than it says");
          }
          if (blocks.hasNext()) {
            throw blocks.damaged("goes on after its end");
          }
          check(root, guards, blocks);
          return new State(index, root, guards, sessions);
        }
        default -> throw blocks.damaged("holds a record of unknown kind " + kind);
      }
    }
  }

  private static void check(Node root, Guards guards, BlockReader blocks) throws IOException {
    for (Path path : guards.byNode().keySet()) {
      if (root.at(path) == null) {
        throw blocks.damaged("keeps " + path + ", which is not there");
      }
    }
  }

  private static void readNode(Decoder record, TreeReader nodes) {
    int depth = record.count(Path.MAX_DEPTH);
    String name = record.text(MOST_TEXT);
    if (depth > 0) {
      Names.check(name);
    }
    long version = record.number();
    long childrenVersion = record.number();
    long changed = record.number();
    boolean implied = record.flag();
    var payload = CommandCodec.readPayload(record);
    nodes.add(depth, name, version, childrenVersion, changed, implied, payload);
  }

  private static Sessions.Session readSession(Decoder head, BlockReader blocks) throws IOException {
    long used = head.number();
    long floor = head.number();
    long count = head.number();
    TreePMap<Long, byte[]> answers = TreePMap.empty();
    long bytes = 0;
    for (long i = 0; i < count; i++) {
      Decoder record = blocks.next();
      long number = record.number();
      byte[] answer = record.bytes(Sessions.MAX_ANSWER);
      answers = answers.plus(number, answer);
      bytes += Sessions.COST + answer.length;
    }
    if (answers.size() != count) {
      throw blocks.damaged("remembers an operation twice");
    }
    return new Sessions.Session(used, floor, answers, bytes);
  }
}
