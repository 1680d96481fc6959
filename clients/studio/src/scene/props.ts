// SPDX-License-Identifier: MIT
import { Group, InstancedBufferAttribute, InstancedMesh, Sphere, Vector3 } from "three";
import type { Description, Mesh } from "../wire/description";
import type { Prepared, PropGroup } from "../world/prepare";
import type { PropMeshes } from "./propMeshes";
import { CASCADE_LAYERS } from "./sun";

/** Trees, stones and the like: an instanced mesh a chunk, prop and variant. */
export class Props {
  readonly group = new Group();
  readonly #world: Description;
  readonly #meshes: PropMeshes;
  readonly #chunks = new Map<string, Group>();
  readonly #failed: (cause: Error) => void;
  /** The blobs of which it was told that they can not be had. */
  readonly #missing = new Set<string>();
  #pending = 0;
  #version = 0;

  constructor(world: Description, meshes: PropMeshes, failed: (cause: Error) => void) {
    this.#world = world;
    this.#meshes = meshes;
    this.#failed = failed;
  }

  /** Groups whose mesh has not come yet. */
  get pending(): number {
    return this.#pending;
  }

  /** Changes when something that throws shadows came. */
  get version(): number {
    return this.#version;
  }

  get instances(): number {
    let sum = 0;
    for (const chunk of this.#chunks.values()) {
      if (!chunk.visible) continue;
      for (const mesh of chunk.children) sum += (mesh as InstancedMesh).count;
    }
    return sum;
  }

  put(name: string, chunk: Prepared, shown: boolean): void {
    this.drop(name);
    if (chunk.props.length === 0) return;
    const holder = new Group();
    holder.position.set(chunk.key.x * chunk.span, 0, chunk.key.z * chunk.span);
    holder.visible = shown;
    holder.updateMatrixWorld(true);
    this.#chunks.set(name, holder);
    this.group.add(holder);
    for (const props of chunk.props) {
      const variant = this.#world.props[props.prop]!.variants[props.variant]!;
      const mesh = variant.find((candidate) => candidate.maxLevel >= chunk.key.lod);
      if (mesh) void this.#fill(holder, name, chunk, props, mesh);
    }
  }

  show(name: string): void {
    const holder = this.#chunks.get(name);
    if (holder) holder.visible = true;
  }

  drop(name: string): void {
    const holder = this.#chunks.get(name);
    if (!holder) return;
    this.#chunks.delete(name);
    this.group.remove(holder);
    for (const child of holder.children) (child as InstancedMesh).dispose();
  }

  dispose(): void {
    for (const name of [...this.#chunks.keys()]) this.drop(name);
  }

  async #fill(holder: Group, name: string, chunk: Prepared, props: PropGroup, mesh: Mesh): Promise<void> {
    this.#pending++;
    try {
      const parts = await this.#meshes.get(mesh.blob);
      if (this.#chunks.get(name) !== holder) return;
      const most = this.#world.props[props.prop]!.scale[1];
      for (const { geometry, material, reach } of parts) {
        const instanced = new InstancedMesh(geometry, material, props.count);
        instanced.instanceMatrix = new InstancedBufferAttribute(props.matrices, 16);
        instanced.instanceColor = new InstancedBufferAttribute(props.colours, 3);
        // Known from the chunk: three would go through every instance to find it.
        const half = chunk.span / 2;
        const middle = new Vector3(half, (chunk.low + chunk.high) / 2, half);
        const radius = Math.hypot(half, half, (chunk.high - chunk.low) / 2) + reach * most;
        instanced.boundingSphere = new Sphere(middle, radius);
        instanced.castShadow = chunk.key.lod <= 2;
        instanced.receiveShadow = true;
        instanced.layers.enable(CASCADE_LAYERS[0]);
        instanced.matrixAutoUpdate = false;
        holder.add(instanced);
        this.#version++;
      }
    } catch (error) {
      // Of a world that was left nobody wants to hear.
      if (this.#chunks.get(name) !== holder || this.#missing.has(mesh.blob)) return;
      this.#missing.add(mesh.blob);
      this.#failed(error as Error);
    } finally {
      this.#pending--;
    }
  }
}
