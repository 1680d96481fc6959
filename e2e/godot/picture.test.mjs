// SPDX-License-Identifier: MIT
// What the demo looks like: a picture of the archipelago, and of its ground alone.
import assert from "node:assert/strict";
import { mkdir, mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, before, test } from "node:test";
import { PNG } from "pngjs";
import { repository, startSidecar } from "../sidecar.mjs";
import { startDemo } from "./demo.mjs";
import { complaints } from "./engine.mjs";

const [WIDTH, HEIGHT] = [1280, 720];
// A bay with a beach, a wood, a snowy mountain and islands in the haze.
const VIEW = { position: [900, 30, 1420], target: [1250, 60, 960] };
// Down a mountain's side, where the ground fills the picture and is cut into many levels.
const DOWN = { position: [1130, 190, 1180], target: [1230, 60, 1080] };
let sidecar, godot;

before(async () => {
  sidecar = await startSidecar();
  godot = await startDemo(`ws://127.0.0.1:${sidecar.port}`, { radius: 2400, width: WIDTH, height: HEIGHT });
  await godot.call("hud", { visible: false });
});
after(async () => {
  await godot?.close();
  await sidecar?.close();
});

async function look(view) {
  await godot.call("look", view);
  const bytes = await godot.screenshot();
  return { bytes, picture: PNG.sync.read(bytes) };
}

/** Calls `visit(r, g, b, row)` for every pixel. */
function pixels({ width, height, data }, visit) {
  for (let at = 0; at < width * height; at++) visit(data[4 * at], data[4 * at + 1], data[4 * at + 2], Math.floor(at / width));
}

test("the picture shows sky, sea, woods and bare ground", async () => {
  const { bytes, picture } = await look(VIEW);
  const folder = process.env.SEISEI_SAVE_IMAGES === "1" ? join(repository, "docs/images") : await mkdtemp(join(tmpdir(), "seisei-picture-"));
  const file = join(folder, "godot-archipelago.png");
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, bytes);
  console.log(`# ${file}`);
  assert.deepEqual([picture.width, picture.height], [WIDTH, HEIGHT]);
  const share = { sky: 0, sea: 0, plants: 0, sandAndRock: 0 };
  const colours = new Map();
  const one = 1 / (WIDTH * HEIGHT);
  pixels(picture, (r, g, b, row) => {
    colours.set((r << 16) | (g << 8) | b, (colours.get((r << 16) | (g << 8) | b) ?? 0) + one);
    if (row < HEIGHT / 2 && b > r + 15 && b >= g && b > 150) share.sky += one;
    else if (row > HEIGHT / 2 && g > r + 15 && b > r + 15) share.sea += one;
    else if (g > r + 10 && g > b + 20) share.plants += one;
    else if (r >= g && g >= b && r > b + 10) share.sandAndRock += one;
  });
  const percent = Object.entries(share).map(([what, part]) => `${what} ${(100 * part).toFixed(1)} %`);
  console.log(`# ${percent.join(", ")}; ${colours.size} colours`);
  assert.ok(share.sky > 0.2, percent.join());
  assert.ok(share.sea > 0.06, percent.join());
  assert.ok(share.plants > 0.08, percent.join());
  assert.ok(share.sandAndRock > 0.15, percent.join());
  assert.ok(colours.size > 10_000, `${colours.size} colours`);
  assert.ok(Math.max(...colours.values()) < 0.05, "one flat colour covers much of it");
});

test("the ground has no holes where levels of detail meet", async () => {
  await godot.call("bare", { background: "#ff00ff" });
  const { picture } = await look(DOWN);
  let holes = 0;
  pixels(picture, (r, g, b) => (holes += r > 200 && g < 80 && b > 200 ? 1 : 0));
  assert.equal(holes, 0, "pixels through which the background shows");
});

test("neither the engine nor a script complained", () => {
  assert.deepEqual(complaints(godot.lines), []);
});
