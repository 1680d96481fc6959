// What others make of a GLB: the Khronos validator, three.js, and its bare JSON.
import validator from "gltf-validator";
import { GLTFLoader } from "three/examples/jsm/loaders/GLTFLoader.js";

const JSON_CHUNK = 0x4e4f534a;
const BINARY_CHUNK = 0x004e4942;
const INSTANCING = "EXT_mesh_gpu_instancing";

/** The validator's findings by severity, each as `CODE at /pointer: message`; throws if it could not read the file at all. */
export async function validateGlb(bytes) {
  const report = await validator.validateBytes(new Uint8Array(bytes), { maxIssues: 1000 });
  const of = (severity) =>
    report.issues.messages
      .filter((issue) => issue.severity === severity)
      .map((issue) => `${issue.code} at ${issue.pointer ?? issue.offset}: ${issue.message}`);
  return { errors: of(0), warnings: of(1), infos: of(2), hints: of(3), info: report.info };
}

/** The JSON chunk, read from the bytes without any library; throws if the container is not as glTF 2.0 wants it. */
export function readJson(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const u32 = (at) => view.getUint32(at, true);
  if (u32(0) !== 0x46546c67 || u32(4) !== 2) throw new Error("not a GLB of version 2");
  if (u32(8) !== bytes.byteLength) throw new Error(`header says ${u32(8)} bytes, got ${bytes.byteLength}`);
  const length = u32(12);
  if (u32(16) !== JSON_CHUNK || length % 4 !== 0) throw new Error("first chunk is not aligned JSON");
  const json = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes.subarray(20, 20 + length)));
  const binary = 20 + length;
  if (binary < bytes.byteLength) {
    if (u32(binary + 4) !== BINARY_CHUNK || u32(binary) % 4 !== 0) throw new Error("second chunk is not aligned binary");
    if (binary + 8 + u32(binary) !== bytes.byteLength) throw new Error("binary chunk does not end with the file");
  }
  return json;
}

/** Counts what the JSON says is shown. */
export function countJson(json) {
  let instances = 0;
  let triangles = 0;
  for (const node of json.nodes) {
    if (node.mesh === undefined) continue;
    const places = node.extensions?.[INSTANCING]?.attributes.TRANSLATION;
    const shown = places === undefined ? 1 : json.accessors[places].count;
    instances += shown;
    for (const primitive of json.meshes[node.mesh].primitives) triangles += (shown * json.accessors[primitive.indices].count) / 3;
  }
  return { instances, triangles };
}

/** Loads with three.js and counts what it would draw; `scene` is the loaded scene. */
export async function loadWithThree(bytes) {
  const copy = new Uint8Array(bytes).buffer;
  const { scene } = await new GLTFLoader().parseAsync(copy, "");
  scene.updateMatrixWorld(true);
  let instances = 0;
  let triangles = 0;
  const names = [];
  scene.traverse((object) => {
    if (!object.isMesh) return;
    const shown = object.isInstancedMesh ? object.count : 1;
    instances += shown;
    triangles += (shown * object.geometry.index.count) / 3;
    names.push(object.name);
  });
  return { scene, names, instances, triangles };
}
