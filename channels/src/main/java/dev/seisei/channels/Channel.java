package dev.seisei.channels;

import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// One client's side of one topic.
///
/// All calls come on the connection's own thread, one after the other. An exception out of any of
/// them closes this channel with `phx_error` and leaves the connection's other channels alone.
public interface Channel {

  /// The client asks to join; called once, first.
  ///
  /// @param payload what the client sent along
  /// @param outlet the way to the client, good until [#left]
  /// @return `Ok` lets it in, `Refused` does not, and nothing else is called then
  Reply join(JsonNode payload, Outlet outlet);

  /// The client sent an event.
  Reply handle(String event, Payload payload);

  /// The client left, joined again, or is gone; called once, last, if the join succeeded.
  void left();

  /// More can be written after [Outlet#isFull] was true.
  default void drained() {}

  /// Whether broadcasts of this event go through [#intercept] before this client gets them.
  default boolean intercepts(String event) {
    return false;
  }

  /// Something was broadcast on the topic that this channel [#intercepts].
  ///
  /// @return what the client gets, the same or another; null for nothing
  default @Nullable Broadcast intercept(Broadcast broadcast) {
    return broadcast;
  }

  /// Something was broadcast that the client cannot take and that is not kept for it
  /// ([WhenFull.Drop]).
  default void missed(Broadcast broadcast) {}

  /// Makes channels for topics.
  @FunctionalInterface
  interface Router {
    /// Makes a channel.
    ///
    /// @return null if nothing answers to this topic
    @Nullable Channel open(String topic);

    /// Whether the client may not do something; asked before its channel hears of it.
    ///
    /// @param event `phx_join`, or what it pushes on a topic that it has joined
    /// @return the answer it gets instead, or null if it may
    default @Nullable Reply refusal(String topic, String event) {
      return null;
    }
  }

  /// The answer to a push.
  sealed interface Reply {

    /// Done.
    record Ok(JsonNode response) implements Reply {}

    /// Not done, and why.
    record Refused(JsonNode response) implements Reply {}

    /// Done or not, with bytes; only where [Outlet#carriesBinary].
    @SuppressWarnings("ArrayRecordComponent") // compared nowhere
    record Bytes(boolean isOk, byte[] response) implements Reply {
      /// What the status is called on the wire.
      String status() {
        return isOk ? "ok" : "error";
      }
    }

    /// Answered when something is done that takes its time; not to a join. An answer that fails
    /// crashes the channel.
    ///
    /// @param reply completed on any thread, with anything but another of these
    record Later(CompletionStage<Reply> reply) implements Reply {}

    /// Whether it says yes.
    default boolean isOk() {
      return switch (this) {
        case Ok _ -> true;
        case Refused _, Later _ -> false;
        case Bytes bytes -> bytes.isOk;
      };
    }

    /// An empty `Ok`.
    static Reply ok() {
      return new Ok(JsonNodeFactory.instance.objectNode());
    }

    /// A refusal with a stable code and a sentence for people.
    static Reply refused(String code, String reason) {
      ObjectNode response = JsonNodeFactory.instance.objectNode();
      response.put("code", code).put("reason", reason);
      return new Refused(response);
    }
  }

  /// The way to a channel's client. To be used on the connection's own thread.
  interface Outlet {

    /// Pushes an event with JSON.
    void push(String event, JsonNode payload);

    /// Pushes an event with bytes; only where [#carriesBinary].
    void push(String event, byte[] data);

    /// Sends a binary broadcast frame that was made before, by [Serializer#broadcast] for this
    /// topic.
    void send(byte[] broadcastFrame);

    /// Whether the client's serializer has binary frames: that of version 1.0.0 has none, and what
    /// is sent as one all the same crashes the channel.
    boolean carriesBinary();

    /// What is known of the client: nothing, unless its connection was told.
    default Assigns assigns() {
      return new Assigns();
    }

    /// Ends the channel from this side: it is left, and its client gets `phx_error` with the
    /// reason, so that it joins again by itself and hears whether it may.
    default void end(JsonNode reason) {
      throw new IllegalStateException("this channel can not be ended from here");
    }

    /// Whether pushes that can wait should wait for [Channel#drained].
    boolean isFull();
  }
}
