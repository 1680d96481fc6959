// SPDX-License-Identifier: MIT
//
// A bank holds up to 256 chunks in layers of array textures, 256 being what every WebGL 2 device has. A pass draws what
// it shows of a bank with one call: a chunk is an instance of the grid, displaced by its layer. Applying a chunk is a
// copy into a layer.
import {
  DataArrayTexture,
  FloatType,
  LinearFilter,
  Mesh,
  NearestFilter,
  RGBAFormat,
  UnsignedByteType,
  type InstancedBufferGeometry,
  type Material,
} from "three";
import type { Prepared } from "../world/prepare";
import { DrawList } from "./drawList";
import type { Grid } from "./grid";
import { CASCADE_LAYERS } from "./sun";

export const BANK_CHUNKS = 256;

export interface BankTextures {
  readonly ground: DataArrayTexture;
  readonly weights: readonly [DataArrayTexture, DataArrayTexture];
}

export class Bank {
  readonly textures: BankTextures;
  /** What the camera sees. */
  readonly seen: DrawList;
  /** What throws shadows, a list for each of the sun's cascades. */
  readonly casting: readonly DrawList[];
  readonly meshes: readonly Mesh<InstancedBufferGeometry>[];
  readonly surface: Material;
  readonly #samples: number;
  readonly #free = Array.from({ length: BANK_CHUNKS }, (_, slot) => BANK_CHUNKS - 1 - slot);

  constructor(
    samples: number,
    grid: Grid,
    materials: (textures: BankTextures) => { surface: Material; depth: Material },
  ) {
    this.#samples = samples;
    const ground = new DataArrayTexture(
      new Float32Array(4 * samples * samples * BANK_CHUNKS),
      samples,
      samples,
      BANK_CHUNKS,
    );
    ground.format = RGBAFormat;
    ground.type = FloatType;
    ground.magFilter = ground.minFilter = NearestFilter;
    this.textures = { ground, weights: [weights(samples), weights(samples)] };

    const { surface, depth } = materials(this.textures);
    this.surface = surface;
    this.seen = new DrawList(grid, BANK_CHUNKS);
    this.casting = CASCADE_LAYERS.map(() => new DrawList(grid, BANK_CHUNKS));
    const seen = new Mesh(this.seen.geometry, surface);
    seen.receiveShadow = true;
    const casters = this.casting.map((list, cascade) => {
      const caster = new Mesh(list.geometry, surface);
      caster.customDepthMaterial = depth;
      caster.castShadow = true;
      caster.layers.set(CASCADE_LAYERS[cascade]!);
      return caster;
    });
    this.meshes = [seen, ...casters];
    for (const mesh of this.meshes) mesh.frustumCulled = false;
  }

  get full(): boolean {
    return this.#free.length === 0;
  }

  take(): number {
    return this.#free.pop()!;
  }

  release(slot: number): void {
    this.#free.push(slot);
  }

  write(slot: number, chunk: Prepared): void {
    const { ground, weights } = this.textures;
    const size = 4 * this.#samples * this.#samples;
    (ground.image.data as Float32Array).set(chunk.ground, slot * size);
    (weights[0].image.data as Uint8Array).set(chunk.weights[0], slot * size);
    (weights[1].image.data as Uint8Array).set(chunk.weights[1], slot * size);
    for (const texture of [ground, ...weights]) {
      texture.addLayerUpdate(slot);
      texture.needsUpdate = true;
    }
  }

  /** All layers are sent again: to a new context three would send only those that were written since the old one. */
  restore(): void {
    for (const texture of [this.textures.ground, ...this.textures.weights]) {
      texture.clearLayerUpdates();
      texture.needsUpdate = true;
    }
  }

  dispose(): void {
    for (const mesh of this.meshes) {
      mesh.geometry.dispose();
      mesh.customDepthMaterial?.dispose();
    }
    this.surface.dispose();
    this.textures.ground.dispose();
    for (const texture of this.textures.weights) texture.dispose();
  }
}

/** Rows of 33 samples are no multiple of what WebGL reads at once by default; RGBA keeps each one at four bytes. */
function weights(samples: number): DataArrayTexture {
  const texture = new DataArrayTexture(
    new Uint8Array(4 * samples * samples * BANK_CHUNKS),
    samples,
    samples,
    BANK_CHUNKS,
  );
  texture.format = RGBAFormat;
  texture.type = UnsignedByteType;
  texture.magFilter = texture.minFilter = LinearFilter;
  return texture;
}
