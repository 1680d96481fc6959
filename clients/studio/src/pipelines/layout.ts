// SPDX-License-Identifier: MIT
import type { Graph } from "./graph";

export const CARD = { width: 176, height: 66 } as const;
const GAP = { x: 148, y: 26 } as const;

export interface Place {
  readonly x: number;
  readonly y: number;
}

export interface Layout {
  readonly width: number;
  readonly height: number;
  readonly places: ReadonlyMap<string, Place>;
}

/**
 * Places elements in columns from left to right, each behind all that feed it, and within a column beside them.
 *
 * Source: K. Sugiyama et al., "Methods for Visual Understanding of Hierarchical System Structures", 1981: layers by
 * the longest way, then one sweep that orders by the mean of the neighbours before.
 */
export function layOut(graph: Graph): Layout {
  const before = new Map<string, string[]>(graph.elements.map(({ path }) => [path, []]));
  for (const { from, to } of graph.links) before.get(to)?.push(from);

  const columns: string[][] = [];
  const column = new Map<string, number>();
  const depth = (path: string, via: ReadonlySet<string>): number => {
    const known = column.get(path);
    if (known !== undefined) return known;
    // Pipelines have no circles; a picture that lies must not hang the page.
    if (via.has(path)) return 0;
    const further = new Set(via).add(path);
    const at = Math.max(0, ...(before.get(path) ?? []).map((one) => depth(one, further) + 1));
    column.set(path, at);
    return at;
  };
  for (const { path } of graph.elements) (columns[depth(path, new Set())] ??= []).push(path);

  const row = new Map<string, number>();
  const mean = (path: string): number => {
    const rows = (before.get(path) ?? []).map((one) => row.get(one) ?? 0);
    return rows.length === 0 ? 0 : rows.reduce((sum, one) => sum + one, 0) / rows.length;
  };
  const tallest = Math.max(1, ...columns.map((paths) => paths?.length ?? 0));
  const places = new Map<string, Place>();
  for (const [x, paths] of columns.entries()) {
    const ordered = (paths ?? []).map((path) => ({ path, at: mean(path) })).sort((a, b) => a.at - b.at);
    ordered.forEach(({ path }, y) => {
      // Columns with fewer stand in the middle of the tallest.
      const at = y + (tallest - ordered.length) / 2;
      row.set(path, at);
      places.set(path, { x: x * (CARD.width + GAP.x), y: at * (CARD.height + GAP.y) });
    });
  }
  return {
    width: Math.max(1, columns.length) * (CARD.width + GAP.x) - GAP.x,
    height: tallest * (CARD.height + GAP.y) - GAP.y,
    places,
  };
}
