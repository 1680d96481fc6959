// SPDX-License-Identifier: MIT
// The demo in a real Godot against a real sidecar: what arrives, what one stands on, what is freed.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { startSidecar } from "../sidecar.mjs";
import { digestsOfView } from "../view.mjs";
import { seeded, serverGround, startDemo } from "./demo.mjs";
import { complaints } from "./engine.mjs";

const RADIUS = 400;
const DETAIL = 1.5;
// Places with land and sea floor around them, and their ground's height above or below the sea.
const PLACES = { beach: [620, 1180], forest: [960, 1100], lagoon: [-1290, -1400], deep: [300, 1500] };
let sidecar, godot;

before(async () => {
  sidecar = await startSidecar();
  godot = await startDemo(`ws://127.0.0.1:${sidecar.port}`, { radius: RADIUS });
  await godot.call("configure", { detail: DETAIL });
});
after(async () => {
  await godot?.close();
  await sidecar?.close();
});

/** Puts the camera a few metres above the ground. */
async function goTo([x, z], above = 3) {
  const [ground] = await serverGround(sidecar.url, [[x, z]]);
  const position = [x, ground + above, z];
  return { position, ...(await godot.call("look", { position })) };
}

test("every wanted chunk arrives, with the digest that phoenix.js and HTTP give it", async () => {
  const { position, wanted, chunks, shown, refused } = await goTo(PLACES.beach);
  assert.equal(chunks, wanted);
  assert.equal(shown, wanted, "the chunks of one view do not hide one another");
  assert.equal(refused, 0);
  const { digests } = await godot.call("chunks");
  assert.deepEqual(digests, await digestsOfView(sidecar, { position, velocity: [0, 0, 0], radius: RADIUS, detail: DETAIL }));
  const keys = Object.keys(digests).sort();
  for (let index = 0; index < keys.length; index += Math.ceil(keys.length / 40)) {
    const answer = await fetch(`${sidecar.url}/api/worlds/archipelago/chunks/${keys[index]}`);
    assert.equal(answer.headers.get("etag"), `"${digests[keys[index]]}"`, keys[index]);
    await answer.arrayBuffer();
  }
  console.log(`# ${chunks} chunks`);
});

test("a ray meets the ground where the server says it is, on land and on the sea floor", async () => {
  const random = seeded(4242);
  const found = [];
  for (const [name, [x, z]] of Object.entries(PLACES)) {
    await goTo([x, z]);
    const points = Array.from({ length: 50 }, () => {
      const [away, turn] = [46 * Math.sqrt(random()), 2 * Math.PI * random()];
      return [x + away * Math.cos(turn), z + away * Math.sin(turn)].map((value) => Math.round(value * 1000) / 1000);
    });
    const [rays, said] = [await godot.call("rays", { at: points }), await serverGround(sidecar.url, points)];
    for (const [index, at] of points.entries()) {
      assert.notEqual(rays[index], null, `${name}: the ray at ${at} met nothing, the ground is at ${said[index]} m`);
      found.push({ name, at, metres: said[index], off: Math.abs(rays[index] - said[index]) });
    }
  }
  const worst = found.reduce((a, b) => (a.off > b.off ? a : b));
  const sea = found.filter(({ metres }) => metres < 0).length;
  console.log(`# ${found.length} rays, ${sea} of them to the sea floor, at most ${(worst.off * 1000).toFixed(2)} mm off`);
  assert.ok(sea >= 50 && found.length - sea >= 50, `${sea} of ${found.length} points are under the sea`);
  assert.ok(worst.off <= 0.02, JSON.stringify(worst));
});

test("a body falls onto the ground, walks on it and stays on it", async () => {
  for (const place of ["beach", "forest"]) {
    await goTo(PLACES[place], 2.5);
    const { landed, walked } = await godot.call("stand", { frames: 90 });
    const far = Math.hypot(walked[0] - landed[0], walked[2] - landed[2]);
    assert.ok(far > 3, `walked ${far} m from the ${place}`);
    const ground = await serverGround(sidecar.url, [landed, walked].map(([x, , z]) => [x, z]));
    for (const [index, feet] of [landed, walked].entries()) {
      const off = feet[1] - ground[index];
      assert.ok(Math.abs(off) <= 0.05, `${place}: the feet are ${off} m above the ground at ${feet}`);
    }
  }
});

test("walking 500 m unloads as much as it loads", async () => {
  const start = PLACES.beach;
  const end = [start[0] - 300, start[1] - 400];
  await goTo(start);
  // Once there and back first: props and textures that the way needs stay in memory, once each.
  for (const to of [end, start]) await godot.call("travel", { to, metresPerFrame: 4 });
  const before = await godot.call("statistics");
  const most = await godot.call("travel", { to: end, metresPerFrame: 2 });
  const there = await godot.call("statistics");
  await godot.call("travel", { to: start, metresPerFrame: 2 });
  const home = await godot.call("statistics");
  const loaded = home.applied - before.applied;
  console.log(`# ${loaded} chunks loaded and ${home.forgotten - before.forgotten} forgotten on 1 km, at most ${most.chunks} held, ${there.wanted} wanted`);
  assert.ok(loaded > 200, `only ${loaded} chunks were loaded on the way`);
  for (const now of [there, home]) {
    assert.equal(now.chunks, now.wanted);
    assert.equal(now.applied - now.forgotten, now.chunks, "a chunk that came again was there already");
    assert.equal(now.orphans, 0);
  }
  assert.ok(most.chunks < 2 * before.wanted, `${most.chunks} chunks were held, ${before.wanted} are wanted`);
  assert.ok(most.colliders < 40, `${most.colliders} colliders`);
  assert.equal(home.chunks, before.chunks);
  // Which colliders are kept a little longer depends on the way; each is a body and its shape.
  const others = ({ nodes, colliders }) => nodes - 2 * colliders;
  assert.equal(others(home), others(before));
  // In memory a body is three objects, with the shape's resource.
  const objects = [before, home].map((now) => now.objects - 3 * now.colliders);
  assert.ok(Math.abs(objects[1] - objects[0]) <= 20, `${objects[0]} objects before, ${objects[1]} after`);
});

test("there is ground under every target, however far they are from one another", async () => {
  const near = 2;
  const ends = [PLACES.beach, PLACES.forest, [-1150, 1200]];
  const metres = await serverGround(sidecar.url, ends);
  await godot.call("targets", { at: ends.map(([x, z], index) => [x, metres[index] + near, z]) });
  const points = ends.flatMap(([x, z]) => [[x, z], [x + 20, z - 20], [x - 30, z + 10]]);
  const [rays, known, said] = [
    await godot.call("rays", { at: points }),
    await godot.call("ground", { at: points }),
    await serverGround(sidecar.url, points),
  ];
  points.forEach((at, index) => {
    assert.ok(Math.abs(rays[index] - said[index]) <= 0.02, `at ${at} the ray met ${rays[index]}, the ground is at ${said[index]}`);
    assert.ok(Math.abs(known[index] - said[index]) <= 0.02, `at ${at} the add-on knows ${known[index]}, the ground is at ${said[index]}`);
  });
  await godot.call("targets", { at: [] });
});

test("a world that leaves the tree comes back, also with another address", async () => {
  const { chunks } = await goTo(PLACES.beach);
  const back = await godot.call("detach");
  assert.ok(back.complete);
  assert.equal(back.chunks, chunks);
  const nowhere = await godot.call("detach", { url: "" });
  assert.equal(nowhere.connected, false);
  assert.equal(nowhere.chunks, 0);
  assert.equal(nowhere.colliders, 0, "no ground stays of a world that is left");
  const home = await godot.call("detach", { url: `ws://127.0.0.1:${sidecar.port}` });
  assert.equal(home.chunks, chunks);
});

test("a world can be chosen in the moment in which another is connected", async () => {
  const { chunks, wanted } = await godot.call("choose");
  assert.equal(chunks, wanted);
});

test("neither the engine nor a script complained", () => {
  assert.deepEqual(complaints(godot.lines), []);
});
