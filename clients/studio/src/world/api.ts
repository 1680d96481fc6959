// SPDX-License-Identifier: MIT

/** The sidecar does not let us in; its own words. */
export class NotAdmitted extends Error {}

/** The HTTP API of a sidecar, for one participant. */
export class Api {
  readonly server: URL;
  readonly #token: string | null;

  constructor(server: URL, token: string | null) {
    this.server = server;
    this.#token = token;
  }

  /** @throws NotAdmitted where a token, or another one, is asked for */
  async get(path: string): Promise<Response> {
    const response = await fetch(new URL(path, this.server), { headers: this.#headers() });
    if (response.status !== 401 && response.status !== 403) return response;
    const problem = (await response.json().catch(() => ({}))) as { detail?: string };
    throw new NotAdmitted(problem.detail ?? `The sidecar at ${this.server.host} does not let you in.`);
  }

  /** Sends JSON; a refusal is an answer like any other. */
  post(path: string, body: unknown): Promise<Response> {
    return fetch(new URL(path, this.server), {
      method: "POST",
      headers: { ...this.#headers(), "Content-Type": "application/json" },
      body: JSON.stringify(body),
    });
  }

  #headers(): Record<string, string> {
    return this.#token === null ? {} : { Authorization: `Bearer ${this.#token}` };
  }
}
