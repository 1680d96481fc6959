// SPDX-License-Identifier: MIT

/** Asks for a token, with the sidecar's words on why. */
export function askForToken(reason: string, given: (token: string) => void): void {
  const door = document.getElementById("door") as HTMLFormElement;
  const field = document.getElementById("token") as HTMLInputElement;
  document.getElementById("door-reason")!.textContent = reason;
  // The panels have nothing to say to who is outside.
  document.body.classList.add("clean");
  door.hidden = false;
  field.focus();
  door.onsubmit = (event) => {
    event.preventDefault();
    const token = field.value.trim();
    if (token) given(token);
  };
}
