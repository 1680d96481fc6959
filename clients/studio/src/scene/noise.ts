// SPDX-License-Identifier: MIT
//
// One small tile of noise feeds ground, water and clouds. A texture rather than arithmetic, because its mipmaps take
// away with distance what would flicker, and a lookup costs less than octaves.
import { DataTexture, LinearFilter, LinearMipmapLinearFilter, RGBAFormat, RepeatWrapping } from "three";

const SIDE = 256;

/** Red and alpha: two independent fractal noises. Green and blue: the slope of the red one. */
export function noiseTexture(anisotropy: number): DataTexture {
  const first = fractal(1, 8);
  const second = fractal(7, 4);
  const data = new Uint8Array(SIDE * SIDE * 4);
  const at = (i: number, j: number): number => first[((j + SIDE) % SIDE) * SIDE + ((i + SIDE) % SIDE)]!;
  for (let j = 0; j < SIDE; j++) {
    for (let i = 0; i < SIDE; i++) {
      const here = j * SIDE + i;
      data[4 * here] = 255 * first[here]!;
      data[4 * here + 3] = 255 * second[here]!;
      data[4 * here + 1] = clampByte(127.5 + 900 * (at(i - 1, j) - at(i + 1, j)));
      data[4 * here + 2] = clampByte(127.5 + 900 * (at(i, j - 1) - at(i, j + 1)));
    }
  }
  const texture = new DataTexture(data, SIDE, SIDE, RGBAFormat);
  texture.wrapS = texture.wrapT = RepeatWrapping;
  texture.magFilter = LinearFilter;
  texture.minFilter = LinearMipmapLinearFilter;
  texture.generateMipmaps = true;
  texture.anisotropy = anisotropy;
  texture.needsUpdate = true;
  return texture;
}

function clampByte(value: number): number {
  return Math.min(255, Math.max(0, Math.round(value)));
}

/** Octaves of smoothed lattice noise that repeat at the tile's edge, stretched to 0 … 1. */
function fractal(seed: number, cells: number): Float32Array {
  const sum = new Float32Array(SIDE * SIDE);
  for (let octave = 0, amount = 1; octave < 5; octave++, amount *= 0.52) {
    const lattice = cells << octave;
    const step = lattice / SIDE;
    for (let j = 0, here = 0; j < SIDE; j++) {
      const v = j * step;
      const fv = smooth(v % 1);
      for (let i = 0; i < SIDE; i++, here++) {
        const u = i * step;
        const fu = smooth(u % 1);
        const corner = (di: number, dj: number): number =>
          hash((Math.floor(u) + di) % lattice, (Math.floor(v) + dj) % lattice, seed + octave);
        const top = corner(0, 0) * (1 - fu) + corner(1, 0) * fu;
        const bottom = corner(0, 1) * (1 - fu) + corner(1, 1) * fu;
        sum[here]! += amount * (top * (1 - fv) + bottom * fv);
      }
    }
  }
  let [least, most] = [Infinity, -Infinity];
  for (const value of sum) [least, most] = [Math.min(least, value), Math.max(most, value)];
  return sum.map((value) => (value - least) / (most - least));
}

const smooth = (t: number): number => t * t * t * (t * (6 * t - 15) + 10);

function hash(i: number, j: number, seed: number): number {
  let h = Math.imul(i, 0x27d4eb2d) ^ Math.imul(j, 0x165667b1) ^ Math.imul(seed + 11, 0x9e3779b1);
  h = Math.imul(h ^ (h >>> 15), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return ((h ^ (h >>> 16)) >>> 0) / 2 ** 32;
}
