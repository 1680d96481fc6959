// SPDX-License-Identifier: MIT
import { afterEach, expect, test, vi } from "vitest";
import { keepToken, whoIsHere, withoutToken, type Kept } from "../src/participant";
import { Api, NotAdmitted } from "../src/world/api";
import { firstWorld } from "../src/world/discovery";

const server = new URL("http://a/");

function tab(): Kept {
  const kept = new Map<string, string>();
  return {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
  };
}

afterEach(() => vi.unstubAllGlobals());

test("what the fragment brings is kept for the tab, and taken out of the address", () => {
  const kept = tab();
  const page = new URL("http://a/?radius=500#token=a.b.c&name=Ada%20L.");
  const first = whoIsHere(page, server, kept);
  expect(first).toMatchObject({ name: "Ada L.", token: "a.b.c" });
  expect(first.id).toMatch(/^person-[0-9a-f]{8}$/);
  expect(withoutToken(page)).toBe("http://a/?radius=500#name=Ada+L.");
  expect(whoIsHere(new URL("http://a/"), server, kept)).toEqual(first);
  expect(withoutToken(new URL("http://a/#name=Ada"))).toBeNull();
});

test("a token goes to the server that it was given for, and to no other", () => {
  const kept = tab();
  keepToken(server, "a.b.c", kept);
  expect(whoIsHere(new URL("http://a/"), server, kept).token).toBe("a.b.c");
  expect(whoIsHere(new URL("http://a/?server=evil"), new URL("http://evil/"), kept).token).toBeNull();
});

test("a sidecar that asks for a token is told from one that is away", async () => {
  const asked: (string | undefined)[] = [];
  vi.stubGlobal("fetch", (_: URL, { headers }: { headers: Record<string, string> }) => {
    asked.push(headers["Authorization"]);
    return Promise.resolve(
      headers["Authorization"] === "Bearer good"
        ? Response.json([{ world: "w" }])
        : Response.json({ detail: "This server asks for a token." }, { status: 401 }),
    );
  });
  await expect(firstWorld(new Api(server, null), () => {})).rejects.toThrow(NotAdmitted);
  await expect(firstWorld(new Api(server, "bad"), () => {})).rejects.toThrow("asks for a token");
  expect(await firstWorld(new Api(server, "good"), () => {})).toBe("w");
  expect(asked).toEqual([undefined, "Bearer bad", "Bearer good"]);
});
