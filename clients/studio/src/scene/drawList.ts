// SPDX-License-Identifier: MIT
import { InstancedBufferAttribute, InstancedBufferGeometry } from "three";
import type { Grid } from "./grid";

/** What one pass draws of a bank: a grid, and for every chunk of the list an instance of it. */
export class DrawList {
  readonly geometry = new InstancedBufferGeometry();
  readonly #place: InstancedBufferAttribute;
  readonly #level: InstancedBufferAttribute;

  constructor(grid: Grid, most: number) {
    this.#place = new InstancedBufferAttribute(new Float32Array(4 * most), 4);
    this.#level = new InstancedBufferAttribute(new Float32Array(most), 1);
    this.geometry.setAttribute("position", grid.position);
    this.geometry.setIndex(grid.index);
    this.geometry.setAttribute("chunkPlace", this.#place);
    this.geometry.setAttribute("chunkLevel", this.#level);
    this.geometry.instanceCount = 0;
  }

  clear(): void {
    this.geometry.instanceCount = 0;
  }

  add(x: number, z: number, cell: number, slot: number, level: number): void {
    const at = this.geometry.instanceCount++;
    this.#place.setXYZW(at, x, z, cell, slot);
    this.#level.setX(at, level);
    this.#place.needsUpdate = this.#level.needsUpdate = true;
  }

  get empty(): boolean {
    return this.geometry.instanceCount === 0;
  }
}
