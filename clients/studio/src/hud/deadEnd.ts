// SPDX-License-Identifier: MIT

/** Says why there will be no world, in place of panels that would stay empty. */
export function tellDeadEnd(message: string): void {
  const notice = document.getElementById("notice")!;
  notice.textContent = message;
  notice.hidden = false;
  document.body.classList.add("clean");
}
