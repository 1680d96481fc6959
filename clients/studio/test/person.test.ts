// SPDX-License-Identifier: MIT
import { expect, test } from "vitest";
import { readLooks, readPerson, readYou } from "../src/world/person";

test("one is who the server says", () => {
  expect(readYou({ you: { id: "ada", name: "Ada", colour: "#ff8800", kind: "person" } })).toEqual({
    id: "ada",
    name: "Ada",
    colour: "#ff8800",
    kind: "person",
    times: 1,
  });
  for (const nobody of [null, [], {}, { you: 7 }, { you: { id: 7 } }]) expect(readYou(nobody)).toBeNull();
});

test("others are read with care", () => {
  expect(readPerson("bob", [{ name: "Bob\u0000\n", colour: "#0f0f0f", kind: "godot" }, {}])).toEqual({
    id: "bob",
    name: "Bob",
    colour: "#0f0f0f",
    kind: "godot",
    times: 2,
  });
  expect(readPerson("bob", [{ name: {}, colour: "url(x)", kind: 7 }])).toMatchObject({
    name: "Guest",
    kind: "program",
    colour: expect.stringMatching(/^#[0-9a-f]{6}$/) as string,
  });
  for (const nobody of [null, undefined, [], {}, "x"]) expect(readPerson("bob", nobody)).toBeNull();
});

test("looks that are none are passed over", () => {
  expect([
    ...readLooks({
      looks: {
        a: [1, 2, 3, 0, 0, 1],
        b: [1, 2],
        c: null,
        d: [1, 2, 3, 0, 0, "1"],
        e: [1, 2, 3, 0, 0, 1e999],
      },
    }),
  ]).toEqual([["a", [1, 2, 3, 0, 0, 1]]]);
  for (const nothing of [null, [], {}, { looks: 7 }, "x"]) expect(readLooks(nothing).size).toBe(0);
});
