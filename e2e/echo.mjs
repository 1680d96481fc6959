// Starts the edge's transports without a world, with limits of the test's choice (EchoServer.java).
// `./seisei` has built it: start a sidecar before.
import { spawn } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { within } from "./deadline.mjs";
import { repository } from "./sidecar.mjs";

// `./seisei test` says where its JDK is.
const java = process.env.JAVA_HOME ? join(process.env.JAVA_HOME, "bin/java") : "java";

/** `drain()` ends its input, waits for its end and resolves to what it printed. */
export async function startEcho(limits = {}) {
  const sidecar = join(repository, "sidecar/target");
  const classPath = [join(sidecar, "test-classes"), join(sidecar, "classes"), join(sidecar, "lib/*")].join(":");
  const args = Object.entries(limits).map(([name, value]) => `${name}=${value}`);
  const child = spawn(java, ["--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow", "-cp", classPath, "dev.seisei.sidecar.edge.EchoServer", ...args], { stdio: ["pipe", "pipe", "inherit"] });
  const exited = new Promise((resolve) => child.on("exit", resolve));
  const lines = [];
  const port = await within("echo server", (resolve, reject) => {
    createInterface({ input: child.stdout }).on("line", (line) => {
      lines.push(line);
      const told = /^Port (\d+)/.exec(line);
      if (told) resolve(Number(told[1]));
    });
    exited.then((code) => reject(new Error(`the echo server ended with ${code}`)));
  });
  return {
    port,
    url: `http://127.0.0.1:${port}`,
    socketUrl: `ws://127.0.0.1:${port}/socket`,
    async drain() {
      child.stdin.end();
      await within("end of the echo server", (resolve) => exited.then(resolve));
      return lines;
    },
    async close() {
      child.kill("SIGKILL");
      await exited;
    },
  };
}
