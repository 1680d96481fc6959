// Chromium with the studio in it. It draws with SwiftShader, on the processor, which is the same everywhere.
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { chromium } from "playwright-core";

const NAMES = ["chromium", "chromium-browser", "google-chrome"];
const DEADLINE_MS = 60_000;

export function launch() {
  return chromium.launch({
    executablePath: findChromium(),
    args: ["--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--ignore-gpu-blocklist", "--mute-audio"],
  });
}

function findChromium() {
  for (const folder of process.env.PATH.split(delimiter)) {
    for (const name of NAMES) {
      try {
        accessSync(join(folder, name), constants.X_OK);
        return join(folder, name);
      } catch {
        // Not here.
      }
    }
  }
  throw new Error(`no Chromium on the PATH; looked for ${NAMES.join(", ")}`);
}

/**
 * Opens the studio in a page of its own and notes whatever the page complains of and whomever it talks to.
 * `prepare` gets the page before anything is loaded.
 */
export async function openStudio(browser, url, { width = 480, height = 320, prepare = async () => {} } = {}) {
  // The functions that tests run in the page are text there, which its policy forbids; policy.test.mjs runs it under that.
  const page = await browser.newPage({ viewport: { width, height }, bypassCSP: true });
  page.setDefaultTimeout(DEADLINE_MS);
  const heard = { console: [], errors: [], hosts: new Set() };
  page.on("console", (message) => heard.console.push(`${message.type()}: ${message.text()}`));
  page.on("pageerror", (error) => heard.errors.push(error.message));
  page.on("request", (request) => heard.hosts.add(new URL(request.url()).host));
  page.on("websocket", (socket) => heard.hosts.add(new URL(socket.url()).host));
  await prepare(page);
  await page.goto(url);

  const studio = {
    page,
    heard,
    state: () => page.evaluate(() => window.seisei.state()),
    text: (id) => page.locator(`#${id}`).innerText(),

    /** Waits until a function of the studio's state, run in the page, answers something true; resolves to the state. */
    async until(what, holds, argument, deadlineMs = DEADLINE_MS) {
      const source = `(${holds})`;
      try {
        await page.waitForFunction(
          ([code, value]) => window.seisei && (0, eval)(code)(window.seisei.state(), value),
          [source, argument],
          { polling: 100, timeout: deadlineMs },
        );
      } catch (error) {
        const { digests, shownKeys, ...rest } = await studio.state().catch(() => ({}));
        throw new Error(
          `${what} did not come within ${deadlineMs} ms: ${JSON.stringify(rest)}\n${heard.console.join("\n")}\n${error.message}`,
        );
      }
      return studio.state();
    },

    complete: (deadlineMs) => studio.until("the whole view", (state) => state.complete, null, deadlineMs),

    /** Waits until the panels say something. */
    async says(id, pattern, deadlineMs = DEADLINE_MS) {
      try {
        await page.waitForFunction(
          ([element, source]) => new RegExp(source).test(document.getElementById(element).innerText),
          [id, pattern.source],
          { polling: 100, timeout: deadlineMs },
        );
      } catch {
        throw new Error(`#${id} must say ${pattern} within ${deadlineMs} ms, it says ${JSON.stringify(await studio.text(id))}`);
      }
    },
  };
  return studio;
}
