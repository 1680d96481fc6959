package dev.seisei.gltf;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A node of the scene; made by one of the methods below.
///
/// @param mesh as numbered by [GlbScene#addMesh], or [#NO_MESH]
/// @param instances places of the mesh within the node; null for one, at the node's own
/// @param children as numbered by [GlbScene#addNode]
public record GlbNode(
    String name,
    Transform transform,
    int mesh,
    @Nullable GlbInstances instances,
    List<Integer> children) {
  public static final int NO_MESH = -1;

  public GlbNode {
    children = List.copyOf(children);
  }

  public static GlbNode showing(String name, Transform transform, int mesh) {
    return new GlbNode(name, transform, mesh, null, List.of());
  }

  public static GlbNode instanced(
      String name, Transform transform, int mesh, GlbInstances instances) {
    return new GlbNode(name, transform, mesh, instances, List.of());
  }

  public static GlbNode group(String name, Transform transform, List<Integer> children) {
    return new GlbNode(name, transform, NO_MESH, null, children);
  }

  /// How many times its mesh is shown.
  int shown() {
    return mesh == NO_MESH ? 0 : instances == null ? 1 : instances.count();
  }
}
