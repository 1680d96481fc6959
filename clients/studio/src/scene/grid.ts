// SPDX-License-Identifier: MIT
import { BufferAttribute } from "three";

/** How far the skirt hangs down, in cells: more than two levels that meet can differ by. */
export const SKIRT_CELLS = 2.5;

export interface Grid {
  readonly position: BufferAttribute;
  readonly index: BufferAttribute;
}

/**
 * The one mesh that every chunk is drawn with: column, skirt flag and row of a sample. Cells are cut from (i + 1, j)
 * to (i, j + 1), as the protocol says; the skirt hangs from the edge and closes the cracks beside coarser chunks.
 */
export function createGrid(samples: number): Grid {
  const vertices: number[] = [];
  for (let j = 0; j < samples; j++) for (let i = 0; i < samples; i++) vertices.push(i, 0, j);
  const faces: number[] = [];
  const at = (i: number, j: number): number => j * samples + i;
  const last = samples - 1;
  for (let j = 0; j < last; j++) {
    for (let i = 0; i < last; i++) {
      faces.push(at(i, j), at(i, j + 1), at(i + 1, j), at(i + 1, j), at(i, j + 1), at(i + 1, j + 1));
    }
  }
  // Once around the edge with the outside on the right, so that all four sides face outward.
  const rim: [number, number][] = [];
  for (let i = 0; i < last; i++) rim.push([i, 0]);
  for (let j = 0; j < last; j++) rim.push([last, j]);
  for (let i = last; i > 0; i--) rim.push([i, last]);
  for (let j = last; j > 0; j--) rim.push([0, j]);
  const hem = vertices.length / 3;
  for (const [i, j] of rim) vertices.push(i, 1, j);
  rim.forEach(([i, j], here) => {
    const next = (here + 1) % rim.length;
    const [ni, nj] = rim[next]!;
    faces.push(at(i, j), at(ni, nj), hem + here, at(ni, nj), hem + next, hem + here);
  });
  return {
    position: new BufferAttribute(new Float32Array(vertices), 3),
    index: new BufferAttribute(new Uint16Array(faces), 1),
  };
}

/** The grid of what is flat: one square over a whole chunk. */
export function createSheet(): Grid {
  return {
    position: new BufferAttribute(new Float32Array([0, 0, 0, 0, 0, 1, 1, 0, 0, 1, 0, 1]), 3),
    index: new BufferAttribute(new Uint16Array([0, 1, 2, 2, 1, 3]), 1),
  };
}
