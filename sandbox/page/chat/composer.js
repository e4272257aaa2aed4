// The foot of a chat: the text being written, what it answers, or the one button that is due.

import * as api from "../ground/api.js";
import { make, toggle } from "../ground/dom.js";
import { icon } from "../ground/icons.js";
import { attempt, toast } from "../float/toasts.js";
import { replyKeyboard, replyKeyboardOf } from "../message/keyboards.js";
import { senderName, summary } from "../message/summaries.js";
import { mayRewrite, rewrite } from "./actions.js";
import { openAttachments, sendFiles, shareContact, shareLocation } from "./attachments.js";
import { buildCommands, commandKeys, drawCommands, toggleCommands } from "./commands.js";
import { setBlocked } from "./header.js";
import { buildResults, drawResults, resultKeys } from "./inline.js";
import { sendText } from "./sending.js";

const coarse = matchMedia("(pointer: coarse)");

export function buildComposer(pane) {
  const text = make("textarea", { rows: 1, "aria-label": pane.say("write"), dir: "auto" });
  text.placeholder = pane.say("write");
  const slash = round("slash", pane.say("commands"), () => toggleCommands(pane));
  slash.append("/");
  const keys = round("keys-button", pane.say("reply_keyboard"), () => toggleKeys(pane));
  keys.append(icon("keyboard"));
  const attach = round("attach", pane.say("attach"), () => openAttachments(pane, attach));
  attach.append(icon("attach"));
  const send = round("send", pane.say("send"), () => submit(pane));
  send.append(icon("send"));
  const bar = make("div", { class: "composer-bar" });
  const row = make("div", { class: "composer-row" }, slash, text, keys, attach);
  const field = make("div", { class: "composer-field" }, bar, row);
  const line = make("div", { class: "composer-line" }, field, send);
  const due = make("button", { type: "button", class: "due" });
  const holder = make("div", { class: "keys-holder" });
  Object.assign(pane.parts, { text, slash, keys, bar, line, due, holder, send });
  connect(pane);
  const lists = [buildCommands(pane), buildResults(pane)];
  return make("footer", { class: "composer" }, lists, line, due, holder);
}

function round(kind, label, click) {
  const attributes = { type: "button", class: `round ${kind}`, "aria-label": label, title: label };
  return make("button", { ...attributes, click });
}

function connect(pane) {
  const { text } = pane.parts;
  text.addEventListener("input", () => {
    pane.drafts.set(pane.chat.id, text.value);
    grow(pane);
    drawCommands(pane);
    drawResults(pane);
  });
  text.addEventListener("keydown", (event) => keyInText(pane, event));
  text.addEventListener("paste", (event) => {
    const files = [...(event.clipboardData?.files ?? [])];
    if (files.length === 0) return;
    event.preventDefault();
    sendFiles(pane, files, "photo");
  });
}

function grow({ parts: { text, send } }) {
  text.style.height = "auto";
  text.style.height = `${Math.min(text.scrollHeight, 240)}px`;
  send.classList.toggle("ready", text.value.trim() !== "");
}

function keyInText(pane, event) {
  if (event.isComposing || commandKeys(pane, event) || resultKeys(pane, event)) return;
  const { text } = pane.parts;
  if (event.key === "Enter" && !event.shiftKey && !coarse.matches) {
    event.preventDefault();
    submit(pane);
  } else if (event.key === "ArrowUp" && text.value === "" && !pane.rewriting) {
    rewriteLast(pane, event);
  } else if (event.key === "Escape" && (pane.answering || pane.rewriting)) {
    event.stopPropagation();
    dropBar(pane);
  }
}

function rewriteLast(pane, event) {
  const last = [...pane.messages].reverse().find(mayRewrite);
  if (!last) return;
  event.preventDefault();
  rewrite(pane, last);
}

export function writeInComposer(pane, words) {
  const { text } = pane.parts;
  text.value = words;
  text.focus();
  text.setSelectionRange(words.length, words.length);
  grow(pane);
  drawCommands(pane);
  drawResults(pane);
}

function dropBar(pane) {
  if (pane.rewriting) writeInComposer(pane, "");
  Object.assign(pane, { answering: null, rewriting: null });
  drawComposer(pane);
}

async function submit(pane) {
  const words = pane.parts.text.value.trim();
  if (words === "") return;
  const { rewriting, chat } = pane;
  const sending = rewriting
    ? attempt(pane, () => api.rewrite(pane, rewriting.message_id, words))
    : sendText(pane, words);
  clear(pane);
  if (await sending) return;
  if (pane.chat?.id === chat.id && pane.parts.text.value === "") writeInComposer(pane, words);
}

/** Empties the composer at once, so that the next words are not mixed with those under way. */
function clear(pane) {
  pane.drafts.delete(pane.chat.id);
  writeInComposer(pane, "");
  Object.assign(pane, { answering: null, rewriting: null });
  drawComposer(pane);
}

export function drawComposer(pane) {
  const due = dueButton(pane);
  toggle(pane.parts.line, due === null);
  toggle(pane.parts.due, due !== null);
  if (due) {
    pane.parts.due.textContent = pane.say(due.label);
    pane.parts.due.onclick = due.act;
    pane.parts.due.disabled = due.act === null;
  }
  drawBar(pane);
  drawKeys(pane, due === null);
  grow(pane);
}

/** The one thing to do before writing: start, unblock, join; or none. */
function dueButton(pane) {
  const { chat } = pane;
  if (chat.type === "channel") return { label: "read_only", act: null };
  if (chat.type !== "private") {
    if (pane.isMember()) return null;
    return { label: "join", act: () => joinChat(pane) };
  }
  if (pane.startWith !== null) return { label: "start", act: () => start(pane) };
  if (chat.blocked) return { label: "unblock", act: () => setBlocked(pane, false) };
  return chat.started ? null : { label: "start", act: () => start(pane) };
}

async function start(pane) {
  const parameter = pane.startWith || null;
  const started = await attempt(pane, () => api.start(pane, parameter));
  if (!started) return;
  pane.startWith = null;
  await pane.reload();
  pane.focusComposer();
}

async function joinChat(pane) {
  await attempt(pane, () => api.join(pane));
  await pane.reload();
}

function drawBar(pane) {
  const { bar } = pane.parts;
  const message = pane.rewriting ?? pane.answering;
  toggle(bar, Boolean(message));
  if (!message) return;
  const name = pane.rewriting
    ? pane.say("editing")
    : pane.say("reply_to", { name: senderName(message, pane) });
  const words = make("div", { class: "bar-words" }, make("strong", {}, name));
  words.append(make("span", {}, summary(message, pane)));
  const drop = round("drop", pane.say("cancel"), () => dropBar(pane));
  drop.append(icon("close"));
  bar.replaceChildren(icon(pane.rewriting ? "edit" : "reply"), words, drop);
}

function drawKeys(pane, isWriting) {
  const message = replyKeyboardOf(pane.messages);
  const isNew = message?.message_id !== pane.keysOf;
  if (isNew) Object.assign(pane, { keysOf: message?.message_id, keysShown: Boolean(message) });
  toggle(pane.parts.keys, Boolean(message));
  pane.parts.text.placeholder = message?.reply_markup.input_field_placeholder ?? pane.say("write");
  const isShown = Boolean(message) && pane.keysShown && isWriting;
  pane.parts.keys.setAttribute("aria-expanded", isShown);
  toggle(pane.parts.holder, isShown);
  if (!isShown) return;
  const keyboard = replyKeyboard(message, pane, (button) => pressKey(pane, message, button));
  pane.parts.holder.replaceChildren(keyboard);
}

function toggleKeys(pane) {
  pane.keysShown = !pane.keysShown;
  drawComposer(pane);
}

async function pressKey(pane, message, button) {
  if (button.request_contact) await shareContact(pane);
  else if (button.request_location) await shareLocation(pane);
  else if (isSpecial(button)) toast(pane, pane.say("button_unsupported"));
  else await sendText(pane, button.text);
  if (!message.reply_markup.one_time_keyboard) return;
  pane.keysShown = false;
  drawComposer(pane);
}

const isSpecial = (button) =>
  Boolean(button.request_poll || button.request_users || button.request_chat || button.web_app);
