package dev.seisei.kernels.shape;

import java.util.List;

/// Gives a closed surface smooth normals within a face and an edge where faces meet steeply: there
/// a vertex is doubled.
///
/// @param places of the vertices
/// @param corners three indices a triangle, counter-clockwise seen from outside
@SuppressWarnings("ArrayRecordComponent") // compared nowhere
record Creases(Vec[] places, List<Integer> corners) {
  /// Cosine of the angle between neighbours from which on there is an edge: 25 degrees.
  private static final float STEEP = 0.906f;

  ShapeMesh mesh(Rgb[] colours) {
    Vec[] facing = new Vec[corners.size() / 3];
    for (int t = 0; t < facing.length; t++) {
      Vec a = places[corners.get(3 * t)];
      Vec b = places[corners.get(3 * t + 1)];
      Vec c = places[corners.get(3 * t + 2)];
      facing[t] = b.minus(a).cross(c.minus(a));
    }
    var mesh = new MeshBuilder();
    int[] origin = new int[corners.size()];
    for (int i = 0; i < corners.size(); i++) {
      int vertex = corners.get(i);
      Vec normal = normal(vertex, facing, facing[i / 3].unit());
      int found = find(mesh, origin, vertex, normal);
      if (found < 0) {
        found = mesh.vertex(places[vertex], normal, colours[vertex]);
        origin[found] = vertex;
      }
      mesh.corner(found);
    }
    return mesh.build();
  }

  private Vec normal(int vertex, Vec[] facing, Vec own) {
    Vec sum = Vec.ZERO;
    for (int i = 0; i < corners.size(); i++) {
      if (corners.get(i) == vertex && facing[i / 3].unit().dot(own) >= STEEP) {
        sum = sum.plus(facing[i / 3]);
      }
    }
    return sum.unit();
  }

  private static int find(MeshBuilder mesh, int[] origin, int vertex, Vec normal) {
    for (int v = 0; v < mesh.vertices(); v++) {
      if (origin[v] == vertex && mesh.normal(v).equals(normal)) {
        return v;
      }
    }
    return -1;
  }
}
