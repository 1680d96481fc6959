// Starts the real sidecar as its own process, and stops it in every way a process can stop.
import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { within } from "./deadline.mjs";

export const repository = dirname(dirname(fileURLToPath(import.meta.url)));
const START_DEADLINE_MS = 60_000;
const STOP_DEADLINE_MS = 20_000;

/** Runs `./seisei` with arguments to its end; resolves to `{ code, stdout, stderr }`. */
export async function seisei(args, { env = {}, cwd = repository, deadlineMs = 300_000 } = {}) {
  const child = spawn(join(repository, "seisei"), args, { cwd, env: { ...process.env, ...env } });
  const timer = setTimeout(() => child.kill("SIGKILL"), deadlineMs);
  const output = { stdout: "", stderr: "" };
  child.stdout.setEncoding("utf8").on("data", (text) => (output.stdout += text));
  child.stderr.setEncoding("utf8").on("data", (text) => (output.stderr += text));
  const code = await new Promise((resolve, reject) => child.on("close", resolve).on("error", reject));
  clearTimeout(timer);
  return { code, ...output };
}

/**
 * Starts `./seisei run` on a free port with a data folder of its own, which `prepare` may fill before.
 * `restart()` starts it again on the same port and folder, `kill(signal)` resolves when the process is gone.
 */
export async function startSidecar({ args = [], prepare = async () => {} } = {}) {
  const data = await mkdtemp(join(tmpdir(), "seisei-data-"));
  await prepare(data);
  let running = await start(0);
  const port = running.port;

  async function start(onPort) {
    const child = spawn(join(repository, "seisei"), ["run", "--port", String(onPort), "--data", data, ...args], {
      cwd: repository,
      stdio: ["ignore", "pipe", "pipe"],
    });
    const lines = [];
    const exited = new Promise((resolve) => child.on("exit", (code, signal) => resolve({ code, signal })));
    const ready = new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`not ready in ${START_DEADLINE_MS} ms:\n${lines.join("\n")}`)), START_DEADLINE_MS);
      const hear = (line) => {
        lines.push(line);
        if (line.startsWith("Ready")) {
          clearTimeout(timer);
          resolve();
        }
      };
      createInterface({ input: child.stdout }).on("line", hear);
      createInterface({ input: child.stderr }).on("line", hear);
      exited.then(({ code }) => {
        clearTimeout(timer);
        reject(new Error(`the sidecar ended with ${code}:\n${lines.join("\n")}`));
      });
    });
    await ready;
    const api = lines.find((line) => line.includes("API"));
    return { child, lines, exited, port: Number(/:(\d+)\/api/.exec(api)[1]) };
  }

  async function kill(signal = "SIGKILL") {
    running.child.kill(signal);
    return within(`end of the sidecar after ${signal}`, (resolve) => running.exited.then(resolve), STOP_DEADLINE_MS);
  }

  return {
    port,
    url: `http://127.0.0.1:${port}`,
    socketUrl: `ws://127.0.0.1:${port}/socket`,
    data,
    pid: () => running.child.pid,
    /** What it printed since it was last started. */
    lines: () => running.lines,
    kill,
    async restart() {
      running = await start(port);
    },
    async close() {
      try {
        if (running.child.exitCode === null && running.child.signalCode === null) {
          await kill("SIGTERM");
        }
      } finally {
        running.child.kill("SIGKILL");
      }
      await rm(data, { recursive: true, force: true });
    },
  };
}
