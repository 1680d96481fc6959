package dev.seisei.tree.command;

import dev.seisei.tree.codec.Decoder;
import dev.seisei.tree.codec.Encoder;
import dev.seisei.tree.node.Path;
import java.util.ArrayList;
import java.util.List;

/// Answers as bytes.
public final class ReplyCodec {
  private static final int APPLIED = 1;
  private static final int REFUSED = 2;
  private static final int MOST_TEXT = 64 << 10;

  private ReplyCodec() {}

  public static byte[] encode(Reply reply) {
    var out = new Encoder();
    switch (reply) {
      case Reply.Applied applied -> {
        out.u8(APPLIED).number(applied.index()).flag(applied.repeated());
        out.number(applied.outcomes().size());
        for (var outcome : applied.outcomes()) {
          out.number(outcome.matched()).flag(outcome.more()).number(outcome.touched().size());
          outcome.touched().forEach(touched -> write(out, touched));
        }
      }
      case Reply.Refused refused ->
          out.u8(REFUSED).number(refused.index()).text(refused.code()).text(refused.reason());
    }
    return out.toBytes();
  }

  /// Reads an answer.
  ///
  /// @throws IllegalArgumentException if the bytes are none, saying where
  public static Reply decode(byte[] bytes) {
    var in = new Decoder(bytes);
    int kind = in.u8();
    Reply reply =
        switch (kind) {
          case APPLIED -> new Reply.Applied(in.number(), in.flag(), readOutcomes(in));
          case REFUSED -> new Reply.Refused(in.number(), in.text(MOST_TEXT), in.text(MOST_TEXT));
          default -> throw in.malformed("is an answer of unknown kind " + kind);
        };
    in.end();
    return reply;
  }

  private static List<Reply.Outcome> readOutcomes(Decoder in) {
    int count = in.count(Command.MAX_OPS);
    var outcomes = new ArrayList<Reply.Outcome>();
    for (int i = 0; i < count; i++) {
      long matched = in.number();
      boolean more = in.flag();
      int touched = in.count(Reply.MAX_TOUCHED);
      var all = new ArrayList<Reply.Touched>();
      for (int j = 0; j < touched; j++) {
        all.add(readTouched(in));
      }
      outcomes.add(new Reply.Outcome(matched, more, all));
    }
    return outcomes;
  }

  private static void write(Encoder out, Reply.Touched touched) {
    out.text(touched.path().toString()).number(touched.version());
    out.number(touched.childrenVersion());
    Entry before = touched.before();
    out.flag(before != null);
    if (before != null) {
      CommandCodec.writePayload(out, before.payload());
      out.number(before.version()).number(before.childrenVersion()).number(before.children());
      out.number(before.changed());
    }
  }

  private static Reply.Touched readTouched(Decoder in) {
    var path = Path.parse(in.text(MOST_TEXT));
    long version = in.number();
    long childrenVersion = in.number();
    Entry before =
        in.flag()
            ? new Entry(
                path,
                CommandCodec.readPayload(in),
                in.number(),
                in.number(),
                in.number(),
                in.number())
            : null;
    return new Reply.Touched(path, before, version, childrenVersion);
  }
}
