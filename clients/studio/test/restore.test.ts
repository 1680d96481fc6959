// SPDX-License-Identifier: MIT
import { Material, PerspectiveCamera, Texture, Vector3 } from "three";
import { expect, test } from "vitest";
import { createAir } from "../src/scene/atmosphere";
import { Bank } from "../src/scene/bank";
import { createGrid } from "../src/scene/grid";
import { Sun } from "../src/scene/sun";
import type { Prepared } from "../src/world/prepare";

test("a bank sends all its layers to a new context, not only those written since", () => {
  const bank = new Bank(9, createGrid(9), () => ({ surface: new Material(), depth: new Material() }));
  const size = 4 * 9 * 9;
  const weights = new Uint8Array(size);
  const chunk = { ground: new Float32Array(size), weights: [weights, weights] } as unknown as Prepared;
  bank.write(bank.take(), chunk);
  const textures = [bank.textures.ground, ...bank.textures.weights];
  const versions = textures.map(({ version }) => version);
  bank.restore();
  textures.forEach((texture, which) => {
    expect(texture.layerUpdates.size).toBe(0);
    expect(texture.version).toBeGreaterThan(versions[which]!);
  });
});

test("shadow maps that a new context lost are drawn again though nothing moved", () => {
  const sun = new Sun(new Vector3(0, 1, 0.5).normalize(), createAir(new Texture()), 512);
  const camera = new PerspectiveCamera();
  const drawn = (now: number): boolean[] => {
    sun.frame(now, camera, 10, 1);
    return [0, 1].map((which) => {
      const casting = sun.casting(which) !== null;
      // What three does once it has drawn one.
      sun.group.traverse((node) => {
        const { shadow } = node as { shadow?: { needsUpdate: boolean } };
        if (shadow && which === 1) shadow.needsUpdate = false;
      });
      return casting;
    });
  };
  expect(drawn(0)).toEqual([true, true]);
  expect(drawn(10)).toEqual([false, false]);
  sun.restore();
  expect(drawn(20)).toEqual([true, true]);
  expect(drawn(30)).toEqual([false, false]);
});
