package dev.seisei.tree.command;

import dev.seisei.tree.codec.Decoder;
import dev.seisei.tree.codec.Encoder;
import dev.seisei.tree.node.Condition;
import dev.seisei.tree.node.KeepWhile;
import dev.seisei.tree.node.Path;
import dev.seisei.tree.node.Pattern;
import dev.seisei.tree.node.Payload;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Commands as bytes. Patterns and conditions are written as their text.
public final class CommandCodec {
  private static final int FORMAT = 1;
  private static final int MOST_TEXT = 64 << 10;

  private CommandCodec() {}

  public static byte[] encode(Command command) {
    var out = new Encoder();
    out.u8(FORMAT);
    Operation operation = command.operation();
    out.flag(operation != null);
    if (operation != null) {
      out.text(operation.client()).number(operation.number()).number(operation.settledBelow());
    }
    write(out, command.ops());
    return out.toBytes();
  }

  /// Reads a command.
  ///
  /// @throws IllegalArgumentException if the bytes are none, saying where
  public static Command decode(byte[] bytes) {
    var in = new Decoder(bytes);
    int format = in.u8();
    if (format != FORMAT) {
      throw in.malformed("says format " + format + "; this program knows " + FORMAT);
    }
    Operation operation =
        in.flag() ? new Operation(in.text(MOST_TEXT), in.number(), in.number()) : null;
    var command = new Command(operation, readOps(in, 1));
    in.end();
    return command;
  }

  private static void write(Encoder out, List<Op> ops) {
    out.number(ops.size());
    for (Op op : ops) {
      switch (op) {
        case Op.Put put -> {
          out.u8(1).text(put.where().toString()).u8(number(put.mode()));
          writePayload(out, put.payload());
          out.flag(put.keepWhile() != null);
          if (put.keepWhile() != null) {
            writeKeepWhile(out, put.keepWhile());
          }
          out.flag(put.returning());
        }
        case Op.Delete delete ->
            out.u8(2)
                .text(delete.where().toString())
                .number(delete.limit())
                .flag(delete.returning());
        case Op.Read read -> out.u8(3).text(read.where().toString()).number(read.limit());
        case Op.Require require ->
            out.u8(4).text(require.where().toString()).flag(require.present());
        case Op.Unchanged unchanged -> {
          out.u8(5).text(unchanged.where().toString());
          out.bits(unchanged.fingerprint().high()).bits(unchanged.fingerprint().low());
        }
        case Op.Choose choose -> {
          out.u8(6).text(choose.where().toString());
          write(out, choose.then());
          write(out, choose.otherwise());
        }
        case Op.Abort abort -> out.u8(7).text(abort.reason());
      }
    }
  }

  private static List<Op> readOps(Decoder in, int depth) {
    if (depth > Command.MAX_DEPTH) {
      throw in.malformed("nests operations more than " + Command.MAX_DEPTH + " deep");
    }
    int count = in.count(Command.MAX_OPS);
    var ops = new ArrayList<Op>();
    for (int i = 0; i < count; i++) {
      ops.add(readOp(in, depth));
    }
    return ops;
  }

  private static Op readOp(Decoder in, int depth) {
    int kind = in.u8();
    return switch (kind) {
      case 1 ->
          new Op.Put(
              pattern(in),
              mode(in),
              readPayload(in),
              in.flag() ? readKeepWhile(in) : null,
              in.flag());
      case 2 -> new Op.Delete(pattern(in), in.number(), in.flag());
      case 3 -> new Op.Read(pattern(in), in.count(Reply.MAX_TOUCHED));
      case 4 -> new Op.Require(pattern(in), in.flag());
      case 5 -> new Op.Unchanged(pattern(in), new Op.Fingerprint(in.bits(), in.bits()));
      case 6 -> new Op.Choose(pattern(in), readOps(in, depth + 1), readOps(in, depth + 1));
      case 7 -> new Op.Abort(in.text(MOST_TEXT));
      default -> throw in.malformed("holds an operation of unknown kind " + kind);
    };
  }

  private static Pattern pattern(Decoder in) {
    return Pattern.parse(in.text(MOST_TEXT));
  }

  private static int number(Op.Mode mode) {
    return switch (mode) {
      case PUT -> 0;
      case CREATE -> 1;
      case UPDATE -> 2;
    };
  }

  private static Op.Mode mode(Decoder in) {
    int number = in.u8();
    return switch (number) {
      case 0 -> Op.Mode.PUT;
      case 1 -> Op.Mode.CREATE;
      case 2 -> Op.Mode.UPDATE;
      default -> throw in.malformed("holds a put of unknown mode " + number);
    };
  }

  public static void writePayload(Encoder out, @Nullable Payload payload) {
    out.flag(payload != null);
    if (payload != null) {
      out.text(payload.type()).bytes(payload.view());
    }
  }

  public static @Nullable Payload readPayload(Decoder in) {
    return in.flag() ? Payload.wrap(in.text(MOST_TEXT), in.bytes(Payload.MAX_BYTES)) : null;
  }

  public static void writeKeepWhile(Encoder out, KeepWhile keepWhile) {
    out.number(keepWhile.conditions().size());
    keepWhile
        .conditions()
        .forEach((path, condition) -> out.text(path.toString()).text(condition.toString()));
  }

  public static KeepWhile readKeepWhile(Decoder in) {
    int count = in.count(KeepWhile.MAX_CONDITIONS);
    var conditions = new TreeMap<Path, Condition>();
    for (int i = 0; i < count; i++) {
      if (conditions.put(Path.parse(in.text(MOST_TEXT)), Condition.parse(in.text(MOST_TEXT)))
          != null) {
        throw in.malformed("names a path twice");
      }
    }
    return new KeepWhile(conditions);
  }
}
