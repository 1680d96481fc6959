// SPDX-License-Identifier: MIT
//
// What a stroke of a tool becomes: the edits of docs/editing.md.
import type { Description } from "../wire/description";

export const TOOLS = ["raise", "lower", "smooth", "flatten", "paint", "place", "remove"] as const;
export type Tool = (typeof TOOLS)[number];

export interface Brush {
  tool: Tool | null;
  /** Metres. */
  radius: number;
  /** 0 to 1. */
  strength: number;
  material: string;
  prop: string;
}

/** Milliseconds between two edits of one stroke. */
export const STROKE_MILLISECONDS = 120;
/** At full strength a stroke raises so much of the brush's radius with each edit. */
const RAISE_SHARE = 0.06;
/** Of a radius, how far a stroke that is not held in place moves before it leaves the next. */
const SPACING = 0.25;

export function newBrush(): Brush {
  return { tool: null, radius: 12, strength: 0.5, material: "", prop: "" };
}

/** Takes what the world has: the first of what there is where the chosen is not there. */
export function fitBrush(brush: Brush, world: Description): void {
  const names = (list: readonly { name: string }[]): string[] => list.map(({ name }) => name);
  const [materials, props] = [names(world.materials), names(world.props)];
  if (!materials.includes(brush.material)) brush.material = materials[1] ?? materials[0] ?? "";
  if (!props.includes(brush.prop)) brush.prop = props[0] ?? "";
  const [least, most] = world.limits.brushMetres;
  brush.radius = Math.min(most, Math.max(least, brush.radius));
}

/** One stroke of the mouse: what it was begun on matters to flattening. */
export class Stroke {
  readonly #brush: Readonly<Brush>;
  readonly #metres: number;
  #last: { x: number; z: number; at: number } | null = null;

  constructor(brush: Readonly<Brush>, metres: number) {
    this.#brush = { ...brush };
    this.#metres = metres;
  }

  /** The edit that is due at a place, or null: too soon, too near, or done already. */
  next(x: number, z: number, now: number): Record<string, unknown> | null {
    const { tool, radius } = this.#brush;
    const once = tool === "place" || tool === "remove" || tool === "paint";
    if (this.#last) {
      const moved = Math.hypot(x - this.#last.x, z - this.#last.z);
      if (now - this.#last.at < STROKE_MILLISECONDS) return null;
      if (once && moved < (tool === "place" ? radius : SPACING * radius)) return null;
    }
    this.#last = { x, z, at: now };
    return this.#edit(round(x), round(z));
  }

  #edit(x: number, z: number): Record<string, unknown> | null {
    const { tool, strength, material, prop } = this.#brush;
    const radius = round(this.#brush.radius);
    switch (tool) {
      case "raise":
      case "lower":
        return {
          kind: tool,
          x,
          z,
          radius,
          metres: round(Math.min(50, Math.max(0.01, RAISE_SHARE * radius * strength))),
        };
      case "smooth":
        return { kind: tool, x, z, radius, strength };
      case "flatten":
        return { kind: tool, x, z, radius, metres: round(this.#metres), strength };
      case "paint":
        return { kind: tool, x, z, radius, material, strength };
      case "place":
        return { kind: tool, x, z, prop, variant: byte(), yaw: byte(), scale: byte(), tint: byte() };
      case "remove":
        return { kind: tool, x, z, radius };
      case null:
        return null;
    }
  }
}

function round(metres: number): number {
  return Math.round(metres * 100) / 100;
}

function byte(): number {
  return Math.floor(Math.random() * 256);
}
