// SPDX-License-Identifier: MIT
import { must } from "../wire/malformed";

/** A running pipeline, as `docs/protocol.md` lays it out; of it what is shown. */
export interface Graph {
  readonly id: string;
  readonly state: string;
  readonly elements: readonly Element[];
  readonly links: readonly Link[];
}

export interface Element {
  readonly path: string;
  readonly type: string;
  readonly kind: string;
  readonly state: string;
  /** Why it was taken out of the way. */
  readonly bypassed: string | null;
  readonly crash: string | null;
  readonly crashes: number;
  readonly restarts: number;
  readonly stuck: boolean;
}

export interface Link {
  /** Names of elements, without their pads. */
  readonly from: string;
  readonly to: string;
  readonly key: string;
  readonly format: string | null;
  readonly queued: number;
  readonly capacity: number;
  readonly perSecond: number;
  readonly bytesPerSecond: number;
  readonly sent: number;
  readonly dropped: number;
  readonly wants: number;
  readonly p99Micros: number;
}

const MOST = 10_000;

type Json = Record<string, unknown>;

export function readGraph(value: unknown): Graph {
  const json = object(value, "graph");
  return {
    id: text(json, "id"),
    state: text(json, "state"),
    elements: list(json, "elements").map((one) => readElement(object(one, "element"))),
    links: list(json, "links").map((one) => readLink(object(one, "link"))),
  };
}

function readElement(json: Json): Element {
  return {
    path: text(json, "path"),
    type: text(json, "type"),
    kind: text(json, "kind"),
    state: text(json, "state"),
    bypassed: json.bypassed == null ? null : text(json, "bypassed"),
    crash: json.crash == null ? null : text(json, "crash"),
    crashes: number(json, "crashes"),
    restarts: number(json, "restarts"),
    stuck: json.stuck === true,
  };
}

function readLink(json: Json): Link {
  const from = text(json, "from");
  const to = text(json, "to");
  return {
    from: child(from),
    to: child(to),
    key: `${from} ${to}`,
    format: json.format == null ? null : text(json, "format"),
    queued: number(json, "queued"),
    capacity: number(json, "capacity"),
    perSecond: number(json, "perSecond"),
    bytesPerSecond: number(json, "bytesPerSecond"),
    sent: number(json, "sent"),
    dropped: number(json, "dropped"),
    wants: number(json, "wants"),
    p99Micros: number(object(json.waiting, "waiting"), "p99Micros"),
  };
}

/** `tee.out:left` is an end at `tee`. */
function child(end: string): string {
  return end.slice(0, end.indexOf("."));
}

function object(value: unknown, name: string): Json {
  must(
    typeof value === "object" && value !== null && !Array.isArray(value),
    `${name}: must be an object`,
    value,
  );
  return value as Json;
}

function list(json: Json, name: string): unknown[] {
  const value = json[name];
  must(
    Array.isArray(value) && value.length <= MOST,
    `${name}: must be a list of at most ${MOST}`,
    typeof value,
  );
  return value as unknown[];
}

function text(json: Json, name: string): string {
  const value = json[name];
  must(typeof value === "string", `${name}: must be text`, typeof value);
  return value as string;
}

function number(json: Json, name: string): number {
  const value = json[name];
  must(typeof value === "number" && Number.isFinite(value), `${name}: must be a number`, value);
  return value as number;
}
