package dev.seisei.tree.node;

import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Finds one of many children in a few steps, beside the sorted map that lists them.
///
/// A persistent trie of the bits of the names' hashes: looking up touches some seven places in
/// memory where the sorted map touches three for each of its levels. Names of equal hash are not
/// kept: for them the sorted map is asked, so nobody can make it slow by choosing names. Its own
/// order is seen nowhere.
///
/// Source: P. Bagwell, "Ideal Hash Trees", EPFL, 2001.
final class NameIndex {
  /// Below, the sorted map is as fast.
  static final int WORTHWHILE = 32;

  static final NameIndex EMPTY = new NameIndex(new Branch(0, new Object[0]));

  private static final int BITS = 5;
  private static final int MASK = (1 << BITS) - 1;
  private static final Object ASK_THE_MAP = new Object();

  private record Leaf(int hash, String name, Node node) {}

  /// Children in the order of their bits, none where a bit is 0.
  @SuppressWarnings("ArrayRecordComponent") // compared nowhere
  private record Branch(int bits, Object[] slots) {

    int place(int bit) {
      return Integer.bitCount(bits & (bit - 1));
    }

    Branch replaced(int place, Object slot) {
      Object[] copy = slots.clone();
      copy[place] = slot;
      return new Branch(bits, copy);
    }

    Branch inserted(int bit, Object slot) {
      int place = place(bit);
      Object[] longer = new Object[slots.length + 1];
      System.arraycopy(slots, 0, longer, 0, place);
      longer[place] = slot;
      System.arraycopy(slots, place, longer, place + 1, slots.length - place);
      return new Branch(bits | bit, longer);
    }

    Branch removed(int bit) {
      int place = place(bit);
      Object[] shorter = Arrays.copyOf(slots, slots.length - 1);
      System.arraycopy(slots, place + 1, shorter, place, shorter.length - place);
      return new Branch(bits & ~bit, shorter);
    }
  }

  private final Branch root;

  private NameIndex(Branch root) {
    this.root = root;
  }

  /// An index of all children; null where none is worthwhile.
  static @Nullable NameIndex of(Map<String, Node> children) {
    if (children.size() < WORTHWHILE) {
      return null;
    }
    NameIndex index = EMPTY;
    for (var child : children.entrySet()) {
      index = index.with(child.getKey(), child.getValue());
    }
    return index;
  }

  /// The child of a name; null if there is none.
  ///
  /// @param children the sorted map
  @Nullable Node get(String name, Map<String, Node> children) {
    int hash = hash(name);
    Branch branch = root;
    for (int shift = 0; ; shift += BITS) {
      int bit = 1 << ((hash >>> shift) & MASK);
      if ((branch.bits & bit) == 0) {
        return null;
      }
      Object slot = branch.slots[branch.place(bit)];
      if (slot instanceof Branch deeper) {
        branch = deeper;
      } else if (slot instanceof Leaf leaf) {
        return leaf.hash == hash && leaf.name.equals(name) ? leaf.node : null;
      } else {
        return children.get(name);
      }
    }
  }

  /// The same with a child put in place of one of its name, if there is one.
  NameIndex with(String name, Node node) {
    return new NameIndex(with(root, 0, new Leaf(hash(name), name, node)));
  }

  private static Branch with(Branch branch, int shift, Leaf leaf) {
    int bit = 1 << ((leaf.hash >>> shift) & MASK);
    if ((branch.bits & bit) == 0) {
      return branch.inserted(bit, leaf);
    }
    int place = branch.place(bit);
    Object slot = branch.slots[place];
    if (slot instanceof Branch deeper) {
      return branch.replaced(place, with(deeper, shift + BITS, leaf));
    }
    if (!(slot instanceof Leaf other)) {
      return branch;
    }
    if (other.name.equals(leaf.name)) {
      return branch.replaced(place, leaf);
    }
    return branch.replaced(
        place, other.hash == leaf.hash ? ASK_THE_MAP : both(other, leaf, shift + BITS));
  }

  private static Branch both(Leaf one, Leaf other, int shift) {
    return with(with(EMPTY.root, shift, one), shift, other);
  }

  /// The same without a child.
  NameIndex without(String name) {
    return new NameIndex(without(root, 0, hash(name), name));
  }

  private static Branch without(Branch branch, int shift, int hash, String name) {
    int bit = 1 << ((hash >>> shift) & MASK);
    if ((branch.bits & bit) == 0) {
      return branch;
    }
    int place = branch.place(bit);
    Object slot = branch.slots[place];
    if (slot instanceof Branch deeper) {
      Branch left = without(deeper, shift + BITS, hash, name);
      return left.bits == 0 ? branch.removed(bit) : branch.replaced(place, left);
    }
    return slot instanceof Leaf leaf && leaf.name.equals(name) ? branch.removed(bit) : branch;
  }

  /// Spreads what `String` leaves in the lower bits.
  private static int hash(String name) {
    int hash = name.hashCode() * 0x9E3779B9;
    return hash ^ (hash >>> 15);
  }
}
