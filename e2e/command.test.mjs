// The command line, as a person at a terminal or a script meets it.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { repository, seisei, startSidecar } from "./sidecar.mjs";

const AREA = ["bake", "--area", "0,0,128,128", "--lod", "1"];
let folder;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), "seisei-command-"));
});
after(() => rm(folder, { recursive: true, force: true }));

async function refused(args, ...patterns) {
  const ran = await seisei(args, { cwd: folder });
  assert.equal(ran.code, 1, `${args.join(" ")}: ${ran.stdout}${ran.stderr}`);
  for (const pattern of patterns) assert.match(ran.stderr, pattern);
  assert.doesNotMatch(ran.stderr, /Exception|\tat /, "a person reads a sentence, not a stack");
  return ran;
}

async function partials() {
  return (await readdir(folder)).filter((name) => name.includes("partial"));
}

test("help lists the commands, and each has help of its own", async () => {
  const { code, stdout } = await seisei(["--help"]);
  assert.equal(code, 0);
  for (const name of ["run", "test", "nodes", "profile", "bake", "token", "bench", "fmt"]) {
    assert.match(stdout, new RegExp(`^  ${name} `, "m"));
    const own = await seisei([name, "--help"]);
    assert.equal(own.code, 0, own.stderr);
    assert.match(own.stdout, new RegExp(`Usage: (\\./)?seisei ${name}`));
  }
});

test("an unknown command is refused with the list", async () => {
  const { code, stderr } = await seisei(["dance"]);
  assert.equal(code, 1);
  assert.match(stderr, /there is no command `dance`/);
  assert.match(stderr, /bake/);
});

test("without a JDK 25 it says which package to install", async () => {
  // The same script on a machine that has none where it looks.
  const script = await readFile(join(repository, "seisei"), "utf8");
  await writeFile(join(folder, "seisei"), script.replaceAll(/\/(usr\/lib\/jvm|opt)\b/g, join(folder, "none")));
  const ran = spawnSync("bash", [join(folder, "seisei"), "run"], {
    env: { PATH: "/usr/bin:/bin", HOME: folder },
    encoding: "utf8",
  });
  assert.equal(ran.status, 1);
  assert.match(ran.stderr, /no JDK 25 found.*temurin-25-jdk/);
});

test("nodes are listed, told one by one, and given as data", async () => {
  const list = await seisei(["nodes"]);
  assert.equal(list.code, 0, list.stderr);
  assert.match(list.stdout, /^domain-warp +Bends a field/m);
  const one = await seisei(["nodes", "terrace"]);
  assert.match(one.stdout, /^\| `step` \| m \| 0\.01 to 10,000 \| must be given \|/m);
  const data = JSON.parse((await seisei(["nodes", "--json"])).stdout);
  assert.equal(data.length, list.stdout.trim().split("\n").length);
  assert.equal(data.find(({ node }) => node === "cellular").parameters[0].preset, "distance");
  await refused(["nodes", "dance"], /there is no node `dance`\. There are: absolute, add/);
});

test("a profile tells what each node takes", async () => {
  const { code, stdout, stderr } = await seisei(["profile", join(repository, "worlds/archipelago.json"), "--chunks", "2"]);
  assert.equal(code, 0, stderr);
  assert.match(stdout, /^Archipelago: 4 chunks of level 0 in [\d.]+ ms, [\d.]+ % of it in fields$/m);
  const shares = [...stdout.matchAll(/^[a-z()-]+ +[\d.]+ +([\d.]+) +[\d,]+ +[\d.]+$/gm)].map(([, share]) => Number(share));
  assert.ok(shares.length > 20);
  assert.ok(shares.reduce((sum, share) => sum + share, 0) <= 101, "no time is counted twice");
  await refused(["profile", join(repository, "worlds/archipelago.json"), "--lod", "7"], /--lod must be 0 to 6, got 7/);
});

test("a bad world starts nothing", async () => {
  const world = JSON.parse(await readFile(join(repository, "worlds/archipelago.json"), "utf8"));
  const file = join(folder, "bad.json");
  const [name] = Object.keys(world.nodes);
  world.nodes[name].node = "nois";
  await writeFile(file, JSON.stringify(world));
  await refused(["run", "--world", file, "--port", "0"], /bad\.json/, new RegExp(name), /nois/, /\[graph\./);
  await writeFile(file, '{"format": ');
  await refused(["run", "--world", file, "--port", "0"], /bad\.json: line 1, column \d+: is not JSON/);
  await refused(["run", "--world", join(folder, "none.json")], /none\.json: there is no such file/);
  assert.ok(!(await readdir(folder)).includes("data"), "no state was made for a world that is none");
});

test("limits and origins that are none are refused", async () => {
  await refused(["run", "--port", "0", "--allow-origin", "game.example/x"], /allow-origin: must be .*\*\.example\.com.*got game\.example\/x/);
  await refused(["run", "--port", "0", "--connections-per-address", "0"], /--connections-per-address must be at least 1, got 0/);
});

test("a port that is taken is told, with the way out", async () => {
  const sidecar = await startSidecar();
  try {
    await refused(["run", "--port", String(sidecar.port)], new RegExp(`127\\.0\\.0\\.1:${sidecar.port}`), /--port/);
  } finally {
    await sidecar.close();
  }
});

test("a sidecar that is told to stop goes within its deadline", async () => {
  const sidecar = await startSidecar();
  const { code, signal } = await sidecar.kill("SIGTERM");
  assert.ok(code === 143 || signal === "SIGTERM", `ended with ${code} ${signal}`);
  await sidecar.close();
});

test("bake refuses what it cannot bake", async () => {
  const out = join(folder, "no.glb");
  await refused(["bake", "--area", "0,0,128", "--out", out], /x0,z0,x1,z1.*`0,0,128`/);
  await refused(["bake", "--area", "128,0,0,128", "--out", out], /x0 must be less than x1/);
  await refused(["bake", "--area", "0,0,1e9,1e9", "--out", out], /the world reaches from/);
  await refused(["bake", "--area", "-8000,-8000,8000,8000", "--out", out], /more than 4096.*coarser level/);
  await refused(["bake", "--area", "0,0,128,128", "--lod", "99", "--out", out], /lod: must be 0 to \d+, got 99/);
  await refused([...AREA, "--out", join(folder, "none", "x.glb")], /its folder is not there/);
  await refused([...AREA, "--out", folder], /it is a folder/);
  assert.deepEqual((await readdir(folder)).filter((name) => name.endsWith(".glb")), []);
});

test("a disk that refuses leaves the old file and no half one", async () => {
  const out = join(folder, "kept.glb");
  await writeFile(out, "old");
  // The kernel refuses this process files of more than 50 KiB, as a full disk would.
  const ran = spawnSync("bash", ["-c", 'ulimit -f 50; exec "$0" "$@"', join(repository, "seisei"), ...AREA, "--out", out], {
    encoding: "utf8",
    cwd: folder,
  });
  assert.equal(ran.status, 1, ran.stderr);
  assert.match(ran.stderr, /cannot write .*kept\.glb: File too large/);
  assert.equal(await readFile(out, "utf8"), "old");
  assert.deepEqual(await partials(), []);
});

test("bake tells how far it is: lines in a log, a bar with rate and time left on a terminal", async () => {
  const out = join(folder, "shown.glb");
  const logged = await seisei([...AREA, "--out", out], { cwd: folder });
  assert.match(logged.stderr, /^Chunks: 4 of 4$/m);
  assert.match(logged.stdout, /shown\.glb: 4 chunks, \d+ instances, [\d,]+ triangles, [\d,]+ bytes/);
  assert.deepEqual(await partials(), []);
  const command = `${join(repository, "seisei")} ${AREA.join(" ")} --out ${out}`;
  const terminal = spawnSync("script", ["-qec", command, "/dev/null"], { encoding: "utf8", cwd: folder });
  assert.equal(terminal.status, 0, terminal.stdout);
  assert.match(terminal.stdout, /Chunks 100% │?.*4\/4 \(\d+:\d\d:\d\d \/ .*\) +[\d.?]+\/s/);
});
