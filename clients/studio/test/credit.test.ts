// SPDX-License-Identifier: MIT
import { expect, test } from "vitest";
import { Credit } from "../src/world/credit";
import { random } from "./random";

const limits = { frameBytes: 262_144, creditBytes: 16 << 20 };
const WINDOW = 4 << 20;

test("the whole window is granted first, then nothing until something was consumed", () => {
  const credit = new Credit(limits, WINDOW);
  expect(credit.take()).toBe(WINDOW);
  expect(credit.take()).toBe(0);
});

test("small amounts wait to be granted together", () => {
  const credit = new Credit(limits, WINDOW);
  credit.take();
  credit.received(1000);
  credit.consumed(1000);
  expect(credit.take()).toBe(0);
  credit.received(WINDOW / 8);
  credit.consumed(WINDOW / 8);
  expect(credit.take()).toBe(WINDOW / 8 + 1000);
});

test("a page that consumes nothing stops the stream after one window", () => {
  const credit = new Credit(limits, WINDOW);
  let granted = credit.take();
  for (let received = 0; received + 100_000 <= Math.min(granted, 3 * WINDOW); received += 100_000) {
    credit.received(100_000);
    granted += credit.take();
  }
  expect(granted).toBe(WINDOW);
});

test("a new join starts from 0, minus what still waits to be consumed", () => {
  const credit = new Credit(limits, WINDOW);
  credit.take();
  credit.received(300_000);
  credit.restart();
  expect(credit.take()).toBe(WINDOW - 300_000);
});

test("a window is never above what the server keeps, and never too small for a frame", () => {
  expect(new Credit({ frameBytes: 1000, creditBytes: 9000 }, WINDOW).take()).toBe(9000);
  expect(new Credit(limits, 1).take()).toBe(4 * limits.frameBytes);
});

test("what is beyond the grant is refused, and counts neither as received nor as waiting", () => {
  const credit = new Credit(limits, WINDOW);
  expect(credit.received(1)).toBe(false);
  const granted = credit.take();
  expect(credit.received(granted + 1)).toBe(false);
  expect(credit.received(granted)).toBe(true);
  expect(credit.received(1)).toBe(false);
  credit.consumed(granted);
  expect(credit.take()).toBe(WINDOW);
});

test.each([1, 2, 3])("a stream never stalls and never has more than a window on its way: seed %i", (seed) => {
  const next = random(seed);
  const credit = new Credit(limits, WINDOW);
  let atServer = credit.take();
  let waiting = 0;
  for (let frames = 0; frames < 3000; frames++) {
    const size = Math.ceil(limits.frameBytes * next());
    if (size <= atServer) {
      atServer -= size;
      waiting += size;
      credit.received(size);
    } else {
      expect(waiting, "without consumption the stream may wait, with it never").toBeGreaterThan(0);
    }
    if (next() < 0.6) {
      credit.consumed(waiting);
      waiting = 0;
    }
    atServer += credit.take();
    expect(atServer + waiting).toBeLessThanOrEqual(WINDOW);
    if (waiting === 0) expect(atServer).toBeGreaterThanOrEqual(limits.frameBytes);
  }
});
