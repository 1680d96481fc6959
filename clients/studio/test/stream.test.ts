// SPDX-License-Identifier: MIT
import { describe, expect, test } from "vitest";
import { Arrivals, MOST_ARRIVALS, type Arrival } from "../src/world/arrivals";
import { applyBudget } from "../src/world/stream";
import { Viewpoint } from "../src/world/viewpoint";

describe("arrivals", () => {
  test("come out in the order in which they were sent, however long each takes to decode", () => {
    const arrivals = new Arrivals();
    const slow: Arrival = { kind: "chunk", session: 1, bytes: 10, content: null };
    arrivals.push(slow);
    arrivals.push({ kind: "forget", keys: [] });
    expect(arrivals.shift()).toBeNull();
    slow.content = new Error("refused");
    expect(arrivals.shift()).toBe(slow);
    expect(arrivals.nextIsForget()).toBe(true);
    expect(arrivals.shift()).toMatchObject({ kind: "forget" });
    expect(arrivals.shift()).toBeNull();
  });
});

test("arrivals have an end, keys counted, and room again for what left", () => {
  const arrivals = new Arrivals();
  const key = { lod: 0, x: 0, y: 0, z: 0 };
  const forget: Arrival = { kind: "forget", keys: Array.from({ length: MOST_ARRIVALS - 1 }, () => key) };
  expect(arrivals.push(forget)).toBe(true);
  expect(arrivals.push({ kind: "forget", keys: [] })).toBe(false);
  arrivals.shift();
  expect(arrivals.push(forget)).toBe(true);
  arrivals.clear();
  expect(arrivals.push(forget)).toBe(true);
});

test("what a frame may spend on chunks is a share of its time, but not of a gap", () => {
  expect([1, 100, 1000, 600_000].map(applyBudget)).toEqual([4, 25, 250, 250]);
});

describe("a viewpoint", () => {
  const SPAN = 32;

  test("is told at first, then after a quarter of a chunk, at most ten times a second", () => {
    const viewpoint = new Viewpoint(SPAN);
    expect(viewpoint.next(0, [0, 0, 0])).toEqual({ position: [0, 0, 0], velocity: [0, 0, 0] });
    expect(viewpoint.next(50, [20, 0, 0])).toBeNull();
    expect(viewpoint.next(200, [7.9, 0, 0])).toBeNull();
    expect(viewpoint.next(200, [8, 0, 0])).toEqual({ position: [8, 0, 0], velocity: [40, 0, 0] });
  });

  test("that came to rest is told once, wherever it was when it was last told", () => {
    const viewpoint = new Viewpoint(SPAN);
    viewpoint.next(0, [0, 0, 0]);
    viewpoint.next(200, [10, 0, 0]);
    expect(viewpoint.next(400, [15, 0, 0])).toBeNull();
    expect(viewpoint.next(600, [15, 0, 0])).toBeNull();
    expect(viewpoint.told([15, 0, 0])).toBe(false);
    expect(viewpoint.next(750, [15, 0, 0])).toEqual({ position: [15, 0, 0], velocity: [0, 0, 0] });
    expect(viewpoint.told([15, 0, 0])).toBe(true);
    expect(viewpoint.next(2000, [15, 0, 0])).toBeNull();
  });

  test("that jumped does not fly on", () => {
    const viewpoint = new Viewpoint(SPAN);
    viewpoint.next(0, [0, 0, 0]);
    expect(viewpoint.next(200, [5000, 0, 0])?.velocity).toEqual([0, 0, 0]);
  });
});
