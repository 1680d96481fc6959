// SPDX-License-Identifier: MIT
//
// A stream between a server and a worker that do what a test wants, good or bad.
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Decoder } from "../src/world/decoder";
import { Stream } from "../src/world/stream";
import { chunkBytes, FRAMES, json, world } from "./fixtures";
import { Hands, Server, stubNetwork } from "./server";

const troubles: string[] = [];
const stage = { put: () => {}, show: () => {}, drop: () => {} };

const you = { id: "ada", name: "Ada", colour: "#ff8800", kind: "person" };

function join(description: unknown = { ...(json("archipelago.json") as object), you }): Stream {
  const stream = new Stream(
    new URL("http://127.0.0.1:4000/"),
    { id: "person-1", name: "Ada", token: null },
    "archipelago",
    { radius: 500, detail: 1.5 },
    () => stage,
    (message) => troubles.push(message),
  );
  Server.last.accept(description);
  return stream;
}

beforeEach(() => {
  troubles.length = 0;
  vi.useFakeTimers();
  stubNetwork();
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test("a decoder whose worker does not start refuses what it was given and what it is given later", async () => {
  for (const event of ["onerror", "onmessageerror"] as const) {
    const told: Error[] = [];
    const decoder = new Decoder(world, (cause) => told.push(cause));
    const before = decoder.decode(new ArrayBuffer(8));
    Hands.last[event]({});
    Hands.last[event]({});
    await expect(before).rejects.toThrow("Load the page again");
    await expect(decoder.decode(new ArrayBuffer(8))).rejects.toThrow("Load the page again");
    expect(told.length).toBe(1);
  }
});

test("a stream whose worker does not start stops and keeps saying why", () => {
  const stream = join();
  expect(stream.status.kind).toBe("live");
  Hands.last.onerror({});
  expect(troubles.length).toBe(1);
  vi.advanceTimersByTime(60_000);
  expect(stream.status).toEqual({ kind: "stopped", reason: troubles[0] });
  expect(Server.last.readyState).toBe(3);
});

test("a chunk beyond what was granted is dropped, and complained of once a join", () => {
  const stream = join();
  const bytes = chunkBytes(FRAMES[0]);
  const decoding = (): number => Hands.last.asked.length - 1;
  Server.last.chunk("world:archipelago", bytes);
  Server.last.chunk("world:archipelago", bytes);
  expect(decoding()).toBe(0);
  expect(troubles).toEqual([
    `The server sends more than it was granted: ${bytes.length} bytes were dropped.`,
  ]);

  stream.frame(0, 16, [0, 0, 0], [0, 0, -1]);
  const granted = Server.last.pushed("credit").reduce((sum, { bytes }) => sum + (bytes as number), 0);
  const fitting = Math.floor(granted / bytes.length);
  for (let sent = 0; sent < fitting + 100; sent++) Server.last.chunk("world:archipelago", bytes);
  expect(decoding()).toBe(fitting);
  expect(troubles.length).toBe(1);
  expect(stream.status.kind).toBe("live");
});

test("a server that never ends to forget is left", () => {
  const stream = join();
  const keys = Array.from({ length: 1000 }, (_, x) => [0, x, 0, 0]);
  for (let sent = 0; sent < 100; sent++) {
    Server.last.say([null, null, "world:archipelago", "forget", { keys }]);
  }
  expect(stream.status).toMatchObject({
    kind: "stopped",
    reason: expect.stringContaining("more than any view"),
  });
  expect(troubles.length).toBe(1);
});

test("a description that can not be read refuses the world, and goes on saying so", () => {
  const stream = join({ ...(json("archipelago.json") as object), protocol: 2 });
  const refused = { kind: "refused", reason: expect.stringContaining("protocol 1") as string };
  expect(stream.status).toEqual(refused);
  vi.advanceTimersByTime(9000);
  expect(stream.status).toEqual(refused);
});

test("others are told where one is ten times a second at most, and not while one rests", () => {
  const stream = join();
  stream.frame(0, 16, [0, 0, 0], [0, 0, -1]);
  stream.frame(50, 16, [1, 0, 0], [0, 0, -1]);
  stream.frame(100, 16, [2.004, 0, 0], [0, 0, -1]);
  stream.frame(900, 16, [2, 0, 0], [0, 0, -1]);
  expect(Server.last.pushed("look")).toEqual([
    { position: [0, 0, 0], direction: [0, 0, -1] },
    { position: [2, 0, 0], direction: [0, 0, -1] },
  ]);
});

test("who is here is known, and where they are", () => {
  const stream = join();
  const [, , topic] = Server.last.heard.find(([, , , event]) => event === "phx_join")!;
  const say = (event: string, payload: Record<string, unknown>): void =>
    Server.last.say([null, null, topic, event, payload]);
  say("presence_state", {
    bob: { metas: [{ name: "Bob", colour: "#00ff00", kind: "godot", phx_ref: "1" }] },
    ada: { metas: [{ name: "Ada", phx_ref: "2" }] },
  });
  say("looks", { looks: { bob: [1, 2, 3, 0, 0, -1], ada: [9, 9, 9, 0, 0, 1], carol: "nowhere" } });
  expect(stream.people.all()).toMatchObject([
    { id: "ada", name: "Ada", place: null },
    { id: "bob", name: "Bob", colour: "#00ff00", kind: "godot", times: 1, place: [1, 2, 3, 0, 0, -1] },
  ]);
  say("looks", { looks: { bob: [2, 2, 3, 0, 0, -1] } });
  for (let frame = 0; frame < 100; frame++) stream.people.frame(0.016);
  expect(stream.people.others()[0]!.place![0]).toBeCloseTo(2, 2);
  say("presence_diff", { joins: {}, leaves: { bob: { metas: [{ phx_ref: "1" }] } } });
  expect(stream.people.others()).toEqual([]);
});

test("an edit has a name of its own, and one that is refused is complained of", async () => {
  const stream = join();
  const done = [stream.edit({ kind: "remove", x: 1, z: 2, radius: 3 }), stream.undo()];
  const answers: [string, Record<string, unknown>][] = [
    ["ok", { number: 1 }],
    ["error", { code: "undo.nothing", reason: "there is nothing of yours to take back" }],
  ];
  const sent = Server.last.heard.filter(([, , , event]) => event === "edit" || event === "undo");
  expect(sent[0]![4]).toMatchObject({ kind: "remove", x: 1, z: 2, radius: 3 });
  expect(new Set(sent.map((message) => message[4].op)).size).toBe(2);
  sent.forEach(([joinRef, ref, topic], i) =>
    Server.last.say([joinRef, ref, topic, "phx_reply", { status: answers[i]![0], response: answers[i]![1] }]),
  );
  expect(await Promise.all(done)).toEqual([true, false]);
  expect(troubles).toEqual(["there is nothing of yours to take back [undo.nothing]"]);
});

test("a patch changes the world's name for what follows, and other props ask for a new page", () => {
  const stream = join();
  const world = json("archipelago.json") as Record<string, unknown>;
  const say = (payload: Record<string, unknown>): void =>
    Server.last.say([null, null, "world:archipelago", "world", payload]);
  say({ ...world, graph: "another" });
  expect(stream.description!.graph).toBe("another");
  expect(troubles).toEqual([]);
  say({ ...world, graph: "third", props: [] });
  expect(stream.description!.graph).toBe("another");
  expect(troubles).toEqual([expect.stringContaining("Load the page again")]);
});
