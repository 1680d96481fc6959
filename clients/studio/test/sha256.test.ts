// SPDX-License-Identifier: MIT
import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { hex } from "../src/wire/digest";
import { sha256 } from "../src/wire/sha256";
import { random } from "./random";

test("the page's own SHA-256 is Node's, at every length around a block", () => {
  const next = random(3);
  for (let length = 0; length < 200; length++) {
    const message = Uint8Array.from({ length }, () => 256 * next());
    expect(hex(sha256(message))).toBe(createHash("sha256").update(message).digest("hex"));
  }
});
