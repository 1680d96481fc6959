package dev.seisei.gltf;

import dev.seisei.data.Mesh;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A glTF 2.0 scene that grows: add materials, meshes that wear them, nodes that show the meshes,
/// then write it. Children are added before their parents; nodes without a parent are the scene's
/// roots. What no node shows is not written. The same scene gives the same bytes.
///
/// ```java
/// var scene = new GlbScene();
/// int bark = scene.addMaterial(GlbMaterial.vertexColoured("bark", 0.9f));
/// int tree = scene.addMesh("tree", mesh, bark);
/// scene.addNode(GlbNode.showing("tree by the gate", Transform.at(3, 0, 4), tree));
/// scene.writeTo(out);
/// ```
public final class GlbScene {
  private final List<GlbMaterial> materials = new ArrayList<>();
  private final List<Part> meshes = new ArrayList<>();
  private final List<GlbNode> nodes = new ArrayList<>();
  private final Set<Integer> parented = new HashSet<>();
  private final Map<String, String> extras = new LinkedHashMap<>();

  /// A mesh and what it wears.
  record Part(String name, Mesh mesh, int material) {}

  /// What a viewer would count.
  ///
  /// @param instances how many times meshes are shown
  /// @param triangles of all that is shown
  public record Summary(int nodes, long instances, long triangles) {}

  /// Notes a fact about the scene in `asset.extras`.
  public void addExtra(String name, String value) {
    extras.put(name, value);
  }

  /// Adds a material and tells its number.
  public int addMaterial(GlbMaterial material) {
    materials.add(material);
    return materials.size() - 1;
  }

  /// Adds a mesh and tells its number. Arrays that meshes share are written once.
  ///
  /// @throws IllegalArgumentException if there is no such material or the mesh has no triangles
  public int addMesh(String name, Mesh mesh, int material) {
    requireKnown("material", material, materials.size());
    if (mesh.triangles() == 0) {
      throw new IllegalArgumentException("mesh " + name + ": must have triangles, got none");
    }
    meshes.add(new Part(name, mesh, material));
    return meshes.size() - 1;
  }

  /// Adds a node and tells its number.
  ///
  /// @throws IllegalArgumentException if its mesh or a child is unknown, or a child has a parent
  public int addNode(GlbNode node) {
    if (node.mesh() != GlbNode.NO_MESH) {
      requireKnown("mesh", node.mesh(), meshes.size());
    }
    for (int child : node.children()) {
      requireKnown("child", child, nodes.size());
      if (!parented.add(child)) {
        throw new IllegalArgumentException("child " + child + ": must have one parent, got two");
      }
    }
    nodes.add(node);
    return nodes.size() - 1;
  }

  private static void requireKnown(String name, int index, int count) {
    if (index < 0 || index >= count) {
      throw new IllegalArgumentException(name + ": must be 0 to " + (count - 1) + ", got " + index);
    }
  }

  public Summary summary() {
    long instances = 0;
    long triangles = 0;
    for (GlbNode node : nodes) {
      if (node.mesh() != GlbNode.NO_MESH) {
        instances += node.shown();
        triangles += (long) node.shown() * meshes.get(node.mesh()).mesh().triangles();
      }
    }
    return new Summary(nodes.size(), instances, triangles);
  }

  /// Writes the scene as one GLB; vertices go from the meshes' arrays to the stream through one
  /// small buffer.
  ///
  /// @throws IllegalArgumentException if it would be larger than a GLB can be, 4 GiB
  public void writeTo(OutputStream out) throws IOException {
    new GlbWriter(this).writeTo(Channels.newChannel(out));
  }

  /// Writes the scene as one GLB into a channel, as [#writeTo(OutputStream)] does.
  public void writeTo(WritableByteChannel out) throws IOException {
    new GlbWriter(this).writeTo(out);
  }

  /// The scene as the bytes of one GLB.
  ///
  /// @throws IllegalArgumentException if it would be larger than an array can be, 2 GiB
  public byte[] toBytes() {
    try {
      return new GlbWriter(this).toBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("memory refuses no bytes", e);
    }
  }

  List<GlbMaterial> materials() {
    return materials;
  }

  List<Part> meshes() {
    return meshes;
  }

  List<GlbNode> nodes() {
    return nodes;
  }

  Map<String, String> extras() {
    return Collections.unmodifiableMap(extras);
  }

  boolean isRoot(int node) {
    return !parented.contains(node);
  }
}
