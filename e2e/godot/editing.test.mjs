// SPDX-License-Identifier: MIT
// The Godot demo beside a phoenix.js client: what one edits the other sees, and they see each other.
import assert from "node:assert/strict";
import { mkdir, mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, before, test } from "node:test";
import { openClient } from "../client.mjs";
import { repository, startSidecar } from "../sidecar.mjs";
import { serverGround, startDemo } from "./demo.mjs";
import { complaints } from "./engine.mjs";

const AT = [-1384, -936];
let sidecar, godot, bob;

before(async () => {
  sidecar = await startSidecar();
  godot = await startDemo(`ws://127.0.0.1:${sidecar.port}`, { radius: 300, width: 1280, height: 720 });
  bob = await openClient(sidecar, { as: { id: "bob", name: "Bob", colour: "#5fb3e6" } });
  await godot.call("look", { position: [AT[0] + 10, 46, AT[1] + 66], target: [AT[0], 18, AT[1]] });
});
after(async () => {
  bob?.close();
  await godot?.close();
  await sidecar?.close();
});

test("Godot sees who is here and where they are", async () => {
  await bob.ask("look", { position: [AT[0] + 14, 26, AT[1] + 14], direction: [0.6, 0, 0.8] });
  const people = await godot.call("people", { least: 2 });
  assert.deepEqual(people.bob, { name: "Bob", colour: "5fb3e6", kind: "program", position: [AT[0] + 14, 26, AT[1] + 14] });
  const me = Object.values(people).find(({ kind }) => kind.startsWith("godot"));
  assert.ok(me, JSON.stringify(people));
  await bob.until("where Godot is", ({ events }) => events.some(({ event, payload }) => event === "looks" && Object.keys(payload.looks).some((id) => id.startsWith("godot"))));
});

test("what Godot raises is raised for everyone, under its own feet too", async () => {
  const [before] = await serverGround(sidecar.url, [AT]);
  const answer = await godot.call("edit", { kind: "raise", at: AT, options: { radius: 20, metres: 8 } });
  assert.equal(answer.status, "ok", JSON.stringify(answer));
  await bob.until("the edit", ({ events }) => events.find(({ event, payload }) => event === "edit" && payload.number === answer.response.number));
  const [after] = await serverGround(sidecar.url, [AT]);
  assert.ok(Math.abs(after - before - 8) < 0.05, `${after} m after ${before} m`);
  const known = await godot.call("ground_becomes", { at: AT, metres: after });
  assert.ok(Math.abs(known - after) < 0.02, `Godot knows ${known} m`);
});

test("what another edits comes, and one can stand on it", async () => {
  const at = [AT[0] + 30, AT[1] - 10];
  const { status } = await bob.ask("edit", { op: "1", kind: "flatten", x: at[0], z: at[1], radius: 24, metres: 40, strength: 1 });
  assert.equal(status, "ok");
  const [metres] = await serverGround(sidecar.url, [at]);
  await godot.call("ground_becomes", { at, metres });
  await godot.call("look", { position: [at[0], metres + 3, at[1]] });
  const [ray] = await godot.call("rays", { at: [at] });
  assert.ok(Math.abs(ray - metres) < 0.02, `a ray meets ${ray} m, the ground is at ${metres} m`);
});

test("undo and redo are one's own", async () => {
  assert.equal((await godot.call("turn", { event: "undo" })).status, "ok");
  const again = await godot.call("turn", { event: "undo" });
  assert.equal(again.status, "error");
  assert.equal(again.response.code, "undo.nothing");
  assert.equal((await godot.call("turn", { event: "redo" })).status, "ok");
});

test("the demo's brush works, and a picture shows brush, hill and the other", async () => {
  await godot.call("look", { position: [AT[0] + 10, 46, AT[1] + 66], target: [AT[0], 18, AT[1]] });
  const { edits } = await godot.call("brush", { tool: 0, radius: 14, at: AT, times: 10 });
  assert.equal(edits, 10);
  await godot.call("settled");
  const bytes = await godot.screenshot();
  const folder = process.env.SEISEI_SAVE_IMAGES === "1" ? join(repository, "docs/images") : await mkdtemp(join(tmpdir(), "seisei-picture-"));
  const file = join(folder, "godot-editing.png");
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, bytes);
  console.log(`# ${file}`);
});

test("who leaves is gone", async () => {
  bob.close();
  const people = await godot.call("people", { most: 1 });
  assert.equal(Object.keys(people).length, 1);
  assert.deepEqual(complaints(godot.lines), []);
});
