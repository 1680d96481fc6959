package dev.seisei.channels;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/// Brings what is broadcast on a topic to everyone who subscribed to it.
///
/// Subscribers live on threads, each named by its executor; a broadcast costs one task a thread,
/// not one a subscriber. What comes while a thread is busy is taken together and goes to each
/// subscriber at once, so that a server under load writes more with each call and not more often.
/// Everyone gets the broadcasts of a topic in the same order. Thread-safe.
///
/// Source: `Phoenix.PubSub` and the fastlane of `Phoenix.Channel.Server`.
public final class PubSub {

  /// Broadcasts of a topic that may wait for a thread; beyond, [#broadcast] refuses.
  public static final int MOST_WAITING = 1024;

  private static final int BATCH = 64;

  private final ConcurrentHashMap<String, Topic> topics = new ConcurrentHashMap<>();

  /// Someone who gets what is broadcast.
  @FunctionalInterface
  public interface Subscriber {
    /// Takes some broadcasts, in order; called on the subscriber's thread.
    void deliver(Batch batch);
  }

  /// That someone gets what is broadcast, until it is closed; on the subscriber's thread.
  public final class Subscription implements AutoCloseable {
    private final String topic;
    private final Subscriber subscriber;
    private final Shard shard;
    private boolean closed;

    private Subscription(String topic, Subscriber subscriber, Shard shard) {
      this.topic = topic;
      this.subscriber = subscriber;
      this.shard = shard;
    }

    @Override
    public void close() {
      if (!closed) {
        closed = true;
        topics.computeIfPresent(topic, (_, known) -> known.remove(this));
      }
    }
  }

  /// Some broadcasts of a topic that go out together.
  public static final class Batch {
    private final List<Entry> entries;
    private final boolean isForAll;
    private @Nullable Frames first;
    private @Nullable Frames second;

    private Batch(List<Entry> entries) {
      this.entries = entries;
      this.isForAll = entries.stream().allMatch(entry -> entry.except == null);
    }

    /// The broadcasts that are meant for a subscriber.
    List<Broadcast> meantFor(Subscriber subscriber) {
      return entries.stream()
          .filter(entry -> !subscriber.equals(entry.except))
          .map(entry -> entry.broadcast)
          .toList();
    }

    /// Whether all of it is meant for everyone.
    boolean isForAll() {
      return isForAll;
    }

    /// Whether a channel wants to see any of these before its client does.
    boolean isInterceptedBy(Channel channel) {
      for (Entry entry : entries) {
        if (channel.intercepts(entry.broadcast.event())) {
          return true;
        }
      }
      return false;
    }

    /// The frames of all of it.
    Frames frames(Serializer serializer) {
      return switch (serializer) {
        case SerializerV1 v1 -> {
          if (first == null) {
            first = encode(v1);
          }
          yield first;
        }
        case SerializerV2 v2 -> {
          if (second == null) {
            second = encode(v2);
          }
          yield second;
        }
      };
    }

    private Frames encode(Serializer serializer) {
      var frames = new ArrayList<Frame>(entries.size());
      for (Entry entry : entries) {
        Frame frame = entry.broadcast.frame(serializer);
        if (frame != null) {
          frames.add(frame);
        }
      }
      return new Frames(frames);
    }
  }

  private record Entry(Broadcast broadcast, @Nullable Subscriber except) {}

  /// Subscribes to a topic; to be called on the thread on which the subscriber is to be told.
  ///
  /// @param thread runs tasks in their order, one after the other; equal ones are one thread
  public Subscription subscribe(String topic, Executor thread, Subscriber subscriber) {
    var made = new Subscription[1];
    topics.compute(
        topic,
        (name, known) -> {
          Topic open = known == null ? new Topic() : known;
          made[0] = new Subscription(name, subscriber, open.shard(thread));
          open.add(made[0]);
          return open;
        });
    return made[0];
  }

  /// Brings a message to everyone who subscribed to its topic; may be called on any thread.
  ///
  /// @return false if too many wait already; then nobody gets it
  public boolean broadcast(Broadcast broadcast) {
    return broadcastFrom(null, broadcast);
  }

  /// The same to everyone but one.
  public boolean broadcastFrom(@Nullable Subscriber except, Broadcast broadcast) {
    Topic topic = topics.get(broadcast.topic());
    return topic == null || topic.publish(new Entry(broadcast, except));
  }

  /// Topics that someone has subscribed to.
  public int topics() {
    return topics.size();
  }

  /// Who subscribed to one topic, by threads.
  private static final class Topic {
    private Shard[] shards = {};

    /// Called within the map's lock of this topic, as [#add] and [#remove].
    Shard shard(Executor thread) {
      for (Shard shard : shards) {
        if (shard.thread.equals(thread)) {
          return shard;
        }
      }
      return new Shard(thread);
    }

    synchronized void add(Subscription one) {
      if (one.shard.members.isEmpty()) {
        shards = Arrays.copyOf(shards, shards.length + 1);
        shards[shards.length - 1] = one.shard;
      }
      one.shard.members.add(one);
      one.shard.told = null;
    }

    synchronized @Nullable Topic remove(Subscription one) {
      one.shard.members.remove(one);
      one.shard.told = null;
      if (one.shard.members.isEmpty()) {
        shards =
            Arrays.stream(shards).filter(shard -> !shard.equals(one.shard)).toArray(Shard[]::new);
      }
      return shards.length == 0 ? null : this;
    }

    /// All threads take it, or none: so the order is the same for everyone.
    synchronized boolean publish(Entry entry) {
      for (Shard shard : shards) {
        if (shard.waiting() >= MOST_WAITING) {
          return false;
        }
      }
      for (Shard shard : shards) {
        shard.offer(entry);
      }
      return true;
    }
  }

  /// The subscribers of one topic on one thread.
  private static final class Shard implements Runnable {
    private final Executor thread;

    // Of the thread alone.
    private final LinkedHashSet<Subscription> members = new LinkedHashSet<>();
    private Subscription @Nullable [] told;

    // Guarded by this.
    private final ArrayList<Entry> pending = new ArrayList<>();
    private boolean scheduled;

    Shard(Executor thread) {
      this.thread = thread;
    }

    synchronized int waiting() {
      return pending.size();
    }

    void offer(Entry entry) {
      synchronized (this) {
        pending.add(entry);
        if (scheduled) {
          return;
        }
        scheduled = true;
      }
      schedule();
    }

    private void schedule() {
      try {
        thread.execute(this);
      } catch (RejectedExecutionException _) {
        // The thread has ended, and everyone on it is gone.
        synchronized (this) {
          pending.clear();
        }
      }
    }

    private synchronized boolean goesOn() {
      scheduled = !pending.isEmpty();
      return scheduled;
    }

    private synchronized List<Entry> take() {
      List<Entry> next = pending.subList(0, Math.min(BATCH, pending.size()));
      var taken = List.copyOf(next);
      next.clear();
      return taken;
    }

    @Override
    public void run() {
      try {
        var batch = new Batch(take());
        // Who leaves meanwhile is passed over, who comes gets the next.
        for (Subscription one : members()) {
          if (!one.closed) {
            one.subscriber.deliver(batch);
          }
        }
      } finally {
        if (goesOn()) {
          schedule();
        }
      }
    }

    private Subscription[] members() {
      Subscription[] all = told;
      if (all == null) {
        all = members.toArray(Subscription[]::new);
        told = all;
      }
      return Objects.requireNonNull(all);
    }
  }
}
