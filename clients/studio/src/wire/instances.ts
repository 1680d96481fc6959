// SPDX-License-Identifier: MIT
import { must } from "./malformed";

const MOST_INSTANCES = 4096;
const INSTANCE_BYTES = 9;

export interface Group {
  readonly prop: number;
  readonly variant: number;
  readonly first: number;
  readonly count: number;
}

/** Props as the wire has them: quantised, one array a property, groups one after another. */
export interface Instances {
  readonly groups: readonly Group[];
  readonly x: Uint16Array;
  readonly y: Uint16Array;
  readonly z: Uint16Array;
  readonly yaw: Uint8Array;
  readonly scale: Uint8Array;
  readonly tint: Uint8Array;
}

/** @param variants how many variants each prop of the palette has */
export function readInstances(raw: Uint8Array<ArrayBuffer>, variants: readonly number[]): Instances {
  must(raw.length >= 4, "instances: at least 4 bytes", raw.length);
  const view = new DataView(raw.buffer, raw.byteOffset, raw.byteLength);
  const rows = view.getUint16(0, true);
  must(view.getUint16(2, true) === 0, "instances: the u16 at 2 must be 0", view.getUint16(2, true));
  must(rows <= MOST_INSTANCES, `instances: at most ${MOST_INSTANCES} groups`, rows);
  must(raw.length >= 4 + 8 * rows, `instances: ${rows} groups need ${4 + 8 * rows} bytes`, raw.length);
  const groups: Group[] = [];
  let total = 0;
  for (let row = 0; row < rows; row++) {
    const prop = view.getUint16(4 + 8 * row, true);
    const variant = view.getUint16(6 + 8 * row, true);
    const count = view.getUint32(8 + 8 * row, true);
    must(prop < variants.length, `instances: prop below ${variants.length}`, prop);
    must(variant < variants[prop]!, `instances: variant of prop ${prop} below ${variants[prop]}`, variant);
    must(
      count >= 1 && count <= MOST_INSTANCES - total,
      `instances: 1 to ${MOST_INSTANCES} a chunk`,
      total + count,
    );
    groups.push({ prop, variant, first: total, count });
    total += count;
  }
  const bytes = 4 + 8 * rows + INSTANCE_BYTES * total;
  must(raw.length === bytes, `instances: ${bytes} bytes for ${total} instances`, raw.length);

  let at = 4 + 8 * rows;
  const words = (): Uint16Array => {
    const values = new Uint16Array(total);
    for (let i = 0; i < total; i++, at += 2) values[i] = view.getUint16(at, true);
    return values;
  };
  const octets = (): Uint8Array => raw.subarray(at, (at += total));
  return { groups, x: words(), y: words(), z: words(), yaw: octets(), scale: octets(), tint: octets() };
}
