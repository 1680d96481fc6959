// SPDX-License-Identifier: MIT
import { describe, expect, test } from "vitest";
import { readGraph, type Graph } from "../src/pipelines/graph";
import { CARD, layOut } from "../src/pipelines/layout";

const LATENCY = { count: 0, medianMicros: 0, p99Micros: 12.5, mostMicros: 0 };

function element(path: string) {
  return {
    path,
    type: "tee",
    kind: "filter",
    state: "playing",
    bypassed: null,
    task: 1,
    handled: 0,
    perSecond: 0,
    crashes: 0,
    restarts: 0,
    crash: null,
    stuck: false,
    handling: LATENCY,
  };
}

function link(from: string, to: string) {
  return {
    from,
    to,
    format: "bytes",
    aggregated: false,
    queued: 1,
    capacity: 8,
    sent: 5,
    perSecond: 2.5,
    bytes: 50,
    bytesPerSecond: 25,
    dropped: 0,
    unwanted: 0,
    wants: 0,
    begun: 0,
    demand: null,
    waiting: LATENCY,
  };
}

function graph(paths: string[], links: [string, string][]): Graph {
  return readGraph({
    id: "it",
    state: "playing",
    notes: 0,
    elements: paths.map(element),
    links: links.map(([from, to]) => link(`${from}.out:1`, `${to}.in`)),
    diamonds: [],
  });
}

describe("a live graph", () => {
  test("is read with the elements at both ends of its links", () => {
    const [one] = graph(["a", "b"], [["a", "b"]]).links;
    expect(one).toMatchObject({ from: "a", to: "b", key: "a.out:1 b.in", perSecond: 2.5, p99Micros: 12.5 });
  });

  test.each([
    [{ id: 7 }, "id: must be text, got number"],
    [{ id: "it", state: "playing", elements: {} }, "elements: must be a list"],
    [
      { id: "it", state: "playing", elements: [], links: [{ ...link("a.out", "b.in"), queued: "1" }] },
      "queued: must be a number",
    ],
  ])("that is none is refused: %j", (json, rule) => {
    expect(() => readGraph(json)).toThrow(rule);
  });
});

describe("a layout", () => {
  test("puts each element behind all that feed it", () => {
    const { places } = layOut(
      graph(
        ["sink", "a", "b", "source"],
        [
          ["source", "a"],
          ["a", "b"],
          ["b", "sink"],
          ["source", "sink"],
        ],
      ),
    );
    const x = ["source", "a", "b", "sink"].map((path) => places.get(path)!.x);
    expect([...x].sort((one, other) => one - other)).toEqual(x);
    expect(new Set(x).size).toBe(4);
  });

  test("lets no two cards lie upon each other, and none outside", () => {
    const paths = Array.from({ length: 40 }, (_, i) => `e${i}`);
    const links = paths.slice(1).map((path, i) => [`e${i >> 1}`, path] as [string, string]);
    const { places, width, height } = layOut(graph(paths, links));
    const all = [...places.values()];
    expect(all).toHaveLength(40);
    for (const [i, one] of all.entries()) {
      expect(one.x).toBeGreaterThanOrEqual(0);
      expect(one.y).toBeGreaterThanOrEqual(0);
      expect(one.x + CARD.width).toBeLessThanOrEqual(width);
      expect(one.y + CARD.height).toBeLessThanOrEqual(height);
      for (const other of all.slice(i + 1)) {
        const apart = Math.abs(one.x - other.x) >= CARD.width || Math.abs(one.y - other.y) >= CARD.height;
        expect(apart).toBe(true);
      }
    }
  });

  test("of a picture with a circle ends", () => {
    expect(
      layOut(
        graph(
          ["a", "b"],
          [
            ["a", "b"],
            ["b", "a"],
          ],
        ),
      ).places.size,
    ).toBe(2);
  });
});
