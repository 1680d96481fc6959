package dev.seisei.gltf;

import dev.seisei.data.Mesh;
import java.util.List;

/// What [GlbReader] found in a GLB.
///
/// @param meshes in the file's order; triangles of one primitive each
/// @param nodes in the file's order
public record GlbContent(List<Shape> meshes, List<Node> nodes) {
  public GlbContent {
    meshes = List.copyOf(meshes);
    nodes = List.copyOf(nodes);
  }

  /// A named mesh.
  ///
  /// @param material its material's name, empty if it has none
  public record Shape(String name, Mesh mesh, String material) {}

  /// A node.
  ///
  /// @param mesh number of its mesh, or [GlbNode#NO_MESH]
  /// @param instances how many times the mesh is shown; 0 without one
  public record Node(
      String name, Transform transform, int mesh, int instances, List<Integer> children) {
    public Node {
      children = List.copyOf(children);
    }
  }

  /// Triangles that a viewer would draw.
  public long shownTriangles() {
    long triangles = 0;
    for (Node node : nodes) {
      if (node.mesh() != GlbNode.NO_MESH) {
        triangles += (long) node.instances() * meshes.get(node.mesh()).mesh().triangles();
      }
    }
    return triangles;
  }

  /// How many times meshes are shown.
  public long instances() {
    return nodes.stream().mapToLong(Node::instances).sum();
  }
}
