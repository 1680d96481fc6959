// SPDX-License-Identifier: MIT
// A sidecar that dies under a running game.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { startSidecar } from "../sidecar.mjs";
import { startDemo } from "./demo.mjs";
import { complaints } from "./engine.mjs";

const POSITION = [620, 12, 1180];
const ELSEWHERE = [560, 14, 1230];
let sidecar;

before(async () => {
  sidecar = await startSidecar();
});
after(() => sidecar?.close());

test("a game whose sidecar is killed keeps its world, comes back by itself and gets the same", async () => {
  const godot = await startDemo(`ws://127.0.0.1:${sidecar.port}`);
  try {
    const whole = await godot.call("look", { position: POSITION });
    const { digests } = await godot.call("chunks");
    const since = godot.lines.length;
    await sidecar.kill("SIGKILL");
    await godot.line(/^WORLD DISCONNECTED/, { since });
    const alone = await godot.call("statistics");
    assert.equal(alone.connected, false);
    assert.equal(alone.chunks, whole.chunks, "what is shown stays");
    await sidecar.restart();
    await godot.line(/^WORLD CONNECTED/, { since });
    const back = await godot.call("look", { position: POSITION });
    assert.equal(back.chunks, back.wanted);
    assert.deepEqual((await godot.call("chunks")).digests, digests);
    // And it goes on from there.
    const next = await godot.call("look", { position: ELSEWHERE });
    assert.equal(next.chunks, next.wanted);
    assert.ok(next.forgotten > 0);
    assert.deepEqual(complaints(godot.lines).filter((line) => !/ERR_CONNECTION_REFUSED/.test(line)), []);
  } finally {
    await godot.close();
  }
});
