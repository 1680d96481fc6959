package dev.seisei.tree.state;

import dev.seisei.tree.node.Node;
import dev.seisei.tree.node.Path;
import org.pcollections.TreePMap;

/// Children that were cut off, with all below them.
public record Removed(Path parent, TreePMap<String, Node> children) {}
