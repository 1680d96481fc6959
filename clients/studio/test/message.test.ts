// SPDX-License-Identifier: MIT
import { expect, test } from "vitest";
import { Malformed } from "../src/wire/malformed";
import { readComplete, readMessage, readWanted } from "../src/wire/message";
import { frame, FRAMES } from "./fixtures";
import { random } from "./random";

test.each(FRAMES)("the frame of %s is a broadcast", (name) => {
  const message = readMessage(frame(name));
  expect(message).toMatchObject({ topic: "world:archipelago", event: "chunk", ref: null, join_ref: null });
  expect((message.payload as ArrayBuffer).byteLength).toBe(frame(name).byteLength - 3 - 17 - 5);
});

test("text is a list of five", () => {
  expect(readMessage('["1","2","world:w","phx_reply",{"status":"ok","response":{}}]')).toEqual({
    join_ref: "1",
    ref: "2",
    topic: "world:w",
    event: "phx_reply",
    payload: { status: "ok", response: {} },
  });
});

test.each([
  "",
  "not json",
  "{}",
  "null",
  "[1,2,3]",
  '["1","2",7,"e",{}]',
  '["1","2","t",null,{}]',
  '["1","2","t","e",null]',
  '["1","2","t","e","text"]',
  '[1,"2","t","e",{}]',
  "[".repeat(500),
  new ArrayBuffer(0),
  new ArrayBuffer(2),
  Uint8Array.of(1, 0, 0, 0, 0).buffer,
  Uint8Array.of(2, 200, 0, 1).buffer,
  Uint8Array.of(2, 1, 200, 1).buffer,
  new Blob(),
])("what is no message is refused: %j", (data) => {
  expect(() => readMessage(data)).toThrow(Malformed);
});

test("no mutation of a frame throws anything else", () => {
  const next = random(11);
  const whole = new Uint8Array(frame(FRAMES[0]));
  for (let round = 0; round < 5000; round++) {
    const mutant = whole.slice(0, Math.floor(whole.length * next()));
    if (mutant.length > 0) mutant[Math.floor(Math.min(8, mutant.length) * next())] = 256 * next();
    try {
      readMessage(mutant.buffer);
    } catch (error) {
      expect(error).toBeInstanceOf(Malformed);
    }
  }
});

test("a count of chunks is a whole number", () => {
  expect(readWanted({ wanted: 231 })).toBe(231);
  for (const wrong of [null, {}, { wanted: "1" }, { wanted: -1 }, { wanted: 0.5 }, { wanted: NaN }]) {
    expect(() => readWanted(wrong)).toThrow(Malformed);
  }
});

test("a complete view is named by its number, if it has one", () => {
  expect(readComplete({ wanted: 3, number: 7 })).toEqual({ wanted: 3, number: 7 });
  expect(readComplete({ wanted: 3, number: null })).toEqual({ wanted: 3, number: null });
  for (const wrong of [null, { number: 7 }, { wanted: 3, number: "7" }, { wanted: 3, number: 0.5 }]) {
    expect(() => readComplete(wrong)).toThrow(Malformed);
  }
});
