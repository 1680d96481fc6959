// SPDX-License-Identifier: MIT
import { Vector3 } from "three";
import { expect, test } from "vitest";
import { fitBrush, newBrush, Stroke, STROKE_MILLISECONDS, TOOLS, type Brush } from "../src/tools/brush";
import { pickGround } from "../src/tools/pick";
import { world } from "./fixtures";

function brush(changes: Partial<Brush>): Brush {
  const made = { ...newBrush(), ...changes };
  fitBrush(made, world);
  return made;
}

test("a brush takes what the world has, and no more than it allows", () => {
  const made = brush({ material: "lava", prop: "rocket", radius: 1e9 });
  expect(made.material).toBe(world.materials[1]!.name);
  expect(made.prop).toBe(world.props[0]!.name);
  expect(made.radius).toBe(world.limits.brushMetres[1]);
  expect(brush({ material: "sand" }).material).toBe("sand");
});

test("every tool makes an edit of its kind with what the server asks for", () => {
  for (const tool of TOOLS) {
    const edit = new Stroke(brush({ tool }), 31.234).next(10.1234, -4, 0);
    expect(edit).toMatchObject({ kind: tool, x: 10.12, z: -4 });
    if (tool === "place") expect(edit).toMatchObject({ prop: world.props[0]!.name });
    else expect(edit).toMatchObject({ radius: 12 });
    if (tool === "flatten") expect(edit).toMatchObject({ metres: 31.23, strength: 0.5 });
    if (tool === "raise" || tool === "lower") expect(edit!.metres).toBeCloseTo(0.36);
  }
  expect(new Stroke(brush({ tool: null }), 0).next(0, 0, 0)).toBeNull();
});

test("a stroke goes on in place for tools that build up, and only along the way for the others", () => {
  const count = (tool: Brush["tool"], step: number): number => {
    const stroke = new Stroke(brush({ tool }), 0);
    let edits = 0;
    for (let frame = 0; frame < 60; frame++) if (stroke.next(frame * step, 0, frame * 16)) edits++;
    return edits;
  };
  expect(count("raise", 0)).toBe(Math.ceil(960 / (Math.ceil(STROKE_MILLISECONDS / 16) * 16)));
  expect(count("paint", 0)).toBe(1);
  expect(count("paint", 1)).toBeGreaterThan(5);
  expect(count("place", 1)).toBe(5);
});

test("a ray meets the ground where it is, and the sky nowhere", () => {
  const hill = (x: number, z: number): number | null =>
    Math.hypot(x, z) > 400 ? null : 10 - 0.05 * Math.hypot(x, z);
  const from = new Vector3(0, 60, 100);
  const at = pickGround(from, new Vector3(0, -0.6, -0.8), hill)!;
  expect(at.y).toBeCloseTo(hill(at.x, at.z)!, 2);
  expect(at.z).toBeLessThan(100);
  expect(pickGround(from, new Vector3(0, 1, 0), hill)).toBeNull();
  expect(pickGround(from, new Vector3(0, -0.6, -0.8), () => null)).toBeNull();
});
