// SPDX-License-Identifier: MIT
// What no network frame may do: crash the engine, or be taken for a chunk that it is not.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { startSidecar } from "../sidecar.mjs";
import { packBench, startDemo } from "./demo.mjs";
import { complaints, startEngine } from "./engine.mjs";
import { startHostileProxy } from "./hostile.mjs";

// A beach, a forest, the sea floor, mountains from afar, and the coarsest level.
const CHUNKS = ["0/19/0/36", "0/30/0/34", "0/9/0/46", "4/2/0/1", "6/0/0/0"];
const MUTATIONS = 2400;
const POSITION = [620, 12, 1180];
let sidecar;

before(async () => {
  sidecar = await startSidecar();
});
after(() => sidecar?.close());

async function chunk(key) {
  const answer = await fetch(`${sidecar.url}/api/worlds/archipelago/chunks/${key}`);
  assert.equal(answer.status, 200, key);
  return { bytes: Buffer.from(await answer.arrayBuffer()), digest: answer.headers.get("etag").slice(1, -1) };
}

test("thousands of damaged chunks and Phoenix frames are refused with a reason", async () => {
  const godot = await startEngine(packBench("frames_bench"));
  try {
    await godot.line(/^BENCH READY/);
    const reasons = new Map();
    let refused = 0;
    for (const [index, key] of CHUNKS.entries()) {
      const { bytes, digest } = await chunk(key);
      const frame = bytes.toString("base64");
      const read = await godot.call("read", { frame });
      assert.equal(read.digest, digest);
      assert.deepEqual(read.key, key.split("/").map(Number));
      assert.equal(read.heights.length, read.side ** 2);
      const counts = await godot.call("mutate", { frame, seed: 1000 * index, count: MUTATIONS });
      assert.deepEqual(counts.wrong, [], `${key}: seeds whose damage was taken for a chunk`);
      assert.equal(counts.refused + counts.same, MUTATIONS);
      refused += counts.refused;
      for (const reason of Object.keys(counts.reasons)) reasons.set(reason, (reasons.get(reason) ?? 0) + counts.reasons[reason]);
    }
    console.log(`# ${refused} of ${CHUNKS.length * MUTATIONS} mutations refused, for ${reasons.size} reasons`);
    assert.ok(refused > 0.8 * CHUNKS.length * MUTATIONS);
    assert.ok(reasons.size > 12, [...reasons.keys()].join("; "));
    await godot.call("phoenix", { seed: 1, count: 5000 });
    // The engine's own complaints about numbers out of range would mean that nobody checked them.
    assert.deepEqual(complaints(godot.lines), []);
  } finally {
    await godot.close();
  }
});

test("the parts of the add-on bear what should not happen", async (context) => {
  const godot = await startEngine(packBench("frames_bench"));
  try {
    await godot.line(/^BENCH READY/);
    const { bytes } = await chunk(CHUNKS[0]);
    const frame = bytes.toString("base64");
    await context.test("bodies stay under who stands on them, also when the world is joined again", async () => {
      const counts = { streamed: 1, lost: 1, fetched: 1, rejoined: 1, left: 0, back: 1, other: 0 };
      assert.deepEqual(await godot.call("footing", { frame }), counts);
    });
    await context.test("a chunk that was not granted and an unknown event are not kept, and a flood ends the connection", async () => {
      const counts = { granted: 1, more: 1, refused: 1, unknown: 1, forget: 2, flood: 0, resumes: true };
      assert.deepEqual(await godot.call("receive", { frame, url: sidecar.url }), counts);
    });
    await context.test("a channel joins once, and not at all when it was left before", async () => {
      const url = `${sidecar.socketUrl.replace("http", "ws")}/websocket?vsn=2.0.0`;
      assert.deepEqual(await godot.call("socket", { url }, { deadlineMs: 15_000 }), { refs: 1, topics: ["world:archipelago"] });
    });
    await context.test("a description of the wrong types is refused with a reason", async () => {
      const [protocol, samples, cells] = await godot.call("describe", {
        changes: [
          { protocol: [1, 2] },
          { chunk: { samples: "33", apron: {}, cellMetres: 1, levels: 7 } },
          { chunk: { samples: 33, apron: 1, cellMetres: 0.001, levels: 7 } },
        ],
      });
      assert.match(protocol, /protocol \[1(\.0)?, 2(\.0)?\]/);
      assert.match(samples, /chunks of 0 samples/);
      assert.match(cells, /cells of 0.001 m/);
    });
    await context.test("a target that is nowhere is passed over", async () => {
      assert.equal(await godot.call("viewer"), true);
    });
    await context.test("what a node loads comes also when it leaves the tree and comes back", async () => {
      const path = `/api/worlds/archipelago/chunks/${CHUNKS[0]}`;
      assert.equal(await godot.call("loader", { url: sidecar.url, path }, { deadlineMs: 15_000 }), 5 * bytes.length);
    });
    assert.deepEqual(complaints(godot.lines).filter((line) => !/a chunk was dropped|messages wait/.test(line)), []);
  } finally {
    await godot.close();
  }
});

test("damaged frames are dropped with a warning, and what is whole is shown", async () => {
  const proxy = await startHostileProxy(sidecar.port, { seed: 7 });
  const godot = await startDemo(`ws://127.0.0.1:${proxy.port}`).catch(async (error) => {
    await proxy.close();
    throw error;
  });
  try {
    const { chunks, wanted, refused } = await godot.call("look", { position: POSITION });
    console.log(`# ${proxy.damaged.size} of ${proxy.frames} frames were damaged, ${refused} refused, ${chunks} of ${wanted} chunks shown`);
    assert.ok(proxy.damaged.size > 10, "the proxy did its work");
    const { digests } = await godot.call("chunks");
    for (const [key, digest] of Object.entries(digests)) {
      const answer = await fetch(`${sidecar.url}/api/worlds/archipelago/chunks/${key}`);
      assert.equal(answer.headers.get("etag"), `"${digest}"`, key);
      await answer.arrayBuffer();
    }
    assert.ok(chunks >= wanted - proxy.damaged.size, `${chunks} of ${wanted} chunks are there, ${proxy.damaged.size} were damaged`);
    assert.ok(chunks < wanted, "damaged chunks are missing");
    assert.ok(refused > 0 && refused <= proxy.damaged.size);
    const warned = (pattern) => godot.lines.filter((line) => pattern.test(line)).length;
    assert.equal(warned(/WARNING: Seisei: a chunk was dropped/), refused);
    assert.ok(warned(/WARNING: Phoenix socket/) > 0, "frames that are no Phoenix messages are told of");
    assert.deepEqual(complaints(godot.lines).filter((line) => !/WARNING: Seisei: a chunk was dropped/.test(line)), []);
  } finally {
    await godot.close();
    await proxy.close();
  }
});
