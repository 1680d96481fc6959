// The studio in a real browser against a real sidecar: that it shows the world, flies through it, and outlives it.
import assert from "node:assert/strict";
import { mkdir, mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { repository, startSidecar } from "../sidecar.mjs";
import { digestsOfView } from "../view.mjs";
import { launch, openStudio } from "./browser.mjs";
import { describePicture, likeness } from "./picture.mjs";

const RADIUS = 500;
/** Share of a picture that must have the same colours for two to show the same: clouds and waves move. */
const ALIKE = 0.95;
let sidecar;
let browser;
let studio;

before(async () => {
  sidecar = await startSidecar();
  browser = await launch();
  studio = await openStudio(browser, `${sidecar.url}/?radius=${RADIUS}`);
});
after(async () => {
  await browser?.close();
  await sidecar?.close();
});

/** The digests that the studio holds are those of another client with the same view, to the last chunk. */
async function assertSameAsPhoenix(state) {
  const view = { position: state.position, velocity: [0, 0, 0], radius: state.radius, detail: 1.5 };
  const others = await digestsOfView(sidecar, view);
  const differing = Object.keys({ ...others, ...state.digests }).filter((key) => others[key] !== state.digests[key]);
  assert.deepEqual(differing, []);
}

test("the whole view arrives, is shown, and is what others see", async () => {
  const state = await studio.complete();
  assert.equal(state.world, "archipelago");
  assert.ok(state.wanted > 50, `only ${state.wanted} wanted`);
  assert.equal(state.shown, state.wanted);
  assert.equal(state.hidden, 0);
  assert.equal(Object.keys(state.digests).length, state.wanted);
  await assertSameAsPhoenix(state);
  for (const [key, digest] of Object.entries(state.digests)) {
    const answer = await fetch(`${sidecar.url}/api/worlds/archipelago/chunks/${key}`);
    assert.equal(answer.headers.get("etag"), `"${digest}"`, key);
    await answer.arrayBuffer();
  }
});

test("the panels say how the stream is", async () => {
  const { shown, wanted } = await studio.state();
  await studio.says("link", /^Live$/);
  await studio.says("chunks", new RegExp(`^${shown}$`));
  await studio.says("wanted", new RegExp(`/ ${wanted}$`));
  await studio.says("bytes", /^\d+(\.\d)? [kM]B$/);
  await studio.says("trip", /^\d+ ms$/);
  assert.match(await studio.page.locator(".hint").innerText(), /W A S D.*fly/);
  assert.equal(await studio.page.locator("#notice").isVisible(), false);
});

/** Flies forward for some metres and comes to rest; resolves to the way it went. */
async function fly(metres) {
  const { position: from } = await studio.state();
  await studio.page.keyboard.down("Shift");
  await studio.page.keyboard.down("KeyW");
  await studio.until(
    `a flight of ${metres} m`,
    (state, [start, way]) => Math.hypot(state.position[0] - start[0], state.position[2] - start[2]) > way,
    [from, metres],
  );
  await studio.page.keyboard.up("KeyW");
  await studio.page.keyboard.up("Shift");
  await studio.complete();
  const { position: to } = await studio.state();
  return Math.atan2(to[2] - from[2], to[0] - from[0]);
}

test("it flies by keyboard, loads what lies ahead and forgets what lies behind", async () => {
  const start = await studio.state();
  await fly(350);
  const { digests, shown, hidden, wanted, ...state } = await studio.complete();
  assert.equal(shown, wanted);
  assert.equal(hidden, 0);
  const kept = Object.keys(start.digests).filter((key) => key in digests);
  assert.ok(kept.length > 0, "nothing stayed in view");
  assert.ok(kept.length < Object.keys(start.digests).length - 20, "nothing was forgotten");
  for (const key of kept) assert.equal(digests[key], start.digests[key], key);
  await assertSameAsPhoenix({ ...state, digests });
  assert.equal(await studio.page.locator(".hint").evaluate((hint) => getComputedStyle(hint).visibility), "hidden");
});

test("it looks around by dragging", async () => {
  const straight = await fly(60);
  await studio.page.mouse.move(100, 160);
  await studio.page.mouse.down();
  await studio.page.mouse.move(400, 160, { steps: 4 });
  await studio.page.mouse.up();
  const turned = straight - (await fly(60));
  // 300 pixels at 0.0026 radians, less the inertia of the flight.
  const angle = Math.abs(Math.atan2(Math.sin(turned), Math.cos(turned)));
  assert.ok(angle > 0.5 && angle < 1.1, `turned by ${angle} radians`);
});

test("nothing was complained of, and nobody but the sidecar was asked", () => {
  assert.deepEqual(studio.heard.errors, []);
  assert.deepEqual(studio.heard.console, []);
  assert.deepEqual([...studio.heard.hosts], [new URL(sidecar.url).host]);
});

test("it outlives a killed sidecar and comes back to the same world", async () => {
  const whole = await studio.complete();
  await sidecar.kill("SIGKILL");
  await studio.says("link", /^Reconnecting$/);
  await studio.says("notice", /connection .* was lost.*\.\/seisei run/);
  const meanwhile = await studio.state();
  assert.equal(meanwhile.connected, false);
  assert.equal(meanwhile.shown, whole.shown, "what was seen must stay");
  await sidecar.restart();
  const { digests, position } = await studio.until("the world again", (state) => state.connected && state.complete);
  await studio.says("link", /^Live$/);
  assert.deepEqual(position, whole.position);
  assert.deepEqual(digests, whole.digests);
  assert.equal(await studio.page.locator("#notice").isVisible(), false);
  assert.deepEqual(studio.heard.errors, []);
  await studio.page.close();
});

test("the picture shows sky, land and sea", async () => {
  const fine = await openStudio(browser, `${sidecar.url}/?quality=high`, { width: 1280, height: 720 });
  await fine.complete();
  const png = await fine.page.screenshot();
  const folder = process.env.SEISEI_SAVE_IMAGES === "1" ? join(repository, "docs/images") : await mkdtemp(join(tmpdir(), "seisei-images-"));
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, "studio-archipelago.png"), png);
  const seen = describePicture(png);
  const facts = `${JSON.stringify(seen)} in ${folder}`;
  assert.deepEqual([seen.width, seen.height], [1280, 720]);
  assert.ok(seen.colours > 1000, `too few colours: ${facts}`);
  assert.ok(seen.sky > 0.5, `no sky: ${facts}`);
  assert.ok(seen.green > 0.02, `no green: ${facts}`);
  assert.ok(seen.sand > 0.002, `no beach: ${facts}`);
  assert.ok(seen.water > 0.03, `no water: ${facts}`);
  assert.ok(seen.dark < 0.1, `too dark: ${facts}`);
  assert.deepEqual(fine.heard.errors, []);
  await fine.page.close();
});

test("the pipelines are shown at work, and closed they cost nothing", async () => {
  const watcher = await openStudio(browser, `${sidecar.url}/?quality=low`, { width: 1280, height: 720 });
  await watcher.complete();
  await watcher.page.keyboard.press("p");
  await watcher.says("pipeline-foot", /^3 elements · 2 links$/);
  const names = await watcher.page.locator("#pipeline-picture .name").allTextContents();
  assert.deepEqual(names.sort(), ["graph", "requests", "viewers"]);
  await watcher.says("pipeline-tabs", /^archipelago$/);
  // Someone flies, so that something flows.
  await watcher.page.keyboard.down("Shift");
  await watcher.page.keyboard.down("KeyW");
  await watcher.says("pipeline-picture", /[\d.,]+( k)?\/s/);
  const png = await watcher.page.screenshot();
  await watcher.page.keyboard.up("KeyW");
  await watcher.page.keyboard.up("Shift");
  const folder = process.env.SEISEI_SAVE_IMAGES === "1" ? join(repository, "docs/images") : await mkdtemp(join(tmpdir(), "seisei-images-"));
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, "studio-pipelines.png"), png);
  const box = await watcher.page.locator(".pipelines-panel").boundingBox();
  assert.ok(box.x >= 0 && box.y >= 0 && box.x + box.width <= 1280 && box.y + box.height <= 720, JSON.stringify(box));
  await watcher.page.keyboard.press("p");
  assert.equal(await watcher.page.locator(".pipelines-panel").isVisible(), false);
  assert.deepEqual(watcher.heard.errors, []);
  assert.deepEqual(watcher.heard.console, []);
  await watcher.page.close();
});

test("a worker that does not start is told of, and goes on being told of", async () => {
  const lame = await openStudio(browser, `${sidecar.url}/?radius=${RADIUS}`, {
    prepare: (page) => page.route("**/*worker*.js", (route) => route.abort()),
  });
  await lame.says("link", /^Stopped$/);
  // A passing trouble is shown for 8 s.
  await lame.page.waitForTimeout(9000);
  await lame.says("notice", /decodes chunks .*Load the page again/, 1000);
  assert.equal((await lame.state()).connected, false);
  await lame.page.close();
});

/** Takes pictures until one is like `other`, or the one before; resolves to it, or to the last before the deadline. */
async function pictureLike(page, other) {
  const deadline = Date.now() + 60_000;
  let picture = await page.screenshot();
  while (Date.now() < deadline) {
    const before = other ?? picture;
    picture = await page.screenshot();
    if (likeness(before, picture) > ALIKE) break;
  }
  return picture;
}

test("a lost picture comes back as it was, whatever arrived meanwhile", async () => {
  const fragile = await openStudio(browser, `${sidecar.url}/?radius=${RADIUS}`);
  const [x, y, z] = (await fragile.complete()).position;
  // Without the panels, which would come back in any case.
  await fragile.page.keyboard.press("h");
  const look = (east) => fragile.page.evaluate((to) => window.seisei.goTo(...to), [x + east, y + 60, z, x + east + 200, 0, z]);
  await look(0);
  await fragile.complete();
  // The picture is one of a frame after what was applied, and the coarse shadows follow later.
  const before = await pictureLike(fragile.page);

  await fragile.page.evaluate(() => {
    window.losing = document.getElementById("world").getContext("webgl2").getExtension("WEBGL_lose_context");
    window.losing.loseContext();
  });
  await look(350);
  await fragile.complete();
  await look(0);
  await fragile.complete();
  await fragile.page.evaluate(() => window.losing.restoreContext());
  const after = await pictureLike(fragile.page, before);

  const folder = await mkdtemp(join(tmpdir(), "seisei-images-"));
  await writeFile(join(folder, "before.png"), before);
  await writeFile(join(folder, "after.png"), after);
  const like = likeness(before, after);
  assert.ok(like > ALIKE, `only ${like} of the picture has its colours again, see ${folder}`);
  assert.deepEqual(fragile.heard.errors, []);
  await fragile.page.close();
});
