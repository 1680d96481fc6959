// SPDX-License-Identifier: MIT

/** What came over the wire breaks the protocol; the message says which rule, and what was found. */
export class Malformed extends Error {
  override name = "Malformed";
}

export function must(holds: boolean, rule: string, found: unknown): asserts holds {
  if (!holds) throw new Malformed(`${rule}, got ${String(found)}`);
}
