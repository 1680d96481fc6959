// The machines as a real sidecar exports them, run by the real XState, end where the sidecar's own machine ends: seeded
// sequences of events, conditions included, which a third party's CEL evaluates here.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { after, before, test } from "node:test";
import { evaluate } from "@marcbachmann/cel-js";
import { assign, initialTransition, setup, transition } from "xstate";
import { repository, startSidecar } from "./sidecar.mjs";

const SEQUENCES = 10_000;
const SEED = 0x5e15e1;
const GUARDS = {
  format: "seisei-guards/1",
  guards: [
    { event: "TOGGLE_ADA", name: "not too many", when: "component.to == 'off' || world.participants < 4" },
    { event: "TOGGLE_ELIXIR_NX", name: "not while failing", when: "component.state != 'failed' || 'operate' in participant.roles" },
    { event: "TOGGLE_ELIXIR_PHOENIX", name: "people", when: "participant.kind == 'person' && participant.name.startsWith('A')" },
    { event: "TOGGLE_ELIXIR_PHOENIX", name: "numerics first", when: "component.to == 'off' || components.ElixirNx == 'on'" },
  ],
};
let folder;
let sidecar;
let exported;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), "seisei-xstate-"));
  await writeFile(join(folder, "guards.json"), JSON.stringify(GUARDS));
  sidecar = await startSidecar({ args: ["--guards", join(folder, "guards.json")] });
  exported = await (await fetch(`${sidecar.url}/api/control/machine.json`)).json();
});
after(async () => {
  await sidecar?.close();
  await rm(folder, { recursive: true, force: true });
});

/** What the export asks of whoever runs it, as docs/control.md describes it. */
function machine(verdicts) {
  return setup({
    guards: {
      toggle: ({ context, event }, { component, to, unsaid, conditions }) => {
        if (event.to === undefined ? !unsaid : event.to !== to) return false;
        const known = {
          participant: event.participant,
          component: { name: component, state: context.components[component], to },
          components: context.components,
          world: { ...event.world, participants: BigInt(event.world.participants) },
        };
        return conditions.every(({ name, when }) => {
          const holds = evaluate(when, known);
          assert.equal(typeof holds, "boolean", when);
          verdicts[`${name} ${holds}`] = (verdicts[`${name} ${holds}`] ?? 0) + 1;
          return holds;
        });
      },
    },
    actions: {
      note: assign({ components: ({ context }, { component, state }) => ({ ...context.components, [component]: state }) }),
    },
  }).createMachine(exported);
}

// Mulberry32: the same numbers everywhere.
function random(seed) {
  let a = seed;
  return (below) => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % below;
  };
}

function sequence(pick) {
  const one = (list) => list[pick(list.length)];
  const busy = ["ADA", "ELIXIR_PHOENIX", "ELIXIR_NX", "ELIXIR_NX", "MEMBRANE_FRAMEWORK", "KHEPRI"];
  const all = [...busy, "GODOT_ENGINE", "OPEN_MFX_SUPPORT", "BLENDER_CLIENT", "AIML_FRAMEWORK"];
  return Array.from({ length: 1 + pick(24) }, () => {
    const event = { type: `${one(["TOGGLE", "TOGGLE", "STARTED", "STOPPED", "FAILED"])}_${one(pick(3) ? busy : all)}` };
    if (event.type.startsWith("TOGGLE")) {
      const to = one([undefined, undefined, "on", "off"]);
      const name = one(["Ada", "Alice", "Bob", "Carol"]);
      Object.assign(event, to && { to }, {
        participant: {
          id: name.toLowerCase(),
          name,
          kind: one(["person", "person", "program"]),
          roles: one([["operate"], ["edit", "operate"], ["view"], []]),
        },
        world: { id: "archipelago", participants: pick(6) },
      });
    }
    return event;
  });
}

/** Runs the sequences through the sidecar's own machine. */
async function replayed(sequences) {
  const lib = join(repository, "sidecar/target/lib");
  const jars = (await readdir(lib)).map((name) => join(lib, name));
  const path = [join(repository, "control/target/test-classes"), join(repository, "control/target/classes"), ...jars];
  const java = process.env.JAVA_HOME ? join(process.env.JAVA_HOME, "bin/java") : "java";
  const child = spawn(java, ["--sun-misc-unsafe-memory-access=allow", "-cp", path.join(delimiter), "dev.seisei.control.machine.Replay"], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const timer = setTimeout(() => child.kill("SIGKILL"), 120_000);
  child.stdin.end([{ machine: exported, guards: GUARDS }, ...sequences].map((line) => JSON.stringify(line)).join("\n") + "\n");
  let out = "";
  for await (const part of child.stdout.setEncoding("utf8")) out += part;
  clearTimeout(timer);
  return out.trim().split("\n").map((line) => JSON.parse(line));
}

const flat = (value) =>
  Object.fromEntries(Object.entries(value).map(([name, at]) => [name, typeof at === "string" ? at : Object.entries(at)[0].join(".")]));

test(`${SEQUENCES} sequences of events end in the same states in XState and here`, async () => {
  const pick = random(SEED);
  const sequences = Array.from({ length: SEQUENCES }, () => sequence(pick));
  const ours = await replayed(sequences);
  assert.equal(ours.length, SEQUENCES);
  const verdicts = {};
  const logic = machine(verdicts);
  const ends = new Set();
  for (const [i, events] of sequences.entries()) {
    let [snapshot] = initialTransition(logic);
    for (const event of events) [snapshot] = transition(logic, snapshot, event);
    const theirs = flat(snapshot.value);
    assert.deepEqual(theirs, ours[i], `sequence ${i} of seed ${SEED}: ${JSON.stringify(events)}`);
    for (const [name, at] of Object.entries(theirs)) ends.add(`${name} ${at}`);
  }
  for (const { name } of GUARDS.guards) {
    assert.ok(verdicts[`${name} true`] > 100 && verdicts[`${name} false`] > 100, `${name}: ${JSON.stringify(verdicts)}`);
  }
  for (const name of ["Ada", "ElixirPhoenix", "ElixirNx"]) {
    for (const at of ["off", "starting", "on", "stopping.off", "stopping.on", "failed"]) assert.ok(ends.has(`${name} ${at}`), `${name} ${at}`);
  }
});

test("a machine with one transition changed is found out", async () => {
  const pick = random(SEED);
  const sequences = Array.from({ length: 300 }, () => sequence(pick));
  const ours = await replayed(sequences);
  const planted = structuredClone(exported);
  planted.states.ElixirNx.states.starting.on.FAILED_ELIXIR_NX = "off";
  const right = exported;
  exported = planted;
  try {
    const logic = machine({});
    const differs = sequences.some((events, i) => {
      let [snapshot] = initialTransition(logic);
      for (const event of events) [snapshot] = transition(logic, snapshot, event);
      return JSON.stringify(flat(snapshot.value)) !== JSON.stringify(ours[i]);
    });
    assert.ok(differs);
  } finally {
    exported = right;
  }
});
