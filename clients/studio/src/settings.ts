// SPDX-License-Identifier: MIT

import type { Quality } from "./display/device";

const QUALITIES: readonly Quality[] = ["auto", "low", "high"];

/** What the address of the page says. */
export interface Settings {
  readonly server: URL;
  readonly world: string | null;
  readonly radius: number | null;
  readonly detail: number;
  readonly quality: Quality;
}

export function readSettings(page: URL): Settings {
  const query = page.searchParams;
  const named = query.get("server");
  const server = new URL(
    named === null ? "." : named.includes("://") ? named : `${page.protocol}//${named}`,
    page,
  );
  if (!server.pathname.endsWith("/")) server.pathname += "/";
  server.search = server.hash = "";
  return {
    server,
    world: query.get("world"),
    radius: positive(query.get("radius")),
    detail: positive(query.get("detail")) ?? 1.5,
    quality: QUALITIES.find((quality) => quality === query.get("quality")) ?? "auto",
  };
}

function positive(text: string | null): number | null {
  const value = Number(text);
  return text !== null && Number.isFinite(value) && value > 0 ? value : null;
}
