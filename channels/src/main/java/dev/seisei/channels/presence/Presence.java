package dev.seisei.channels.presence;

import dev.seisei.channels.Broadcast;
import dev.seisei.channels.Payload;
import dev.seisei.channels.PubSub;
import dev.seisei.channels.WhenFull;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Who is on which topic, and what clients are told of it: `presence_state` to who comes,
/// `presence_diff` to all.
///
/// Changes are gathered until [#flush], so that a thousand who join in one moment are few messages.
/// A client that is too slow for a diff misses it ([WhenFull.Drop]) and needs a new [#list] when it
/// can read again. Thread-safe.
///
/// Source: `Phoenix.Presence` and `Phoenix.Tracker`.
public final class Presence {
  private static final int MOST_A_DIFF = 256;

  private final String replica;
  private final PubSub pubSub;
  private final Consumer<Roster> others;
  private final Roster roster = new Roster();
  private final Map<String, TreeMap<Dot, Entry>> byTopic = new TreeMap<>();
  private final Map<String, Pending> pending = new TreeMap<>();

  /// Diffs that found no room yet.
  private final ArrayDeque<Broadcast> unsent = new ArrayDeque<>();

  /// Joins and leaves of a topic that nobody was told of yet.
  private record Pending(List<Entry> joins, List<Entry> leaves) {}

  /// One that is tracked here, until it is untracked.
  public static final class Tracked {
    private Dot dot;

    private Tracked(Dot dot) {
      this.dot = dot;
    }
  }

  /// @param replica names this server; of two that merge no two names are the same
  /// @param pubSub takes the diffs
  /// @param others takes what other replicas have to [#merge]; called with this locked
  public Presence(String replica, PubSub pubSub, Consumer<Roster> others) {
    this.replica = replica;
    this.pubSub = pubSub;
    this.others = others;
  }

  /// Someone is there.
  ///
  /// @param meta what others should know; not changed any more
  public synchronized Tracked track(String topic, String key, ObjectNode meta) {
    Roster delta = roster.add(replica, topic, key, meta, null);
    Entry entry = delta.all().getFirst();
    changed(new Roster.Changes(List.of(entry), List.of()), delta);
    return new Tracked(entry.dot());
  }

  /// Something else should be known of one that is tracked; does nothing if it is not any more.
  public void update(Tracked tracked, ObjectNode meta) {
    updateAll(Map.of(tracked, meta));
  }

  /// The same for many, told together.
  public synchronized void updateAll(Map<Tracked, ObjectNode> metas) {
    metas.forEach((tracked, meta) -> {
      Entry old = roster.get(tracked.dot);
      if (old != null) {
        Roster delta = roster.add(replica, old.topic(), old.key(), meta, old.dot());
        Entry entry = delta.all().getFirst();
        tracked.dot = entry.dot();
        changed(new Roster.Changes(List.of(entry), List.of(old)), delta);
      }
    });
  }

  /// One is not there any more; may be called again.
  public synchronized void untrack(Tracked tracked) {
    Entry old = roster.get(tracked.dot);
    if (old != null) {
      changed(new Roster.Changes(List.of(), List.of(old)), roster.remove(tracked.dot));
    }
  }

  /// Takes in what another replica knows or did.
  public synchronized void merge(Roster other) {
    note(roster.merge(other));
  }

  /// A replica is gone for good, and all who were there through it.
  public synchronized void forget(String gone) {
    note(new Roster.Changes(List.of(), roster.forget(gone)));
  }

  /// All that is known here, for a replica that begins; a copy.
  public synchronized Roster all() {
    var copy = new Roster();
    copy.merge(roster);
    return copy;
  }

  private void changed(Roster.Changes changes, Roster delta) {
    note(changes);
    others.accept(delta);
  }

  private void note(Roster.Changes changes) {
    for (Entry entry : changes.left()) {
      TreeMap<Dot, Entry> here = byTopic.get(entry.topic());
      if (here != null && here.remove(entry.dot()) != null && here.isEmpty()) {
        byTopic.remove(entry.topic());
      }
      pending(entry).leaves().add(entry);
    }
    for (Entry entry : changes.joined()) {
      byTopic.computeIfAbsent(entry.topic(), _ -> new TreeMap<>()).put(entry.dot(), entry);
      pending(entry).joins().add(entry);
    }
  }

  private Pending pending(Entry entry) {
    return pending.computeIfAbsent(
        entry.topic(), _ -> new Pending(new ArrayList<>(), new ArrayList<>()));
  }

  /// Who is on a topic, as the payload of `presence_state`.
  public synchronized ObjectNode list(String topic) {
    ObjectNode state = JsonNodeFactory.instance.objectNode();
    byTopic.getOrDefault(topic, new TreeMap<>()).values().forEach(entry -> put(state, entry));
    return state;
  }

  /// What is known of one on a topic; empty if they are not there.
  public synchronized ArrayNode get(String topic, String key) {
    ArrayNode metas = JsonNodeFactory.instance.arrayNode();
    for (Entry entry : byTopic.getOrDefault(topic, new TreeMap<>()).values()) {
      if (entry.key().equals(key)) {
        metas.add(meta(entry));
      }
    }
    return metas;
  }

  /// Tells all topics what changed since the last time; to be called some times a second.
  public void flush() {
    synchronized (this) {
      pending.forEach((topic, changes) -> {
        int joins = 0;
        int leaves = 0;
        // An entry that came and went is in both: nobody may hear of the end first.
        while (joins < changes.joins().size() || leaves < changes.leaves().size()) {
          ObjectNode diff = JsonNodeFactory.instance.objectNode();
          ObjectNode came = diff.putObject("joins");
          ObjectNode went = diff.putObject("leaves");
          int room = MOST_A_DIFF;
          for (; room > 0 && joins < changes.joins().size(); room--) {
            put(came, changes.joins().get(joins++));
          }
          for (; room > 0 && leaves < changes.leaves().size(); room--) {
            put(went, changes.leaves().get(leaves++));
          }
          unsent.add(
              new Broadcast(topic, "presence_diff", new Payload.Json(diff), new WhenFull.Drop()));
        }
      });
      pending.clear();
      // Within the lock: two that flush at once keep the order.
      while (!unsent.isEmpty() && pubSub.broadcast(unsent.getFirst())) {
        unsent.removeFirst();
      }
    }
  }

  private static void put(ObjectNode people, Entry entry) {
    if (people.get(entry.key()) instanceof ObjectNode known) {
      known.withArray("metas").add(meta(entry));
    } else {
      people.putObject(entry.key()).putArray("metas").add(meta(entry));
    }
  }

  private static ObjectNode meta(Entry entry) {
    ObjectNode meta = entry.meta().deepCopy().put("phx_ref", entry.dot().toString());
    Dot before = entry.before();
    return before == null ? meta : meta.put("phx_ref_prev", before.toString());
  }
}
