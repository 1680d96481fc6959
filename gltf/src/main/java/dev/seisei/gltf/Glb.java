package dev.seisei.gltf;

import dev.seisei.data.Mesh;

/// Short ways to a GLB.
public final class Glb {
  private Glb() {}

  /// One mesh with vertex colours as a GLB of one node.
  public static byte[] ofMesh(String name, Mesh mesh, float roughness) {
    var scene = new GlbScene();
    int material = scene.addMaterial(GlbMaterial.vertexColoured(name, roughness));
    int shape = scene.addMesh(name, mesh, material);
    scene.addNode(GlbNode.showing(name, Transform.IDENTITY, shape));
    return scene.toBytes();
  }
}
