// SPDX-License-Identifier: MIT
// Packs Godot projects into a PCK, format version 3, which the engine reads since 4.5.
//
// There is no editor here to import a project, so what the editor would leave in `.godot/` and the
// running game needs is made here too: the list of `class_name` scripts. Textures and models are
// not imported; a packed project may hold scripts, scenes, shaders and files that it reads itself.

import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";

const HEADER_BYTES = 112;
const ALIGNMENT = 32;
const OFFSETS_ARE_RELATIVE = 2;
const ENGINE_VERSION = [4, 5, 0];
const CLASS_CACHE = ".godot/global_script_class_cache.cfg";

/**
 * Packs `folder`, and over it every folder of `overlays` below the path it names.
 *
 * @param {string} folder a folder with `project.godot`
 * @param {{overlays?: Record<string, string>, mainScene?: string}} options
 *   `overlays` maps a path inside the project to a folder that is laid there;
 *   `mainScene` replaces the scene that the project starts with
 * @returns {Buffer} the PCK
 */
export function pack(folder, { overlays = {}, mainScene } = {}) {
  const files = new Map(read(folder, ""));
  for (const [at, overlay] of Object.entries(overlays)) {
    for (const [path, body] of read(overlay, at)) files.set(path, body);
  }
  const project = files.get("project.godot");
  if (!project) throw new Error(`pack: ${folder} has no project.godot; give the folder of a Godot project.`);
  if (mainScene) files.set("project.godot", Buffer.from(startingWith(mainScene, project.toString("utf8"))));
  files.set(CLASS_CACHE, Buffer.from(classCache(files)));
  return archive(files);
}

function* read(folder, at) {
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = join(entry.parentPath ?? entry.path, entry.name);
    const path = join(at, relative(folder, file)).split(sep).join("/");
    if (!path.startsWith(".godot/")) yield [path, readFileSync(file)];
  }
}

function startingWith(scene, project) {
  const line = `run/main_scene="${scene}"`;
  if (!/^run\/main_scene=.*$/m.test(project)) {
    throw new Error(`pack: project.godot has no run/main_scene that ${scene} could replace; add one.`);
  }
  return project.replace(/^run\/main_scene=.*$/m, line);
}

/** The list that the editor writes, from the `class_name` lines of the scripts. */
export function classCache(files) {
  const rows = [];
  for (const [path, body] of files) {
    if (!path.endsWith(".gd")) continue;
    const script = body.toString("utf8");
    const name = script.match(/^class_name\s+(\w+)/m)?.[1];
    if (!name) continue;
    const base = script.match(/^(?:class_name\s+\w+\s+)?extends\s+(\w+)/m)?.[1] ?? "RefCounted";
    const isTool = /^@tool\b/m.test(script);
    rows.push(
      `{\n"base": &"${base}",\n"class": &"${name}",\n"icon": "",\n"is_abstract": false,\n` +
        `"is_tool": ${isTool},\n"language": &"GDScript",\n"path": "res://${path}"\n}`,
    );
  }
  return `list=[${rows.join(", ")}]\n`;
}

function archive(files) {
  const bodies = [];
  const directory = [u32(files.size)];
  let offset = 0;
  for (const [path, body] of files) {
    const name = padded(Buffer.from(path), 4);
    const digest = createHash("md5").update(body).digest();
    directory.push(u32(name.length), name, u64(offset), u64(body.length), digest, u32(0));
    bodies.push(padded(body, ALIGNMENT));
    offset += bodies.at(-1).length;
  }
  const header = Buffer.concat([
    Buffer.from("GDPC"),
    u32(3),
    ...ENGINE_VERSION.map(u32),
    u32(OFFSETS_ARE_RELATIVE),
    u64(HEADER_BYTES),
    u64(HEADER_BYTES + offset),
  ]);
  return Buffer.concat([header, Buffer.alloc(HEADER_BYTES - header.length), ...bodies, ...directory]);
}

function padded(bytes, to) {
  return Buffer.concat([bytes, Buffer.alloc((to - (bytes.length % to)) % to)]);
}

function u32(value) {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

function u64(value) {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(BigInt(value));
  return bytes;
}
