package dev.seisei.kernels.shape;

import dev.seisei.kernels.Turns;
import java.util.List;

/// Trunks and limbs: rings of vertices around a path.
final class Tubes {
  private Tubes() {}

  /// A place on the path.
  ///
  /// @param radius 0 is allowed at the last station only, and closes the tube to a tip
  record Station(Vec centre, float radius, Rgb colour) {}

  /// Adds a tube without end caps. All rings are parallel: they lie across the way from the first
  /// to the last station, which bends little enough for that.
  ///
  /// @param turn of the first vertex of each ring
  static void add(MeshBuilder mesh, List<Station> path, int sides, float turn) {
    Vec along = path.getLast().centre().minus(path.getFirst().centre()).unit();
    Vec aside = Math.abs(along.y()) > 0.95f ? new Vec(1, 0, 0) : Vec.UP;
    Vec u = aside.minus(along.times(aside.dot(along))).unit();
    Vec v = along.cross(u);
    int fromVertex = mesh.vertices();
    int fromCorner = mesh.corners();
    int below = ring(mesh, path.getFirst(), sides, turn, u, v);
    for (Station station : path.subList(1, path.size())) {
      if (station.radius() == 0) {
        int tip = mesh.vertex(station.centre(), station.colour());
        for (int k = 0; k < sides; k++) {
          mesh.triangle(below + k, below + (k + 1) % sides, tip);
        }
        break;
      }
      int above = ring(mesh, station, sides, turn, u, v);
      for (int k = 0; k < sides; k++) {
        int next = (k + 1) % sides;
        mesh.triangle(below + k, below + next, above + next);
        mesh.triangle(below + k, above + next, above + k);
      }
      below = above;
    }
    mesh.smooth(fromVertex, fromCorner);
  }

  private static int ring(MeshBuilder mesh, Station station, int sides, float turn, Vec u, Vec v) {
    int first = mesh.vertices();
    for (int k = 0; k < sides; k++) {
      float at = turn + k / (float) sides;
      Vec out = u.times(Turns.cos(at)).plus(v, Turns.sin(at));
      mesh.vertex(station.centre().plus(out, station.radius()), station.colour());
    }
    return first;
  }
}
