// SPDX-License-Identifier: MIT
import { expect, test } from "vitest";
import { readDescription } from "../src/wire/description";
import { Malformed } from "../src/wire/malformed";
import { json } from "./fixtures";

type Tree = { [key: string]: unknown };
const good = (): Tree => json("archipelago.json") as Tree;

/** The paths of everything inside, objects and lists included. */
function paths(tree: unknown, path: string[] = []): string[][] {
  if (typeof tree !== "object" || tree === null) return [path];
  return [
    ...(path.length ? [path] : []),
    ...Object.entries(tree).flatMap(([key, value]) => paths(value, [...path, key])),
  ];
}

test("the description of the real sidecar is taken", () => {
  const description = readDescription(good());
  expect(description.world).toBe("archipelago");
  expect(description.chunk.samples).toBe(33);
  expect(description.props.length).toBeGreaterThan(0);
});

test("a world without water is one", () => {
  expect(readDescription({ ...good(), waterMetres: null }).waterMetres).toBeNull();
});

test("whatever is put in place of whatever is refused with a sentence, or does no harm", () => {
  for (const path of paths(good())) {
    for (const wrong of [null, true, "x", -1, 1e300, NaN, [], {}]) {
      const tree = good();
      let branch = tree;
      for (const key of path.slice(0, -1)) branch = branch[key] as Tree;
      branch[path.at(-1)!] = wrong;
      try {
        readDescription(tree);
      } catch (error) {
        expect(error, `${path.join(".")} = ${JSON.stringify(wrong)}`).toBeInstanceOf(Malformed);
        expect((error as Error).message).toMatch(/\w+ .*got/);
      }
    }
  }
});

test("the smallest chunk that a world may have is taken", () => {
  const chunk = { samples: 9, apron: 1, cellMetres: 0.125, levels: 7 };
  expect(readDescription({ ...good(), chunk }).chunk).toEqual(chunk);
});

test.each([
  [{ protocol: 2 }, "protocol 1"],
  [{ materials: [] }, "1 to 8"],
  [{ chunk: { samples: 1, apron: 1, cellMetres: 1, levels: 7 } }, "chunk.samples"],
  [{ chunk: { samples: 9, apron: 1, cellMetres: 0.1249, levels: 7 } }, "at least 1 m"],
  [{ extentMetres: 0 }, "extentMetres"],
])("%j is refused", (part, reason) => {
  expect(() => readDescription({ ...good(), ...part })).toThrow(reason);
});
