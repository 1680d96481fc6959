// SPDX-License-Identifier: MIT
import type { Person } from "../world/person";

const MOST_SHOWN = 8;

/** The list of who is here. */
export class PeopleList {
  readonly #list = document.getElementById("people") as HTMLElement;
  readonly #count = document.getElementById("people-count") as HTMLElement;
  #shown = "";

  /** @param people oneself first */
  show(people: readonly (Person & { times: number })[], me: string): void {
    const text = JSON.stringify(
      people.map(({ id, name, colour, kind, times }) => [id, name, colour, kind, times]),
    );
    if (text === this.#shown) return;
    this.#shown = text;
    this.#count.textContent = people.length === 1 ? "Only you are here" : `${people.length} are here`;
    const rows = people.slice(0, MOST_SHOWN).map((person) => row(person, person.id === me));
    if (people.length > MOST_SHOWN) {
      const more = document.createElement("li");
      more.className = "more";
      more.textContent = `and ${people.length - MOST_SHOWN} more`;
      rows.push(more);
    }
    this.#list.replaceChildren(...rows);
  }
}

function row(person: Person & { times: number }, isMe: boolean): HTMLLIElement {
  const item = document.createElement("li");
  const dot = document.createElement("i");
  dot.style.background = person.colour;
  const name = document.createElement("span");
  name.textContent = person.name;
  const kind = document.createElement("small");
  kind.textContent = isMe ? "you" : person.kind + (person.times > 1 ? ` ×${person.times}` : "");
  item.append(dot, name, kind);
  return item;
}
