// SPDX-License-Identifier: MIT
//
// What a newcomer gets: the world's description. It is checked once, here; everything else trusts it.
import { Malformed, must } from "./malformed";
import { MOST_MATERIALS } from "./materials";

export type Vector = readonly [number, number, number];

export interface Mesh {
  readonly blob: string;
  readonly bytes: number;
  readonly maxLevel: number;
}

export interface Prop {
  readonly name: string;
  readonly scale: readonly [number, number];
  readonly variants: readonly (readonly Mesh[])[];
}

export interface Description {
  readonly world: string;
  readonly title: string;
  readonly graph: string;
  readonly chunk: {
    readonly samples: number;
    readonly apron: number;
    readonly cellMetres: number;
    readonly levels: number;
  };
  readonly extentMetres: number;
  readonly waterMetres: number | null;
  readonly spawn: { readonly position: Vector; readonly target: Vector };
  readonly materials: readonly {
    readonly name: string;
    readonly colour: string;
    readonly roughness: number;
  }[];
  readonly props: readonly Prop[];
  readonly limits: {
    readonly frameBytes: number;
    readonly creditBytes: number;
    readonly radiusMetres: readonly [number, number];
    readonly detail: readonly [number, number];
    readonly brushMetres: readonly [number, number];
  };
}

export function readDescription(value: unknown): Description {
  const root = record("description", value);
  must(root.protocol === 1, "description: this studio speaks protocol 1", root.protocol);
  const chunk = record("chunk", root.chunk);
  const spawn = record("spawn", root.spawn);
  const limits = record("limits", root.limits);
  const materials = list("materials", root.materials).map((entry) => {
    const material = record("material", entry);
    const colour = text("material.colour", material.colour);
    must(/^#[0-9a-f]{6}$/i.test(colour), "material.colour must be #rrggbb", colour);
    return {
      name: text("material.name", material.name),
      colour,
      roughness: within("material.roughness", material.roughness, 0, 1),
    };
  });
  must(
    materials.length >= 1 && materials.length <= MOST_MATERIALS,
    `materials: 1 to ${MOST_MATERIALS}`,
    materials.length,
  );
  const samples = whole("chunk.samples", chunk.samples, 2, 255);
  const cellMetres = within("chunk.cellMetres", chunk.cellMetres, 1e-3, 1e6);
  // The smallest that a world may have: 9 samples, 0.125 m apart. A smaller one would make any view countless chunks.
  must((samples - 1) * cellMetres >= 1, "chunk: must span at least 1 m", (samples - 1) * cellMetres);
  return {
    world: text("world", root.world),
    title: text("title", root.title),
    graph: text("graph", root.graph),
    chunk: {
      samples,
      apron: whole("chunk.apron", chunk.apron, 1, 8),
      cellMetres,
      levels: whole("chunk.levels", chunk.levels, 1, 24),
    },
    extentMetres: within("extentMetres", root.extentMetres, 1, 1e9),
    waterMetres: root.waterMetres === null ? null : within("waterMetres", root.waterMetres, -1e6, 1e6),
    spawn: {
      position: vector("spawn.position", spawn.position),
      target: vector("spawn.target", spawn.target),
    },
    materials,
    props: list("props", root.props).map(readProp),
    limits: {
      frameBytes: whole("limits.frameBytes", limits.frameBytes, 1, 2 ** 31),
      creditBytes: whole("limits.creditBytes", limits.creditBytes, 1, 2 ** 40),
      radiusMetres: pair("limits.radiusMetres", limits.radiusMetres),
      detail: pair("limits.detail", limits.detail),
      brushMetres: pair("limits.brushMetres", limits.brushMetres),
    },
  };
}

function readProp(value: unknown): Prop {
  const prop = record("prop", value);
  const variants = list("prop.variants", prop.variants).map((variant) =>
    list("variant", variant).map((entry) => {
      const mesh = record("mesh", entry);
      const blob = text("mesh.blob", mesh.blob);
      must(/^[0-9a-f]{64}$/.test(blob), "mesh.blob must be 64 hex digits", blob);
      return {
        blob,
        bytes: whole("mesh.bytes", mesh.bytes, 0, 2 ** 31),
        maxLevel: whole("mesh.maxLevel", mesh.maxLevel, 0, 255),
      };
    }),
  );
  return { name: text("prop.name", prop.name), scale: pair("prop.scale", prop.scale), variants };
}

function record(name: string, value: unknown): Record<string, unknown> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new Malformed(`${name} must be an object, got ${JSON.stringify(value)}`);
  }
  return value as Record<string, unknown>;
}

function list(name: string, value: unknown): unknown[] {
  must(Array.isArray(value), `${name} must be a list`, typeof value);
  return value;
}

function text(name: string, value: unknown): string {
  must(typeof value === "string", `${name} must be text`, typeof value);
  return value;
}

function within(name: string, value: unknown, least: number, most: number): number {
  must(
    typeof value === "number" && value >= least && value <= most,
    `${name} must be a number from ${least} to ${most}`,
    value,
  );
  return value;
}

function whole(name: string, value: unknown, least: number, most: number): number {
  const number = within(name, value, least, most);
  must(Number.isInteger(number), `${name} must be whole`, number);
  return number;
}

function pair(name: string, value: unknown): readonly [number, number] {
  const [low, high, ...rest] = list(name, value).map((item) => within(name, item, 0, 1e9));
  must(
    low !== undefined && high !== undefined && rest.length === 0 && low <= high,
    `${name} must be [least, most]`,
    value,
  );
  return [low, high];
}

function vector(name: string, value: unknown): Vector {
  const [x, y, z, ...rest] = list(name, value).map((item) => within(name, item, -1e9, 1e9));
  must(
    x !== undefined && y !== undefined && z !== undefined && rest.length === 0,
    `${name} must be [x, y, z]`,
    value,
  );
  return [x, y, z];
}
