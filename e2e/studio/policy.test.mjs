// The studio under the content security policy that the sidecar sends with it.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { until } from "../deadline.mjs";
import { startSidecar } from "../sidecar.mjs";
import { launch } from "./browser.mjs";

let sidecar;
let browser;

before(async () => {
  sidecar = await startSidecar();
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await sidecar?.close();
});

test("it streams a whole view and breaks no rule of its policy, which forbids other scripts", async () => {
  const page = await browser.newPage({ viewport: { width: 320, height: 240 } });
  const complaints = [];
  page.on("console", (message) => /Content Security Policy|Refused to/.test(message.text()) && complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(error.message));
  await page.goto(`${sidecar.url}/?radius=150&quality=low`);
  await until("the whole view", () => page.evaluate(() => window.seisei?.state().complete === true), 60_000);
  assert.deepEqual(complaints, []);
  // That the policy is there and holds: a script in the page, as an injected name would bring it.
  const ran = await page.evaluate(() => {
    const script = document.createElement("script");
    script.textContent = "window.injected = true";
    document.head.append(script);
    return window.injected === true;
  });
  assert.equal(ran, false);
  assert.equal(complaints.length, 1);
});
