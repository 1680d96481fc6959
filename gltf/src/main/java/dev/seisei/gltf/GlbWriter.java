package dev.seisei.gltf;

import dev.seisei.data.Mesh;
import dev.seisei.gltf.Column.Colours;
import dev.seisei.gltf.Column.Floats;
import dev.seisei.gltf.Column.Indices;
import dev.seisei.gltf.Column.Target;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.WritableByteChannel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Lays a scene out as GLB: header, JSON chunk, binary chunk.
///
/// Source: Khronos, glTF 2.0 specification, chapters 3 and 4; `EXT_mesh_gpu_instancing`.
final class GlbWriter {
  static final int MAGIC = 0x46546c67;
  static final int JSON = 0x4e4f534a;
  static final int BIN = 0x004e4942;
  static final String INSTANCING = "EXT_mesh_gpu_instancing";
  private static final long MOST = 0xffffffffL;
  private static final int WIDE = 0xffff;

  private final GlbScene scene;
  private final Columns columns = new Columns();
  private final Map<Integer, Integer> meshes = new LinkedHashMap<>();
  private final Map<Integer, Integer> materials = new LinkedHashMap<>();
  private final List<int[]> attributes = new ArrayList<>();
  private final Map<Integer, int[]> instanced = new LinkedHashMap<>();

  GlbWriter(GlbScene scene) {
    this.scene = scene;
    for (int i = 0; i < scene.nodes().size(); i++) {
      GlbNode node = scene.nodes().get(i);
      if (node.mesh() == GlbNode.NO_MESH) {
        continue;
      }
      GlbScene.Part part = scene.meshes().get(node.mesh());
      if (meshes.putIfAbsent(node.mesh(), meshes.size()) == null) {
        attributes.add(attributes(part.mesh()));
        materials.putIfAbsent(part.material(), materials.size());
      }
      GlbInstances instances = node.instances();
      if (instances != null) {
        instanced.put(
            i,
            new int[] {
              columns.add(new Floats(instances.translations(), 3, false, Target.UNSAID)),
              columns.add(new Floats(instances.rotations(), 4, false, Target.UNSAID)),
              columns.add(new Floats(instances.scales(), 3, false, Target.UNSAID)),
              columns.add(new Floats(instances.tints(), 3, false, Target.UNSAID))
            });
      }
    }
  }

  private int[] attributes(Mesh mesh) {
    return new int[] {
      columns.add(new Floats(mesh.positions(), 3, true, Target.VERTICES)),
      columns.add(new Floats(mesh.normals(), 3, false, Target.VERTICES)),
      columns.add(new Colours(mesh.colours())),
      // 65535 restarts a strip on some hardware, so no vertex may have that number.
      columns.add(new Indices(mesh.indices(), mesh.vertices() > WIDE))
    };
  }

  void writeTo(WritableByteChannel out) throws IOException {
    ByteBuffer head = head();
    while (head.hasRemaining()) {
      out.write(head);
    }
    columns.write(out);
  }

  byte[] toBytes() throws IOException {
    ByteBuffer head = head();
    long total = head.limit() + columns.bytes();
    if (total > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          "glb: must be at most 2 GiB in memory, got " + total + " bytes; write it to a stream");
    }
    var all = ByteBuffer.allocate((int) total);
    columns.write(new Into(all.put(head)));
    return all.array();
  }

  /// Fills a buffer that is large enough.
  private record Into(ByteBuffer all) implements WritableByteChannel {
    @Override
    public int write(ByteBuffer bytes) {
      int count = bytes.remaining();
      all.put(bytes);
      return count;
    }

    @Override
    public boolean isOpen() {
      return true;
    }

    @Override
    public void close() {}
  }

  /// Everything before the columns: the header, the JSON chunk and the head of the binary chunk.
  private ByteBuffer head() {
    byte[] json = new GlbJson(scene, this).bytes();
    int paddedJson = (int) Columns.padded(json.length);
    boolean binary = columns.bytes() > 0;
    long total = 12 + 8 + (long) paddedJson + (binary ? 8 + columns.bytes() : 0);
    requireFits(total);
    var head =
        ByteBuffer.allocate(20 + paddedJson + (binary ? 8 : 0)).order(ByteOrder.LITTLE_ENDIAN);
    head.putInt(MAGIC).putInt(2).putInt((int) total).putInt(paddedJson).putInt(JSON).put(json);
    for (int i = json.length; i < paddedJson; i++) {
      head.put((byte) ' ');
    }
    if (binary) {
      head.putInt((int) columns.bytes()).putInt(BIN);
    }
    return head.flip();
  }

  static void requireFits(long bytes) {
    if (bytes > MOST) {
      throw new IllegalArgumentException(
          "glb: must be at most " + MOST + " bytes, got " + bytes + "; write it in several files");
    }
  }

  Columns columns() {
    return columns;
  }

  /// The meshes that are shown: the scene's numbers to the file's, in the file's order.
  Map<Integer, Integer> meshes() {
    return meshes;
  }

  /// The materials that are worn: the scene's numbers to the file's, in the file's order.
  Map<Integer, Integer> materials() {
    return materials;
  }

  /// Columns of a mesh of the file: positions, normals, colours, indices.
  int[] attributes(int mesh) {
    return attributes.get(mesh);
  }

  /// Columns of the nodes that show many: translations, rotations, scales, tints.
  Map<Integer, int[]> instanced() {
    return instanced;
  }
}
