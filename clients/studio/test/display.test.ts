// SPDX-License-Identifier: MIT
import { describe, expect, test } from "vitest";
import { afford } from "../src/display/device";
import { Pace } from "../src/display/pace";
import { bytes, metres, Rate } from "../src/hud/format";
import { readSettings } from "../src/settings";

describe("the pace", () => {
  const range = { least: 0.4, first: 1, most: 1 };
  /** Draws for some seconds; answers how often the resolution changed. */
  const draw = (pace: Pace, seconds: number, milliseconds: (share: number) => number): number => {
    let changes = 0;
    for (let spent = 0; spent < seconds * 1000;) {
      const took = milliseconds(pace.share);
      spent += took;
      if (pace.frame(took)) changes++;
    }
    return changes;
  };

  test("of a quick device stays at full resolution", () => {
    const pace = new Pace(range);
    expect(draw(pace, 60, () => 16.7)).toBe(0);
    expect(pace.share).toBe(1);
    expect(pace.mean).toBeCloseTo(16.7);
  });

  test("of a slow one goes down within seconds, and no further than allowed", () => {
    const pace = new Pace(range);
    draw(pace, 8, (share) => 1000 * share * share);
    expect(pace.share).toBe(0.4);
  });

  test("settles where frames come in time, with ever rarer attempts at more", () => {
    const pace = new Pace(range);
    const cost = (share: number): number => (share > 0.7 ? 60 : 16);
    draw(pace, 30, cost);
    expect(draw(pace, 600, cost)).toBeLessThan(40);
    expect(pace.share).toBeLessThan(1);
  });

  test("recovers when the device does", () => {
    const pace = new Pace(range);
    draw(pace, 10, () => 200);
    draw(pace, 60, () => 16);
    expect(pace.share).toBe(1);
  });
});

test("a processor that draws is spared what a graphics card affords", () => {
  expect(afford("auto", false)).toMatchObject({ antialias: true, shadowSide: 2048 });
  expect(afford("auto", true)).toMatchObject({ antialias: false, shadowSide: 1024 });
  expect(afford("low", false).shadowSide).toBe(0);
  expect(afford("high", true)).toMatchObject({ antialias: true, resolution: { least: 1 } });
});

describe("the address", () => {
  const settings = (address: string): ReturnType<typeof readSettings> => readSettings(new URL(address));

  test("alone means the sidecar that served the page, behind whatever path", () => {
    expect(settings("http://box:4000/")).toMatchObject({
      world: null,
      radius: null,
      detail: 1.5,
      quality: "auto",
    });
    expect(settings("https://host/seisei/index.html?radius=5#x").server.href).toBe("https://host/seisei/");
  });

  test("may name another sidecar, and what to see there", () => {
    const { server, world, radius, quality } = settings(
      "http://a/?server=b:4000&world=w&radius=900&quality=low",
    );
    expect(server.href).toBe("http://b:4000/");
    expect({ world, radius, quality }).toEqual({ world: "w", radius: 900, quality: "low" });
  });

  test("with nonsense is read as if it were not there", () => {
    expect(settings("http://a/?radius=-4&detail=x&quality=best")).toMatchObject({
      radius: null,
      detail: 1.5,
      quality: "auto",
    });
  });
});

describe("figures", () => {
  test("are short", () => {
    expect([0, 999, 1500, 42_000, 3_456_000].map(bytes)).toEqual([
      "0 B",
      "999 B",
      "1.5 kB",
      "42 kB",
      "3.5 MB",
    ]);
    expect([-1234.4, 12].map(metres)).toEqual(["−1,234", "12"]);
  });

  test("of a rate cover the last seconds alone", () => {
    const rate = new Rate();
    expect(rate.add(0, 0)).toBe(0);
    expect(rate.add(1000, 5000)).toBe(5000);
    rate.add(5000, 5000);
    rate.add(6000, 5000);
    expect(rate.add(7500, 5000)).toBe(0);
  });
});
