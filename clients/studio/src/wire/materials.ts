// SPDX-License-Identifier: MIT
import { must } from "./malformed";

export const MOST_MATERIALS = 8;

/** The weights of a chunk, a plane a layer, in the palette's order. */
export interface Materials {
  readonly layers: number;
  readonly side: number;
  readonly planes: Uint8Array;
}

export function readMaterials(raw: Uint8Array, samples: number, palette: number): Materials {
  must(raw.length >= 4, "materials: at least 4 bytes", raw.length);
  const layers = raw[0]!;
  const side = raw[1]!;
  must(layers === palette, `materials: layers must be the palette's ${palette}`, layers);
  must(side === samples, `materials: side must be ${samples}`, side);
  must(raw[2] === 0 && raw[3] === 0, "materials: the u16 at 2 must be 0", `${raw[2]}, ${raw[3]}`);
  const bytes = 4 + layers * side * side;
  must(raw.length === bytes, `materials: ${bytes} bytes`, raw.length);
  return { layers, side, planes: raw.subarray(4) };
}
