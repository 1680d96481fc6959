// SPDX-License-Identifier: MIT
import { defineConfig } from "vitest/config";

export default defineConfig({
  // The sidecar may sit behind any path, so nothing may start with a slash.
  base: "./",
  build: { target: "es2022", chunkSizeWarningLimit: 900 },
  worker: { format: "es" },
  server: {
    proxy: {
      "/api": "http://127.0.0.1:4000",
      "/socket": { target: "ws://127.0.0.1:4000", ws: true },
    },
  },
  // Thousands of mutations take their time where other programs share the machine.
  test: { include: ["test/**/*.test.ts"], testTimeout: 60_000 },
});
