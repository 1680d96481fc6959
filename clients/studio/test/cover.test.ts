// SPDX-License-Identifier: MIT
import { describe, expect, test } from "vitest";
import { keyName, overlap, type Key } from "../src/wire/key";
import { Cover } from "../src/world/cover";
import { random } from "./random";

const key = (lod: number, x: number, z: number): Key => ({ lod, x, y: 0, z });
const children = ({ lod, x, z }: Key): Key[] =>
  [0, 1, 2, 3].map((quarter) => key(lod - 1, 2 * x + (quarter & 1), 2 * z + (quarter >> 1)));
const shown = (cover: Cover): string[] =>
  [...cover.all()].filter((held) => held.shown).map((held) => held.name);

describe("a coarse chunk", () => {
  test("stays until it is forgotten, and what replaces it appears at once", () => {
    const cover = new Cover();
    cover.put(key(1, 0, 0), "coarse", 1);
    for (const child of children(key(1, 0, 0))) expect(cover.put(child, "fine", 1).shown).toBe(false);
    const { removed, revealed } = cover.forget([key(1, 0, 0)]);
    expect(removed.map(({ name }) => name)).toEqual(["1/0/0/0"]);
    expect(revealed).toHaveLength(4);
    expect(cover.counts()).toEqual({ shown: 4, hidden: 0 });
  });

  test("waits for all the fine ones that it replaces", () => {
    const cover = new Cover();
    for (const child of children(key(1, -1, -1))) cover.put(child, "fine", 1);
    expect(cover.put(key(1, -1, -1), "coarse", 1).shown).toBe(false);
    const [last, ...others] = children(key(1, -1, -1));
    expect(cover.forget(others).revealed).toEqual([]);
    expect(cover.forget([last!]).revealed.map(({ name }) => name)).toEqual(["1/-1/0/-1"]);
  });
});

test("a chunk that comes again keeps its place and takes its newer content", () => {
  const cover = new Cover();
  cover.put(key(0, 0, 0), "old", 1);
  expect(cover.put(key(0, 0, 0), "new", 2)).toMatchObject({ digest: "new", session: 2, shown: true });
  expect(cover.counts()).toEqual({ shown: 1, hidden: 0 });
});

test("forgetting what was never held does nothing", () => {
  const cover = new Cover();
  cover.put(key(0, 0, 0), "here", 1);
  expect(cover.forget([key(0, 5, 5), key(3, 0, 0)])).toEqual({ removed: [], revealed: [] });
});

test("what an older join left over is what the present one did not send", () => {
  const cover = new Cover();
  cover.put(key(0, 0, 0), "a", 1);
  cover.put(key(0, 1, 0), "b", 1);
  cover.put(key(0, 1, 0), "b", 2);
  expect(cover.leftovers(2).map(keyName)).toEqual(["0/0/0/0"]);
});

/** The server's side of the rule, as docs/protocol.md has it: views of a quadtree, sent and forgotten in any order. */
class Server {
  readonly sent = new Map<string, Key>();
  wanted: Key[] = [];

  constructor(
    readonly cover: Cover,
    readonly next: () => number,
  ) {}

  look(x: number, z: number): void {
    const wanted: Key[] = [];
    const visit = (at: Key): void => {
      const span = 2 ** at.lod;
      const far = Math.hypot(
        Math.max(at.x * span - x, 0, x - (at.x + 1) * span),
        Math.max(at.z * span - z, 0, z - (at.z + 1) * span),
      );
      if (at.lod > 0 && far < 0.8 * span) children(at).forEach(visit);
      else wanted.push(at);
    };
    for (const rootX of [-1, 0]) for (const rootZ of [-1, 0]) visit(key(4, rootX, rootZ));
    this.wanted = wanted.sort(() => this.next() - 0.5);
    this.forget();
  }

  /** @returns whether something was left to send */
  send(): boolean {
    const missing = this.wanted.find((at) => !this.sent.has(keyName(at)));
    if (!missing) return false;
    this.sent.set(keyName(missing), missing);
    this.cover.put(missing, "digest", 1);
    this.forget();
    return true;
  }

  forget(): void {
    const old = [...this.sent.values()].filter(
      (at) =>
        !this.wanted.some((other) => keyName(other) === keyName(at)) &&
        this.wanted.every((other) => !overlap(at, other) || this.sent.has(keyName(other))),
    );
    for (const at of old) this.sent.delete(keyName(at));
    this.cover.forget(old.sort(() => this.next() - 0.5));
  }
}

test.each([1, 2, 3, 4, 5, 6])(
  "no hole and no two surfaces in one place, whatever the flight: seed %i",
  (seed) => {
    const next = random(seed);
    const cover = new Cover();
    const server = new Server(cover, next);
    server.look(0, 0);
    while (server.send());
    for (let step = 0; step < 25; step++) {
      server.look(24 * next() - 12, 24 * next() - 12);
      // A flight often goes on before a view is complete.
      for (let sends = 60 * next(); sends > 0 && server.send(); sends--) {
        const surfaces = [...cover.all()].filter((held) => held.shown);
        // The world is 32 by 32: areas that do not overlap and add up to all of it leave no hole.
        expect(surfaces.reduce((sum, held) => sum + 4 ** held.key.lod, 0)).toBe(32 * 32);
        for (const one of surfaces) {
          expect(surfaces.filter((other) => overlap(one.key, other.key))).toEqual([one]);
        }
      }
    }
    while (server.send());
    expect(shown(cover).sort()).toEqual(server.wanted.map(keyName).sort());
  },
);
