// The list of the bot's commands above the composer: opened by its button or by typing "/".

import * as api from "../ground/api.js";
import { make, toggle } from "../ground/dom.js";
import { world } from "../ground/world.js";
import { sendText } from "./sending.js";

export function buildCommands(pane) {
  const id = `commands-${pane.slot}`;
  const label = pane.say("commands");
  const list = make("div", { class: "commands", role: "listbox", id, "aria-label": label });
  pane.parts.commands = toggle(list, false);
  pane.parts.text.setAttribute("aria-controls", id);
  pane.marked = 0;
  return list;
}

export async function learnCommands(pane) {
  const { chat } = pane;
  const answer = await api.commands(pane).catch(() => ({ commands: [] }));
  if (pane.chat?.id !== chat.id) return;
  pane.commands = answer.commands;
  toggle(pane.parts.slash, pane.commands.length > 0);
}

/** A click anywhere else in the pane closes the list. */
export function closeCommandsOutside(pane, root) {
  root.addEventListener("pointerdown", (event) => {
    if (!event.target.closest(".commands, .slash")) hide(pane);
  });
}

const isOpen = (pane) => !pane.parts.commands.hidden;

export function toggleCommands(pane) {
  if (isOpen(pane)) return toggle(pane.parts.commands, false);
  return show(pane, pane.commands);
}

/** Shows the commands that begin with what is being typed. */
export function drawCommands(pane) {
  const typed = pane.parts.text.value;
  const begun = /^\/\w*$/.test(typed) ? typed.slice(1).toLowerCase() : null;
  const found = pane.commands.filter(({ command }) => command.startsWith(begun));
  if (begun === null || found.length === 0) hide(pane);
  else show(pane, found);
}

function hide(pane) {
  toggle(pane.parts.commands, false);
  pane.parts.text.removeAttribute("aria-activedescendant");
}

function show(pane, commands) {
  pane.marked = 0;
  const { id } = pane.parts.commands;
  const options = commands.map(({ command, description }, index) => {
    const words = [make("strong", {}, `/${command}`), make("span", {}, description)];
    const attributes = { type: "button", role: "option", id: `${id}-${index}`, tabindex: -1 };
    const option = make("button", { ...attributes, click: () => pick(pane, command) }, words);
    option.dataset.command = command;
    return option;
  });
  pane.parts.commands.replaceChildren(...options);
  toggle(pane.parts.commands, true);
  mark(pane);
}

function mark(pane) {
  const options = [...pane.parts.commands.children];
  options.forEach((option, index) => option.setAttribute("aria-selected", index === pane.marked));
  const marked = options[pane.marked];
  marked.scrollIntoView({ block: "nearest" });
  pane.parts.text.setAttribute("aria-activedescendant", marked.id);
}

/** Takes the keys that belong to the open list. Tells whether it took this one. */
export function commandKeys(pane, event) {
  if (!isOpen(pane)) return false;
  const count = pane.parts.commands.children.length;
  const steps = { ArrowDown: 1, ArrowUp: count - 1 };
  const marked = pane.parts.commands.children[pane.marked].dataset.command;
  if (event.key in steps) pane.marked = (pane.marked + steps[event.key]) % count;
  else if (event.key === "Enter") pick(pane, marked);
  else if (event.key === "Tab") pane.writeInComposer(`/${marked} `);
  else if (event.key === "Escape") hide(pane);
  else return false;
  event.preventDefault();
  event.stopPropagation();
  if (isOpen(pane)) mark(pane);
  return true;
}

async function pick(pane, command) {
  hide(pane);
  pane.writeInComposer("");
  await sendText(pane, addressed(pane, command));
}

/** In groups a command from the list carries the bot's name, as Telegram's clients send it. */
export function addressed(pane, command) {
  if (pane.chat.type === "private") return `/${command}`;
  return `/${command}@${world.bot.username}`;
}
