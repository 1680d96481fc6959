// SPDX-License-Identifier: MIT
import { readPerson, type Look, type Person } from "./person";

export interface Seen extends Person {
  readonly times: number;
  /** Where they are shown: on the way to where they last said they are. */
  readonly place: Look | null;
}

/** A marker needs about this long to where its person is, in seconds. */
const CATCH_UP = 0.12;
const MOST = 256;

/** Who else is in the world, and where. */
export class People {
  /** Who one is to others, once one has joined. */
  me: Person | null = null;
  readonly #people = new Map<string, Person & { times: number }>();
  readonly #goals = new Map<string, Look>();
  readonly #places = new Map<string, number[]>();
  /** Counts changes of who is here. */
  version = 0;

  /** Takes the whole list, as `Presence.list` gives it. */
  here(list: readonly { id: string; metas: unknown }[]): void {
    this.#people.clear();
    for (const { id, metas } of list.slice(0, MOST)) {
      const person = readPerson(id, metas);
      if (person) this.#people.set(id, person);
    }
    for (const id of this.#goals.keys()) {
      if (!this.#people.has(id)) {
        this.#goals.delete(id);
        this.#places.delete(id);
      }
    }
    this.version++;
  }

  looks(looks: ReadonlyMap<string, Look>): void {
    for (const [id, look] of looks) {
      if (id === this.me?.id || this.#goals.size >= MOST) continue;
      this.#goals.set(id, look);
      if (!this.#places.has(id)) this.#places.set(id, [...look]);
    }
  }

  frame(seconds: number): void {
    const share = 1 - Math.exp(-seconds / CATCH_UP);
    for (const [id, goal] of this.#goals) {
      const place = this.#places.get(id)!;
      goal.forEach((value, i) => (place[i]! += (value - place[i]!) * share));
    }
  }

  /** Oneself first, then by name. */
  all(): Seen[] {
    return [...this.#people.values()]
      .map((person) => ({
        ...person,
        place: (this.#places.get(person.id) as Look | undefined) ?? null,
      }))
      .sort(
        (a, b) =>
          Number(b.id === this.me?.id) - Number(a.id === this.me?.id) ||
          a.name.localeCompare(b.name) ||
          (a.id < b.id ? -1 : 1),
      );
  }

  others(): Seen[] {
    return this.all().filter(({ id }) => id !== this.me?.id);
  }
}
