// SPDX-License-Identifier: MIT
import { must } from "./malformed";

export const STATES = ["off", "starting", "on", "stopping", "failed"] as const;
export type ComponentState = (typeof STATES)[number];

/** A component of the sidecar, as it tells of itself. */
export interface Component {
  readonly component: string;
  readonly event: string;
  readonly purpose: string;
  readonly installed: boolean;
  readonly state: ComponentState;
  readonly wanted: boolean;
  readonly reason: string;
  readonly since: Date;
}

const MOST = 64;
const LONGEST = 4000;

/** Reads the answer of `/api/control`. */
export function readComponents(value: unknown): Component[] {
  const list = (value as { components?: unknown } | null)?.components;
  must(Array.isArray(list) && list.length <= MOST, "components: must be a list", typeof list);
  return (list as unknown[]).map(readComponent);
}

export function readComponent(value: unknown): Component {
  const it = (value ?? {}) as Record<string, unknown>;
  const text = (name: string): string => {
    const found = it[name];
    must(typeof found === "string" && found.length <= LONGEST, `${name}: must be a text`, typeof found);
    return found as string;
  };
  const truth = (name: string): boolean => {
    must(typeof it[name] === "boolean", `${name}: must be true or false`, typeof it[name]);
    return it[name] as boolean;
  };
  const state = text("state");
  must((STATES as readonly string[]).includes(state), `state: must be one of ${STATES.join(", ")}`, state);
  const since = new Date(text("since"));
  must(!Number.isNaN(since.getTime()), "since: must be a time", it.since);
  return {
    component: text("component"),
    event: text("event"),
    purpose: text("purpose"),
    installed: truth("installed"),
    state: state as ComponentState,
    wanted: truth("wanted"),
    reason: text("reason"),
    since,
  };
}
