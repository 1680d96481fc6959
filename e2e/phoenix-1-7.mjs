// phoenix.js 1.7 as a browser loads it: it takes `self` at import and asks it for XMLHttpRequest,
// which Node has not and later versions no longer need.

/** As much of https://xhr.spec.whatwg.org as phoenix.js uses, on fetch. */
class XMLHttpRequest {
  timeout = 0;
  readyState = 0;
  responseText = "";
  #controller = new AbortController();
  #headers = {};
  #aborted = false;

  open(method, url) {
    this.method = method;
    this.url = url;
  }

  setRequestHeader(name, value) {
    this.#headers[name] = value;
  }

  abort() {
    this.#aborted = true;
    this.#controller.abort();
  }

  async send(body) {
    const timer = this.timeout > 0 ? setTimeout(() => this.#controller.abort(), this.timeout) : undefined;
    try {
      const answer = await fetch(this.url, { method: this.method, headers: this.#headers, body, signal: this.#controller.signal });
      this.responseText = await answer.text();
    } catch (failure) {
      this.readyState = 4;
      if (!this.#aborted) (failure.name === "AbortError" ? this.ontimeout : this.onerror)?.(failure);
      return;
    } finally {
      clearTimeout(timer);
    }
    this.readyState = 4;
    this.onreadystatechange?.();
  }
}

globalThis.self = { XMLHttpRequest };
export const phoenix17 = await import("phoenix-1-7");
delete globalThis.self;
