// SPDX-License-Identifier: MIT

/**
 * The debugging handle: `seisei` in the browser's console. It reads what the studio knows and moves its camera;
 * the end-to-end tests use nothing else.
 */
export interface Handle {
  state(): State;
  /** Puts the camera at a place, looking at another. */
  goTo(x: number, y: number, z: number, lookX: number, lookY: number, lookZ: number): void;
  /** Where the ground is on the screen, in pixels of the page, or null where it is not. */
  screen(x: number, z: number): { x: number; y: number } | null;
}

export interface State {
  connected: boolean;
  world: string | null;
  graph: string | null;
  shown: number;
  hidden: number;
  wanted: number;
  /** The camera rests, and what it sees was sent and applied, with the meshes of its props. */
  complete: boolean;
  bytes: number;
  roundTripMs: number | null;
  /** Average milliseconds of a chunk: in the worker, and on the page. */
  decodeMs: number;
  applyMs: number;
  /** `lod/x/y/z` of every held chunk to its digest. */
  digests: Record<string, string>;
  /** `lod/x/y/z` of every shown chunk. */
  shownKeys: string[];
  position: [number, number, number];
  tool: string | null;
  brush: { radius: number; strength: number; material: string; prop: string };
  /** Edits that were answered, good or bad. */
  edits: number;
  /** Everyone who is here, oneself first, and where those are who were seen. */
  people: {
    id: string;
    name: string;
    colour: string;
    kind: string;
    times: number;
    place: readonly number[] | null;
  }[];
  radius: number;
  trouble: string[];
}

declare global {
  interface Window {
    seisei: Handle;
  }
}
