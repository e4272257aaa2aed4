// What the bot finds while "@bot words" is being typed, above the composer; a tap sends one of it.

import * as api from "../ground/api.js";
import { make, toggle } from "../ground/dom.js";
import { world } from "../ground/world.js";
import { choose } from "../float/dialogs.js";
import { attempt } from "../float/toasts.js";
import { avatarOfChat } from "../pane/avatars.js";
import { scrollToEnd } from "./log.js";

const WAIT_FOR_MORE = 250;

export function buildResults(pane) {
  const id = `results-${pane.slot}`;
  const label = pane.say("results");
  const attributes = { class: "commands results", role: "listbox", id, "aria-label": label };
  pane.parts.results = toggle(make("div", attributes), false);
  pane.markedResult = 0;
  return pane.parts.results;
}

/** A click anywhere else in the pane closes the list. */
export function closeResultsOutside(pane, root) {
  root.addEventListener("pointerdown", (event) => {
    if (!event.target.closest(".results, .composer-field")) hide(pane);
  });
}

/** The words after the bot's name; null when what is typed is nothing for it to find. */
function askedFor(pane) {
  const [name, ...words] = pane.parts.text.value.split(" ");
  const isNamed = name.toLowerCase() === `@${world.bot.username}`.toLowerCase();
  return isNamed && words.length > 0 && !pane.rewriting ? words.join(" ").trim() : null;
}

/** Asks once the person pauses in typing; an answer that came too late is dropped. */
export function drawResults(pane) {
  clearTimeout(pane.asking);
  const words = askedFor(pane);
  if (words === null) hide(pane);
  else pane.asking = setTimeout(() => ask(pane, words), WAIT_FOR_MORE);
}

async function ask(pane, words) {
  const { chat } = pane;
  if (chat === null) return;
  const answer = await attempt(pane, () => api.askInline(pane, words));
  if (answer === null || pane.chat?.id !== chat.id || askedFor(pane) !== words) return;
  show(pane, answer);
}

function hide(pane) {
  toggle(pane.parts.results, false);
  pane.parts.text.removeAttribute("aria-activedescendant");
}

function show(pane, { query, results, button }) {
  const found = results.map((result) => ({
    words: [make("strong", {}, result.title), make("span", {}, result.description)],
    act: () => send(pane, query, result.id),
  }));
  const leads = button ? [{ words: [button.text], act: () => lead(pane, button), kind: "lead" }] : [];
  const rows = [...leads, ...found].map((row, index) => option(pane, row, index));
  pane.parts.results.replaceChildren(...rows);
  toggle(pane.parts.results, rows.length > 0);
  pane.parts.results.scrollTop = 0;
  pane.markedResult = 0;
  if (rows.length > 0) mark(pane);
}

function option(pane, { words, act, kind = "result" }, index) {
  const id = `${pane.parts.results.id}-${index}`;
  const attributes = { type: "button", role: "option", id, tabindex: -1, class: kind };
  return make("button", { ...attributes, dir: "auto", click: act }, words);
}

function mark(pane) {
  const options = [...pane.parts.results.children];
  options.forEach((row, index) => row.setAttribute("aria-selected", index === pane.markedResult));
  options[pane.markedResult].scrollIntoView({ block: "nearest" });
  pane.parts.text.setAttribute("aria-activedescendant", options[pane.markedResult].id);
}

/** Takes the keys that belong to the open list. Tells whether it took this one. */
export function resultKeys(pane, event) {
  if (pane.parts.results.hidden) return false;
  const options = pane.parts.results.children;
  const steps = { ArrowDown: 1, ArrowUp: options.length - 1 };
  if (event.key in steps) {
    pane.markedResult = (pane.markedResult + steps[event.key]) % options.length;
    mark(pane);
  } else if (event.key === "Enter") options[pane.markedResult].click();
  else if (event.key === "Escape") hide(pane);
  else return false;
  event.preventDefault();
  event.stopPropagation();
  return true;
}

async function send(pane, query, resultId) {
  hide(pane);
  const typed = pane.parts.text.value;
  pane.writeInComposer("");
  const answer = await attempt(pane, () => api.chooseResult(pane, query, resultId));
  if (answer === null) return pane.writeInComposer(typed);
  pane.drafts.delete(pane.chat.id);
  pane.learnMessages([answer.message]);
  return scrollToEnd(pane);
}

function lead(pane, { start_parameter: startWith }) {
  hide(pane);
  pane.writeInComposer("");
  pane.drafts.delete(pane.chat.id);
  pane.open(pane.person.id, { startWith, byHand: true });
}

/** What a button to share does: in a chat of one's choice the bot is asked for these words. */
export async function shareElsewhere(pane, words) {
  const options = pane.chats.map((chat) => ({
    label: chat.title,
    value: chat.id,
    picture: avatarOfChat(chat),
  }));
  const chat = await choose(pane, { title: pane.say("share_to"), options });
  if (chat === null) return;
  await pane.open(chat, { byHand: true });
  askHere(pane, words);
}

export const askHere = (pane, words) =>
  pane.writeInComposer(`@${world.bot.username} ${words}`.trimEnd() + (words ? "" : " "));
