package dev.seisei.graph.edit;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// All that was done to a world, in order, and what of it matters where.
///
/// Entries are applied in the order of their numbers, the same everywhere; an operation that was
/// taken back is as if it had never been done, and done again it takes its old place. Thread-safe;
/// a layer stays as it was when it was asked for.
public final class EditBook {

  /// Entries that a world may have.
  public static final int MOST_ENTRIES = 500_000;

  /// Operations that a participant can take back, the newest.
  static final int MOST_UNDO = 1000;

  private static final double TILE = 256;

  private final TreeMap<Long, Done> all = new TreeMap<>();
  private final TreeMap<Long, Done> smooths = new TreeMap<>();
  private final Map<Tile, List<Done>> tiles = new TreeMap<>();
  private final Map<String, Hand> hands = new TreeMap<>();
  private final Map<String, Long> numbers = new TreeMap<>();
  private long last;
  private byte[] digest = {};

  private record Tile(int x, int z) implements Comparable<Tile> {
    @Override
    public int compareTo(Tile other) {
      return z == other.z ? Integer.compare(x, other.x) : Integer.compare(z, other.z);
    }
  }

  /// What a participant can take back and do again, newest last.
  private record Hand(ArrayDeque<Long> undo, ArrayDeque<Long> redo) {}

  /// An operation and what was made of it.
  private static final class Done {
    final long number;
    final Edit edit;
    boolean isActive = true;
    volatile @Nullable Lattice lattice;

    Done(long number, Edit edit) {
      this.number = number;
      this.edit = edit;
    }

    boolean isSmooth() {
      return edit instanceof Edit.Smooth;
    }
  }

  /// The number of the next entry.
  public synchronized long next() {
    return last + 1;
  }

  /// The number of what a participant has already done under a name, or 0.
  public synchronized long known(String by, String op) {
    return numbers.getOrDefault(name(by, op), 0L);
  }

  private static String name(String by, String op) {
    return by.length() + " " + by + " " + op;
  }

  /// The operation that a participant would take back, or 0.
  public synchronized long undoable(String by) {
    Hand hand = hands.get(by);
    return hand == null || hand.undo.isEmpty() ? 0 : hand.undo.getLast();
  }

  /// The operation that a participant would do again, or 0.
  public synchronized long redoable(String by) {
    Hand hand = hands.get(by);
    return hand == null || hand.redo.isEmpty() ? 0 : hand.redo.getLast();
  }

  /// SHA-256 over all entries in hex: two worlds of one graph and one of these are the same
  /// everywhere. Empty without any entry.
  public synchronized String digest() {
    return HexFormat.of().formatHex(digest);
  }

  /// Takes the next entry.
  ///
  /// @return where the world became another: the operation's own area first
  /// @throws IllegalArgumentException if it is not the next, or takes back what its participant
  ///   cannot
  public synchronized List<Area> apply(Entry entry) {
    if (entry.number() != last + 1) {
      throw new IllegalArgumentException(
          "number: must be " + (last + 1) + ", got " + entry.number());
    }
    Hand hand =
        hands.computeIfAbsent(entry.by(), _ -> new Hand(new ArrayDeque<>(), new ArrayDeque<>()));
    List<Area> changed =
        switch (entry.action()) {
          case Entry.Action.Do(Edit edit) -> {
            add(new Done(entry.number(), edit));
            hand.redo.clear();
            push(hand.undo, entry.number());
            yield List.of(edit.area());
          }
          case Entry.Action.Undo(long number) -> turn(number, hand.undo, hand.redo, false);
          case Entry.Action.Redo(long number) -> turn(number, hand.redo, hand.undo, true);
        };
    last = entry.number();
    numbers.put(name(entry.by(), entry.op()), last);
    var sha = sha256();
    sha.update(digest);
    sha.update(entry.toString().getBytes(StandardCharsets.UTF_8));
    digest = sha.digest();
    return changed;
  }

  private static void push(ArrayDeque<Long> stack, long number) {
    stack.addLast(number);
    if (stack.size() > MOST_UNDO) {
      stack.removeFirst();
    }
  }

  private void add(Done done) {
    all.put(done.number, done);
    if (done.isSmooth()) {
      smooths.put(done.number, done);
    }
    Area area = done.edit.area();
    for (int z = tile(area.minZ()); z <= tile(area.maxZ()); z++) {
      for (int x = tile(area.minX()); x <= tile(area.maxX()); x++) {
        tiles.computeIfAbsent(new Tile(x, z), _ -> new ArrayList<>()).add(done);
      }
    }
  }

  private static int tile(double metres) {
    return (int) Math.floor(metres / TILE);
  }

  private List<Area> turn(
      long number, ArrayDeque<Long> from, ArrayDeque<Long> to, boolean isActive) {
    Done done = all.get(number);
    if (done == null || from.isEmpty() || from.getLast() != number) {
      throw new IllegalArgumentException(
          "number: must be the newest that its participant can turn, got " + number);
    }
    from.removeLast();
    push(to, number);
    done.isActive = isActive;
    var changed = new ArrayList<Area>(List.of(done.edit.area()));
    // What was smoothed later went towards ground that was another.
    for (Done later : smooths.tailMap(number, false).values()) {
      Area seen = Lattice.area(((Edit.Smooth) later.edit).brush());
      if (changed.stream().anyMatch(seen::overlaps)) {
        later.lattice = null;
        if (later.isActive) {
          changed.add(later.edit.area());
        }
      }
    }
    return changed;
  }

  /// The ground below all edits is another: what was made of it is to be made again.
  public synchronized void groundChanged() {
    smooths.values().forEach(done -> done.lattice = null);
  }

  /// The operations that matter within an area.
  ///
  /// @param ground the ground below them, always the same until [#groundChanged]
  public EditLayer layer(Area area, Ground ground) {
    Collection<Done> here = before(Long.MAX_VALUE, area);
    // Deepest first: one that is smoothed asks for what was there before it.
    for (Done smooth : seenBy(here, false).values()) {
      smooth.lattice = Lattice.of(((Edit.Smooth) smooth.edit).brush(), below(smooth, ground));
    }
    return layerOf(here, ground);
  }

  private EditLayer layerOf(Collection<Done> some, Ground ground) {
    return new EditLayer(
        some.stream()
            .map(done -> new EditLayer.Step(done.number, done.edit, () -> lattice(done, ground)))
            .toList());
  }

  private Lattice lattice(Done smooth, Ground ground) {
    Lattice known = smooth.lattice;
    return known == null
        ? Lattice.of(((Edit.Smooth) smooth.edit).brush(), below(smooth, ground))
        : known;
  }

  private Ground below(Done smooth, Ground ground) {
    Area area = Lattice.area(((Edit.Smooth) smooth.edit).brush());
    return (x, z) -> {
      float[] metres = ground.at(x, z);
      layerOf(before(smooth.number, area), ground).sculpt(x, z, metres);
      return metres;
    };
  }

  /// SHA-256 of the operations that an area is made of: those that touch it, and those that what is
  /// smoothed there has seen. In hex; empty without any.
  public String digest(Area area) {
    TreeMap<Long, Done> sources = new TreeMap<>();
    Collection<Done> here = before(Long.MAX_VALUE, area);
    here.forEach(done -> sources.put(done.number, done));
    for (Done smooth : seenBy(here, true).values()) {
      Area seen = Lattice.area(((Edit.Smooth) smooth.edit).brush());
      before(smooth.number, seen).forEach(done -> sources.put(done.number, done));
    }
    if (sources.isEmpty()) {
      return "";
    }
    var sha = sha256();
    for (Done done : sources.values()) {
      sha.update((done.number + " " + done.edit + "\n").getBytes(StandardCharsets.UTF_8));
    }
    return HexFormat.of().formatHex(sha.digest());
  }

  /// The smooths among some operations, and those that they have seen, and so on, by number.
  ///
  /// @param known whether those count whose lattice is there
  private Map<Long, Done> seenBy(Collection<Done> some, boolean known) {
    var found = new TreeMap<Long, Done>();
    var open = new ArrayDeque<Done>(some);
    for (Done done = open.poll(); done != null; done = open.poll()) {
      if (done.edit instanceof Edit.Smooth(Brush brush, _)
          && (known || done.lattice == null)
          && found.put(done.number, done) == null) {
        open.addAll(before(done.number, Lattice.area(brush)));
      }
    }
    return found;
  }

  /// The active operations that touch an area, before one of all, in order.
  private synchronized Collection<Done> before(long number, Area area) {
    var found = new TreeMap<Long, Done>();
    for (int z = tile(area.minZ()); z <= tile(area.maxZ()); z++) {
      for (int x = tile(area.minX()); x <= tile(area.maxX()); x++) {
        for (Done done : tiles.getOrDefault(new Tile(x, z), List.of())) {
          if (done.number < number && done.isActive && done.edit.area().overlaps(area)) {
            found.put(done.number, done);
          }
        }
      }
    }
    return found.values();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
