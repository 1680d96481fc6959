package dev.seisei.sidecar.flow;

import dev.seisei.pipeline.Buffer;
import dev.seisei.pipeline.Context;
import dev.seisei.pipeline.Endpoint;
import dev.seisei.pipeline.Format;
import dev.seisei.pipeline.Output;
import dev.seisei.pipeline.Pad;
import dev.seisei.pipeline.Work;
import java.util.List;

/// Everybody on the topic `asset:<name>`, as sink and source: what flows in goes to each of them
/// within the credit that he grants, what one of them sends flows out.
///
/// Who is slow holds nobody up: of what waits for him the oldest goes, and he is told how many.
/// What they send waits for room below; when much waits, who sends more is refused.
///
/// @param lobby where they come in
/// @param name of the topic, without `asset:`
public record Channel(Lobby lobby, String name) implements Endpoint {
  private static final int MOST_LINKS = 16;

  public Channel {
    if (!name.matches("[a-z0-9][a-z0-9-]{0,63}")) {
      throw new IllegalArgumentException("name: must be of a-z, 0-9 and -, got `" + name + "`");
    }
  }

  @Override
  public List<Pad> pads() {
    return List.of(
        Pad.in("in").formats(Format.BYTES, Format.GLB).onRequest(MOST_LINKS),
        Pad.out("out").formats(Format.BYTES).flow(Pad.Flow.PUSH).onRequest(MOST_LINKS));
  }

  @Override
  public Work open(Context context) {
    Lobby.Hall hall = lobby.open(name, context);
    return new Work() {
      @Override
      public void buffer(String pad, Buffer buffer, Output out) {
        hall.say(buffer.payload(byte[].class));
      }

      @Override
      public void format(String pad, Format format, Output out) {}

      @Override
      public void woken(Output out) {
        for (byte[] heard = hall.next(); heard != null; heard = hall.next()) {
          out.send(Buffer.of(heard));
        }
      }

      @Override
      public void close() {
        lobby.close(hall);
      }
    };
  }
}
