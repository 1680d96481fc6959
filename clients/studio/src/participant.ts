// SPDX-License-Identifier: MIT
//
// Who is at this page, and what lets them in.

/** What a tab keeps; `sessionStorage` where there is one. */
export type Kept = Pick<Storage, "getItem" | "setItem">;

export interface Participant {
  /** Names this tab where the sidecar asks for no token. */
  readonly id: string;
  readonly name: string | null;
  readonly token: string | null;
}

/**
 * Reads `#token=…&name=…` of the page's address. A fragment is sent to nobody; what it brought is kept for this tab, and
 * the token for this server alone, so that no address can send it to another.
 */
export function whoIsHere(page: URL, server: URL, kept: Kept): Participant {
  const brought = new URLSearchParams(page.hash.slice(1));
  return {
    id: take(kept, "seisei.id", null) ?? keep(kept, "seisei.id", `person-${crypto.randomUUID().slice(0, 8)}`),
    name: take(kept, "seisei.name", brought.get("name")),
    token: take(kept, tokenKey(server), brought.get("token")),
  };
}

/** The page's address without what nobody should read over a shoulder or copy along; null if there is nothing. */
export function withoutToken(page: URL): string | null {
  const brought = new URLSearchParams(page.hash.slice(1));
  if (!brought.has("token")) return null;
  brought.delete("token");
  const clean = new URL(page);
  clean.hash = brought.toString();
  return clean.href;
}

export function keepToken(server: URL, token: string, kept: Kept): void {
  keep(kept, tokenKey(server), token);
}

function tokenKey(server: URL): string {
  return `seisei.token ${server.href}`;
}

function take(kept: Kept, key: string, brought: string | null): string | null {
  return brought ? keep(kept, key, brought) : kept.getItem(key);
}

function keep(kept: Kept, key: string, value: string): string {
  kept.setItem(key, value);
  return value;
}
