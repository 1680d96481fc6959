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

function join(description: unknown = json("archipelago.json")): Stream {
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

  stream.frame(0, 16, [0, 0, 0]);
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
