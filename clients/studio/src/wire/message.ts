// SPDX-License-Identifier: MIT
//
// The messages of Phoenix Channels, serializer version 2, as a server sends them: phoenix.js's own decoder trusts the
// lengths in a frame and throws in the middle of the socket's event where it should not have.
import { Malformed, must } from "./malformed";

export interface Message {
  readonly join_ref: string | null;
  readonly ref: string | null;
  readonly topic: string;
  readonly event: string;
  readonly payload: object;
}

const BROADCAST = 2;

export function readMessage(frame: unknown): Message {
  if (frame instanceof ArrayBuffer) return readBroadcast(frame);
  must(typeof frame === "string", "message: must be text or binary", typeof frame);
  const fields = parse(frame);
  must(Array.isArray(fields) && fields.length === 5, "message: must be a list of five", frame.slice(0, 80));
  const [join_ref, ref, topic, event, payload] = fields as unknown[];
  must(join_ref === null || typeof join_ref === "string", "message: join_ref must be text or null", join_ref);
  must(ref === null || typeof ref === "string", "message: ref must be text or null", ref);
  must(typeof topic === "string", "message: topic must be text", topic);
  must(typeof event === "string", "message: event must be text", event);
  must(typeof payload === "object" && payload !== null, "message: payload must be an object", payload);
  return { join_ref, ref, topic, event, payload };
}

function readBroadcast(frame: ArrayBuffer): Message {
  const bytes = new Uint8Array(frame);
  must(bytes.length >= 3, "binary message: at least 3 bytes", bytes.length);
  must(bytes[0] === BROADCAST, `binary message: kind must be ${BROADCAST}`, bytes[0]);
  const topicEnd = 3 + bytes[1]!;
  const eventEnd = topicEnd + bytes[2]!;
  must(bytes.length >= eventEnd, `binary message: topic and event need ${eventEnd} bytes`, bytes.length);
  const text = new TextDecoder();
  return {
    join_ref: null,
    ref: null,
    topic: text.decode(bytes.subarray(3, topicEnd)),
    event: text.decode(bytes.subarray(topicEnd, eventEnd)),
    payload: frame.slice(eventEnd),
  };
}

/** Reads the number of chunks of a view. */
export function readWanted(payload: unknown): number {
  const wanted = (payload as { wanted?: unknown } | null)?.wanted;
  must(Number.isSafeInteger(wanted) && (wanted as number) >= 0, "wanted must be a whole number", wanted);
  return wanted as number;
}

/** Everything that a view wants was sent; `number` is what the view was called. */
export interface Complete {
  readonly wanted: number;
  readonly number: number | null;
}

export function readComplete(payload: unknown): Complete {
  const number = (payload as { number?: unknown } | null)?.number ?? null;
  must(number === null || Number.isSafeInteger(number), "number must be a whole number or null", number);
  return { wanted: readWanted(payload), number: number as number | null };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Malformed(`message: must be JSON, got ${text.slice(0, 80)}`);
  }
}
