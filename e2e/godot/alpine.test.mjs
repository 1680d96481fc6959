// SPDX-License-Identifier: MIT
// The mountains in the demo: what erosion, rivers and snow look like to a player.
import assert from "node:assert/strict";
import { mkdir, mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { PNG } from "pngjs";
import { repository, startSidecar } from "../sidecar.mjs";
import { startDemo } from "./demo.mjs";
import { complaints } from "./engine.mjs";

const [WIDTH, HEIGHT] = [1280, 720];
// Over a lake towards a wooded side and the ridges above it.
const SHORE = { position: [620, 28, 1560], target: [150, 150, 700] };
const ABOVE = { position: [900, 700, 1900], target: [100, 150, 700] };
let sidecar, godot;

before(async () => {
  sidecar = await startSidecar({ args: ["--world", join(repository, "worlds/alpine.json")] });
  godot = await startDemo(`ws://127.0.0.1:${sidecar.port}`, { world: "alpine", radius: 2000, width: WIDTH, height: HEIGHT });
  await godot.call("hud", { visible: false });
});
after(async () => {
  await godot?.close();
  await sidecar?.close();
});

async function look(view, name) {
  await godot.call("look", view);
  const bytes = await godot.screenshot();
  const folder = process.env.SEISEI_SAVE_IMAGES === "1" ? join(repository, "docs/images") : await mkdtemp(join(tmpdir(), "seisei-picture-"));
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, name), bytes);
  console.log(`# ${join(folder, name)}`);
  const { width, height, data } = PNG.sync.read(bytes);
  const share = { water: 0, plants: 0, rock: 0, dark: 0 };
  const colours = new Set();
  const one = 1 / (width * height);
  for (let at = 0; at < width * height; at++) {
    const [r, g, b] = data.subarray(4 * at, 4 * at + 3);
    colours.add((r << 16) | (g << 8) | b);
    if (r + g + b < 45) share.dark += one;
    else if (g > r + 10 && g > b + 15) share.plants += one;
    else if (at > (width * height) / 2 && b > r + 15 && g > r + 8) share.water += one;
    else if (Math.max(r, g, b) - Math.min(r, g, b) < 30 && r + g + b < 600) share.rock += one;
  }
  const facts = Object.entries(share).map(([what, part]) => `${what} ${(100 * part).toFixed(1)} %`).join(", ");
  console.log(`# ${facts}; ${colours.size} colours`);
  return { ...share, colours: colours.size, facts };
}

test("from the shore one sees a lake, woods and rock", async () => {
  const seen = await look(SHORE, "godot-alpine.png");
  assert.ok(seen.plants > 0.05, seen.facts);
  assert.ok(seen.water > 0.03, seen.facts);
  assert.ok(seen.rock > 0.02, seen.facts);
  assert.ok(seen.dark < 0.1, seen.facts);
  assert.ok(seen.colours > 5000, `${seen.colours} colours`);
});

test("from above one sees how rain has cut the mountains", async () => {
  const seen = await look(ABOVE, "godot-alpine-above.png");
  assert.ok(seen.plants > 0.1, seen.facts);
  assert.ok(seen.rock > 0.05, seen.facts);
  assert.ok(seen.colours > 5000, `${seen.colours} colours`);
});

test("neither the engine nor a script complained", () => {
  assert.deepEqual(complaints(godot.lines), []);
});
