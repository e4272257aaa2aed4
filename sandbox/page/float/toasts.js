// Short words that appear at the top of a pane and leave by themselves.

import { make } from "../ground/dom.js";

const SHOWN_FOR = 4500;

export function toast(pane, text) {
  const shown = make("div", { class: "toast" }, text);
  pane.parts.toasts.append(shown);
  while (pane.parts.toasts.children.length > 3) pane.parts.toasts.firstElementChild.remove();
  setTimeout(() => shown.remove(), SHOWN_FOR);
}

/** Runs what may be refused and shows the sandbox's words when it is. */
export async function attempt(pane, work) {
  try {
    return await work();
  } catch (problem) {
    toast(pane, pane.say("refused", { reason: problem.message }));
    return null;
  }
}
