// The OpenAPI document of a real sidecar: that it is one, by a validator that is not ours, and that every body that
// really comes fits the schema that it names.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Validator } from "@seriousme/openapi-schema-validator";
import Ajv2020 from "ajv/dist/2020.js";
import { startSidecar } from "./sidecar.mjs";

const PROBLEM = "#/components/schemas/Problem";
let sidecar;
let document;
let schemas;

before(async () => {
  sidecar = await startSidecar();
  document = await (await ask("/api/openapi.json")).json();
  schemas = new Ajv2020({ strict: false, allErrors: true }).addSchema({ $id: "api", ...document });
});
after(() => sidecar?.close());

const ask = (path, options = {}) => fetch(sidecar.url + path, { ...options, signal: AbortSignal.timeout(20_000) });

function assertFits(reference, body, what) {
  const fits = schemas.getSchema(`api${reference}`);
  assert.ok(fits, `${reference} is there`);
  assert.ok(fits(body), `${what}: ${JSON.stringify(fits.errors)}\n${JSON.stringify(body).slice(0, 500)}`);
}

/** The address of an operation with its examples filled in. */
function address(path, { parameters }) {
  const query = parameters.filter(({ in: where, required }) => where === "query" && required).map(({ name, example }) => `${name}=${example}`);
  const filled = parameters.reduce((text, { name, example }) => text.replace(`{${name}}`, example), path);
  return query.length ? `${filled}?${query.join("&")}` : filled;
}

function gets() {
  return Object.entries(document.paths).flatMap(([path, { get }]) => (get ? [[path, get]] : []));
}

test("it is an OpenAPI 3.1 document", async () => {
  const { valid, errors } = await new Validator().validate(structuredClone(document));
  assert.ok(valid, JSON.stringify(errors));
  assert.equal(document.openapi, "3.1.0");
  assert.ok(gets().length >= 8);
});

test("every answer has the type and the body that it promises", async () => {
  const [world] = await (await ask("/api/worlds")).json();
  const about = await (await ask(`/api/worlds/${world.world}`)).json();
  const { blob } = about.props[0].variants[0][0];
  let bodies = 0;
  for (const [path, operation] of gets()) {
    const asked = address(path, operation).replace("0".repeat(64), blob);
    const answer = await ask(asked);
    assert.equal(answer.status, 200, asked);
    const [[type, { schema } = {}]] = Object.entries(operation.responses[200].content);
    if (type !== "*/*") assert.equal(answer.headers.get("content-type"), type, asked);
    if (schema) {
      assertFits(schema.$ref, await answer.json(), asked);
      bodies++;
    } else {
      // The beginning is enough: a watch goes on for ever.
      const reader = answer.body.getReader();
      const { value } = await reader.read();
      assert.ok(value.byteLength > 0, asked);
      await reader.cancel();
    }
  }
  assert.ok(bodies >= 6, `${bodies} bodies were compared`);
});

test("everything that goes wrong is a problem of the documented shape", async () => {
  const chunks = "/api/worlds/archipelago/chunks";
  for (const [path, status, options] of [
    ["/api/nothing", 404],
    ["/nothing", 404],
    ["/api/worlds/atlantis", 404],
    [`${chunks}/2/99999/0/0`, 404],
    [`${chunks}/x/0/0/0`, 400],
    ["/api/worlds/archipelago/ground", 400],
    [`/api/blobs/${"0".repeat(64)}`, 404],
    ["/api/worlds", 405, { method: "DELETE" }],
    ["/", 405, { method: "PUT" }],
    ["/socket/websocket", 400],
    ["/socket/longpoll", 405, { method: "PUT" }],
    ["/api/worlds", 406, { headers: { accept: "text/html" } }],
    [`${chunks}/2/0/0/0`, 416, { headers: { range: "bytes=99999999-" } }],
    ["/api/worlds", 403, { headers: { "x-forwarded-for": "203.0.113.9" } }],
    [`/${"x".repeat(70_000)}`, 414],
  ]) {
    const answer = await ask(path, options);
    const what = `${options?.method ?? "GET"} ${path.slice(0, 80)}`;
    assert.equal(answer.status, status, what);
    assert.equal(answer.headers.get("content-type"), "application/problem+json", what);
    const body = await answer.json();
    assertFits(PROBLEM, body, what);
    assert.equal(body.status, status);
    assert.equal(body.request, answer.headers.get("x-request-id"), what);
  }
});

test("the schemas refuse what is none of theirs", async () => {
  const about = await (await ask("/api/worlds/archipelago")).json();
  for (const wrong of [{}, { ...about, protocol: 2 }, { ...about, graph: "x" }, { ...about, spawn: { position: [1, 2], target: [1, 2, 3] } }]) {
    assert.equal(schemas.getSchema("api#/components/schemas/World")(wrong), false);
  }
  assert.equal(schemas.getSchema(`api${PROBLEM}`)({ type: "about:blank", status: 404 }), false);
});
