// SPDX-License-Identifier: MIT
import { Vector3 } from "three";

const FARTHEST = 1500;
const HALVINGS = 12;

/**
 * Where a ray meets the ground, or null. `groundAt` gives the metres of the ground at a place, or null where none is
 * shown. Steps grow with the distance, as what one points at does.
 */
export function pickGround(
  from: Vector3,
  direction: Vector3,
  groundAt: (x: number, z: number) => number | null,
): Vector3 | null {
  const above = (metres: number): number | null => {
    const x = from.x + direction.x * metres;
    const z = from.z + direction.z * metres;
    const ground = groundAt(x, z);
    return ground === null ? null : from.y + direction.y * metres - ground;
  };
  let before = 0;
  for (let metres = 0.5; metres < FARTHEST; metres += Math.max(0.5, metres * 0.02)) {
    const height = above(metres);
    if (height !== null && height <= 0) {
      let [low, high] = [before, metres];
      for (let i = 0; i < HALVINGS; i++) {
        const middle = (low + high) / 2;
        if ((above(middle) ?? 1) <= 0) high = middle;
        else low = middle;
      }
      return from.clone().addScaledVector(direction, high);
    }
    before = metres;
  }
  return null;
}
