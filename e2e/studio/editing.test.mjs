// Two people in the studio: one shapes the land with the mouse, the other sees it, and both see each other.
import assert from "node:assert/strict";
import { mkdir, mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { repository, startSidecar } from "../sidecar.mjs";
import { launch, openStudio } from "./browser.mjs";

// A meadow between beach and hills, and where one stands to look at it.
const AT = [-1384, -936];
const FROM = [AT[0] + 10, 46, AT[1] + 66];
let sidecar, browser, ada, bob;
/** Digests of the land before anyone touched it. */
let untouched;

before(async () => {
  sidecar = await startSidecar();
  browser = await launch();
  const address = (name) => `${sidecar.url}/?radius=300#name=${name}`;
  ada = await openStudio(browser, address("Ada"), { width: 960, height: 600 });
  bob = await openStudio(browser, address("Bob"), { width: 960, height: 600 });
  for (const [studio, x] of [[ada, 0], [bob, 26]]) {
    await studio.page.evaluate(([from, at, aside]) => window.seisei.goTo(from[0] + aside, from[1], from[2], at[0], 18, at[1]), [FROM, AT, x]);
    await studio.complete();
  }
});
after(async () => {
  await browser?.close();
  await sidecar?.close();
});

/** Holds the mouse on a place of the ground until so many edits more were answered. */
async function work(studio, [x, z], edits) {
  const { edits: before } = await studio.state();
  const at = await studio.page.evaluate(([x, z]) => window.seisei.screen(x, z), [x, z]);
  assert.ok(at, `${x}, ${z} is on the screen`);
  await studio.page.mouse.move(at.x, at.y);
  await studio.page.mouse.down();
  try {
    await studio.until(`${edits} edits`, (state, least) => state.edits >= least, before + edits);
  } finally {
    await studio.page.mouse.up();
  }
}

async function save(studio, name) {
  const folder = process.env.SEISEI_SAVE_IMAGES === "1" ? join(repository, "docs/images") : await mkdtemp(join(tmpdir(), "seisei-picture-"));
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, name), await studio.page.screenshot());
  console.log(`# ${join(folder, name)}`);
}

test("both see who is here and where the other is", async () => {
  for (const [studio, me, other] of [[ada, "Ada", "Bob"], [bob, "Bob", "Ada"]]) {
    const state = await studio.until("the other", ({ people }) => people.length === 2 && people[1].place);
    assert.deepEqual(state.people.map(({ name }) => name), [me, other]);
    await studio.says("people-count", /^2 are here$/);
    assert.match(await studio.text("people"), new RegExp(`${me}.*you.*${other}.*person`, "s"));
  }
  const { position } = await bob.state();
  await ada.until(
    "Bob where he is",
    ({ people: [, seen] }, position) => seen?.place && position.every((value, i) => Math.abs(seen.place[i] - value) < 0.1),
    position,
  );
});

test("who holds a tool on the ground raises it, for both", async () => {
  const before = { ada: await ada.state(), bob: await bob.state() };
  untouched = before.ada.digests;
  await ada.page.keyboard.press("1");
  assert.equal((await ada.state()).tool, "raise");
  assert.equal(await ada.page.locator('button[data-tool="raise"]').getAttribute("aria-pressed"), "true");
  await work(ada, AT, 12);
  await save(ada, "studio-editing.png");
  const changed = (state, digests) => Object.keys(digests).filter((key) => state.digests[key] && state.digests[key] !== digests[key]).length;
  await bob.until("other chunks", `(state, digests) => (${changed})(state, digests) >= 3`, before.bob.digests);
  await ada.complete();
  await bob.complete();
  const [one, other] = [await ada.state(), await bob.state()];
  assert.ok(changed(one, before.ada.digests) >= 3);
  for (const [key, digest] of Object.entries(other.digests)) {
    if (one.digests[key]) assert.equal(one.digests[key], digest, key);
  }
  await save(bob, "studio-editing-seen.png");
});

test("undo by key takes it back to the bit, and the brush is put down", async () => {
  const { edits } = await ada.state();
  for (let turn = 0; turn < 30; turn++) await ada.page.keyboard.press("Control+z");
  await ada.until("all taken back", (state, least) => state.edits >= least, edits + 30);
  const served = {};
  for (const key of Object.keys((await ada.state()).digests)) {
    const answer = await fetch(`${sidecar.url}/api/worlds/archipelago/chunks/${key}`);
    served[key] = JSON.parse(answer.headers.get("etag"));
    await answer.arrayBuffer();
    if (untouched[key]) assert.equal(served[key], untouched[key], key);
  }
  await ada.until(
    "what is served",
    ({ digests }, served) => Object.keys(served).every((key) => digests[key] === served[key]),
    served,
  );
  const { trouble } = await ada.state();
  assert.ok(trouble.every((message) => message.includes("undo.nothing")), trouble.join("\n"));
  await ada.page.keyboard.press("Escape");
  assert.equal((await ada.state()).tool, null);
});

test("a meadow is painted and planted with the buttons", async () => {
  await ada.page.locator('button[data-tool="paint"]').click();
  await ada.page.locator("#brush-materials .chip", { hasText: "sand" }).click();
  assert.equal((await ada.state()).brush.material, "sand");
  await work(ada, [AT[0] + 8, AT[1] + 12], 1);
  await ada.page.locator('button[data-tool="place"]').click();
  await ada.page.locator("#brush-props .chip", { hasText: "palm" }).click();
  await work(ada, [AT[0] + 8, AT[1] + 12], 1);
  await ada.complete();
  await save(ada, "studio-painting.png");
  assert.equal((await ada.state()).brush.prop, "palm");
});

test("who leaves is gone for the other", async () => {
  await bob.page.close();
  await ada.until("nobody else", ({ people }) => people.length === 1);
  await ada.says("people-count", /^Only you are here$/);
  assert.deepEqual(ada.heard.errors, []);
});
