// SPDX-License-Identifier: MIT
// The demo of clients/godot in a running engine, against a running sidecar.

import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { startEngine } from "./engine.mjs";
import { pack } from "./pack.mjs";

const here = fileURLToPath(new URL(".", import.meta.url));

/** Packs the project of clients/godot so that it starts with a scene of scenes/. */
export function packBench(scene) {
  return pack(join(here, "../../clients/godot"), { overlays: { e2e: join(here, "scenes") }, mainScene: `res://e2e/${scene}.tscn` });
}

/**
 * Starts the demo with a bench around it; resolves when it has joined the world.
 *
 * @param {string} address such as `ws://127.0.0.1:4000`
 * @param {{world?: string, radius?: number, token?: string, width?: number, height?: number}} options `world` by id, `radius` of the view in metres
 */
export async function startDemo(address, { world = "archipelago", radius = 400, token, width, height } = {}) {
  const engine = await startEngine(packBench("demo_bench"), { query: { seisei: address, radius: String(radius), world }, fragment: token ? { token } : {}, width, height });
  try {
    await engine.line(/^BENCH READY/);
    await engine.line(/^WORLD CONNECTED/);
  } catch (error) {
    await engine.close();
    throw error;
  }
  return engine;
}

/** Heights that the server gives for points `[x, z]`. */
export async function serverGround(url, points) {
  const metres = [];
  for (let first = 0; first < points.length; first += 100) {
    const query = points.slice(first, first + 100).map(([x, z]) => `at=${x},${z}`);
    const answer = await fetch(`${url}/api/worlds/archipelago/ground?${query.join("&")}`);
    if (!answer.ok) throw new Error(`ground: ${answer.status} ${await answer.text()}`);
    metres.push(...(await answer.json()).map((point) => point.metres));
  }
  return metres;
}

/** Numbers in [0, 1) that are the same in every run (mulberry32). */
export function seeded(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
