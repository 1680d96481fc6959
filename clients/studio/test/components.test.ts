// SPDX-License-Identifier: MIT
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { span } from "../src/hud/format";
import { readComponents } from "../src/wire/components";
import { Api } from "../src/world/api";
import { Components } from "../src/world/components";

const KHEPRI = {
  component: "Khepri",
  event: "TOGGLE_KHEPRI",
  purpose: "keeps what must outlive the process",
  installed: true,
  state: "on",
  wanted: true,
  reason: "started in 3 ms",
  since: "2026-01-01T00:00:00Z",
};

const asked: { url: string; body: unknown }[] = [];
let answers: { status: number; body: unknown }[] = [];

beforeEach(() => {
  vi.useFakeTimers();
  asked.length = 0;
  vi.stubGlobal("fetch", (url: URL, options: { body?: string }) => {
    asked.push({ url: url.pathname, body: options.body === undefined ? null : JSON.parse(options.body) });
    const answer = answers.shift();
    if (!answer) return Promise.reject(new Error("nobody answers"));
    return Promise.resolve(new Response(JSON.stringify(answer.body), { status: answer.status }));
  });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

async function watched(...first: { status: number; body: unknown }[]): Promise<Components> {
  answers = first;
  const components = new Components(new Api(new URL("http://127.0.0.1:4000/"), null));
  components.watch();
  await vi.advanceTimersByTimeAsync(0);
  return components;
}

const ok = (component: object): { status: number; body: unknown } => ({
  status: 200,
  body: { components: [component] },
});

test("what runs is asked for only while somebody looks", async () => {
  const components = await watched(ok(KHEPRI), ok(KHEPRI));
  expect(components.all.map(({ component }) => component)).toEqual(["Khepri"]);
  await vi.advanceTimersByTimeAsync(2000);
  expect(asked.length).toBe(2);
  components.rest();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(asked.length).toBe(2);
});

test("a toggle says where to go, and is followed until it is there", async () => {
  const components = await watched(
    ok(KHEPRI),
    { status: 200, body: { ...KHEPRI, state: "stopping", wanted: false } },
    ok({ ...KHEPRI, state: "stopping", wanted: false }),
    ok({ ...KHEPRI, state: "off", wanted: false }),
  );
  await components.toggle("Khepri");
  expect(asked.at(-1)).toEqual({ url: "/api/control/events", body: { event: "TOGGLE_KHEPRI", to: "off" } });
  expect(components.all[0]?.state).toBe("stopping");
  await vi.advanceTimersByTimeAsync(400);
  expect(components.all[0]?.state).toBe("off");
});

test("a failed one is started again, not turned off", async () => {
  const components = await watched(ok({ ...KHEPRI, state: "failed" }), { status: 200, body: KHEPRI });
  await components.toggle("Khepri");
  expect(asked.at(-1)?.body).toEqual({ event: "TOGGLE_KHEPRI", to: "on" });
});

test("a refusal is kept beside its component for a while, in the sidecar's words", async () => {
  const detail = "Ada may not turn Khepri off: TOGGLE_KHEPRI [operators only] asks that …";
  const components = await watched(ok(KHEPRI), { status: 403, body: { detail } }, ok(KHEPRI));
  await components.toggle("Khepri");
  expect(components.refusals.get("Khepri")).toBe(detail);
  expect(components.all[0]?.state).toBe("on");
  await vi.advanceTimersByTimeAsync(12_000);
  expect(components.refusals.size).toBe(0);
});

test("a sidecar that does not answer is told of, and what was known stays", async () => {
  const components = await watched(ok(KHEPRI));
  await vi.advanceTimersByTimeAsync(2000);
  expect(components.trouble).toMatch(/What runs is not known: nobody answers/);
  expect(components.all.length).toBe(1);
});

test("what is no component is refused", () => {
  expect(readComponents({ components: [KHEPRI] })[0]?.since.getTime()).toBe(Date.UTC(2026, 0, 1));
  for (const wrong of [
    null,
    {},
    { components: 3 },
    { components: Array.from({ length: 65 }, () => KHEPRI) },
    { components: [null] },
    { components: [{ ...KHEPRI, state: "asleep" }] },
    { components: [{ ...KHEPRI, wanted: "yes" }] },
    { components: [{ ...KHEPRI, since: "yesterday" }] },
    { components: [{ ...KHEPRI, reason: "x".repeat(4001) }] },
  ]) {
    expect(() => readComponents(wrong), JSON.stringify(wrong)?.slice(0, 80)).toThrow();
  }
});

test("a span of time is short to read", () => {
  expect([0, 59_999, 60_000, 3_600_000, 90_000_000].map(span)).toEqual([
    "0 s",
    "59 s",
    "1 min",
    "1 h",
    "1 d",
  ]);
});
