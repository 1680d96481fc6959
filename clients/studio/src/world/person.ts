// SPDX-License-Identifier: MIT
//
// Who one is to others, and who the others are. What comes from others is checked here: names are shown, never run.

export interface Person {
  readonly id: string;
  readonly name: string;
  readonly colour: string;
  readonly kind: string;
}

/** Where someone is and into what direction they look. */
export type Look = readonly [number, number, number, number, number, number];

const COLOUR = /^#[0-9a-f]{6}$/;
const LONGEST_NAME = 40;
const PALETTE = ["#e8a13c", "#5fb3e6", "#e0695a", "#7ccf7a", "#b98ce8", "#e4d65a", "#5fd4c4", "#ea86bb"];

/** Reads who one is from the reply to a join; null where the server does not say. */
export function readYou(response: unknown): Person | null {
  const you = parseMeta((response as { you?: unknown } | null)?.you);
  return typeof you.id === "string" ? readPerson(you.id, [you]) : null;
}

/** Reads one of `presence_state`; null for what is nobody. */
export function readPerson(id: string, metas: unknown): (Person & { readonly times: number }) | null {
  if (!Array.isArray(metas) || metas.length === 0) return null;
  const meta = parseMeta(metas[0]);
  return {
    id,
    name: nameOf(meta.name),
    colour: typeof meta.colour === "string" && COLOUR.test(meta.colour) ? meta.colour : colourOf(id),
    kind: typeof meta.kind === "string" ? meta.kind.slice(0, 32) : "program",
    times: metas.length,
  };
}

/** Reads `looks`; what is no look is passed over. */
export function readLooks(payload: unknown): Map<string, Look> {
  const looks = parseMeta((payload as { looks?: unknown } | null)?.looks);
  const found = new Map<string, Look>();
  for (const [id, numbers] of Object.entries(looks)) {
    if (Array.isArray(numbers) && numbers.length === 6 && numbers.every((n) => Number.isFinite(n))) {
      found.set(id, numbers as unknown as Look);
    }
  }
  return found;
}

function nameOf(value: unknown): string {
  const name =
    typeof value === "string"
      ? value
          .replace(/\p{Cc}/gu, "")
          .trim()
          .slice(0, LONGEST_NAME)
      : "";
  return name || "Guest";
}

function colourOf(id: string): string {
  let hash = 0;
  for (const letter of id) hash = (hash * 31 + letter.codePointAt(0)!) >>> 0;
  return PALETTE[hash % PALETTE.length]!;
}

function parseMeta(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {};
}
