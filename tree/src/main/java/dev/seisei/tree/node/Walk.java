package dev.seisei.tree.node;

import java.util.ArrayList;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Visits the nodes that a pattern means: a path before those below it, children by name.
///
/// Looks only where something can match: a name is looked up, not searched. Not thread-safe, good
/// for one walk.
public final class Walk {

  /// Whoever is shown nodes.
  public interface Visitor {
    /// A node that matches.
    Go visit(Trail trail, Node node);

    /// A node all of whose children match.
    ///
    /// @return whether that is all there is to do with it; if not, they are visited one by one
    default boolean visitChildren(Trail trail, Node node) {
      return false;
    }
  }

  /// What to do after a node.
  public enum Go {
    ON,
    /// Not below this node.
    PAST,
    STOP
  }

  private final Matcher matcher;
  private final Cost cost;
  private final Visitor visitor;
  private final Trail trail = new Trail();

  private Walk(Matcher matcher, Cost cost, Visitor visitor) {
    this.matcher = matcher;
    this.cost = cost;
    this.visitor = visitor;
  }

  /// Visits all that match.
  public static void over(Node root, Pattern pattern, Cost cost, Visitor visitor) {
    new Walk(new Matcher(pattern, true), cost, visitor).begin(root);
  }

  /// Visits all that match the beginning of a pattern that goes on with names: `**` at its end fits
  /// no name too.
  public static void overParents(Node root, Pattern beginning, Cost cost, Visitor visitor) {
    new Walk(new Matcher(beginning, false), cost, visitor).begin(root);
  }

  private void begin(Node root) {
    trail.node = root;
    visit(root, matcher.start());
  }

  /// Visits those at or below some children of one node, which stand there no longer.
  ///
  /// @param root as it was when they stood there
  public static void overChildren(
      Node root, Path parent, Map<String, Node> children, Pattern pattern, Cost cost, Visitor to) {
    var walk = new Walk(new Matcher(pattern, true), cost, to);
    long states = walk.descend(root, parent);
    if (walk.matcher.goesOn(states)) {
      walk.visitAll(children, states);
    }
  }

  /// Whether a pattern means the node at a path.
  public static boolean fits(Node root, Path path, Pattern pattern, Cost cost) {
    var walk = new Walk(new Matcher(pattern, true), cost, (_, _) -> Go.STOP);
    return walk.matcher.accepts(walk.descend(root, path));
  }

  private long descend(Node root, Path path) {
    long states = matcher.start();
    trail.node = root;
    Node node = root;
    for (int i = 0; i < path.depth() && states != 0; i++) {
      node = node == null ? null : node.child(path.name(i));
      trail.names.add(path.name(i));
      trail.node = node;
      states = matcher.next(states, trail, cost);
    }
    return states;
  }

  /// Returns whether to go on.
  private boolean visit(Node node, long states) {
    if (matcher.accepts(states)) {
      switch (visitor.visit(trail, node)) {
        case ON -> {}
        case PAST -> {
          return true;
        }
        case STOP -> {
          return false;
        }
      }
    }
    if (node.children().isEmpty() || !matcher.goesOn(states)) {
      return true;
    }
    if (matcher.acceptsAnyChild(states) && visitor.visitChildren(trail, node)) {
      return true;
    }
    return switch (matcher.only(states)) {
      case Step.Named step -> visitChild(step.name(), node.child(step.name()), states);
      case Step.Like step when !step.glob().prefix().isEmpty() ->
          visitAll(
              node.children().subMap(step.glob().prefix(), step.glob().prefix() + '\uffff'),
              states);
      case null, default -> visitAll(node.children(), states);
    };
  }

  private boolean visitAll(Map<String, Node> children, long states) {
    for (var child : children.entrySet()) {
      if (!visitChild(child.getKey(), child.getValue(), states)) {
        return false;
      }
    }
    return true;
  }

  private boolean visitChild(String name, @Nullable Node child, long states) {
    if (child == null) {
      return true;
    }
    Node parent = trail.node;
    trail.names.add(name);
    trail.node = child;
    long next = matcher.next(states, trail, cost);
    boolean goOn = next == 0 || visit(child, next);
    trail.names.removeLast();
    trail.node = parent;
    return goOn;
  }

  /// The way to the node that is visited; good only during the visit.
  public static final class Trail implements Candidate {
    private final ArrayList<String> names = new ArrayList<>();
    private @Nullable Node node;

    @Override
    public String name() {
      return names.isEmpty() ? "" : names.getLast();
    }

    @Override
    public String path() {
      return toPath().toString();
    }

    @Override
    public @Nullable Node node() {
      return node;
    }

    public Path toPath() {
      return Path.trusted(names);
    }
  }
}
