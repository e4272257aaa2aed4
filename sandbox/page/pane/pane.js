// One person's view of the sandbox: their chats, and the chat that is open. Holds the state
// that the modules of chat/ and message/ draw; two panes can stand side by side.

import * as api from "../ground/api.js";
import { buildComposer, drawComposer, writeInComposer } from "../chat/composer.js";
import { closeCommandsOutside, learnCommands } from "../chat/commands.js";
import { buildHeader, drawHeader } from "../chat/header.js";
import { closeResultsOutside } from "../chat/inline.js";
import { buildLog, drawLog, markRead, showOpened } from "../chat/log.js";
import { attempt } from "../float/toasts.js";
import { make, toggle } from "../ground/dom.js";
import { languageFor } from "../ground/settings.js";
import { speak } from "../ground/words.js";
import { fullName, personOf, world } from "../ground/world.js";
import { buildChats, drawChats } from "./chats.js";
import { deedsOf } from "./deeds.js";
import { takeEvent } from "./events.js";
import { buildPeople, drawPeople } from "./people.js";

const NO_CHAT = {
  chat: null,
  messages: [],
  members: [],
  commands: [],
  more: false,
  topic: null,
  startWith: null,
  answering: null,
  rewriting: null,
  keysOf: null,
  keysShown: false,
  readUpTo: null,
  stuck: true,
};

/** `moved` is called when another person or chat is shown; `become` asks for another person. */
export function createPane(slot, person, { moved, become, waiting }) {
  const language = languageFor(person);
  const state = { slot, person, language, say: speak(language), chats: [], parts: {} };
  const pane = { ...state, ...NO_CHAT, pressed: new Set(), drafts: new Map() };
  Object.assign(pane, { become, moved, waiting, deeds: deedsOf(pane) }, verbsOf(pane));
  pane.root = build(pane);
  return pane;
}

function verbsOf(pane) {
  return {
    open: (id, how = {}) => openChat(pane, id, how),
    close: () => closeChat(pane),
    reload: () => reload(pane),
    showTopic: (id) => showTopic(pane, id),
    take: (event) => takeEvent(pane, event),
    learnMessages: (messages) => learnMessages(pane, messages),
    redraw: () => pane.chat && drawLog(pane),
    drawComposer: () => drawComposer(pane),
    writeInComposer: (words) => writeInComposer(pane, words),
    focusComposer: () => toggle(pane.parts.text, true).focus(),
    markRead: () => pane.chat && markRead(pane),
    ...questionsOf(pane),
  };
}

function questionsOf(pane) {
  const statusOf = (id) => pane.members.find(({ user }) => user.id === id)?.status ?? null;
  return {
    statusOf,
    isMember: () => !["left", "kicked"].includes(statusOf(pane.person.id) ?? "member"),
    isAdmin: () => ["creator", "administrator"].includes(statusOf(pane.person.id)),
    botName: () => world.bot.first_name,
  };
}

function build(pane) {
  const side = make("div", { class: "side" }, buildPeople(pane), buildChats(pane));
  const nothing = make("p", { class: "nothing" }, make("span", {}, pane.say("choose_chat")));
  const header = buildHeader(pane);
  const body = make("div", { class: "chat" }, header, buildLog(pane));
  body.append(buildComposer(pane));
  const main = make("div", { class: "chat-frame" }, nothing, body);
  const toasts = make("div", { class: "toasts", role: "status", "aria-live": "polite" });
  Object.assign(pane.parts, { body, nothing, toasts });
  const label = fullName(pane.person);
  const attributes = { class: "pane", lang: pane.language, "aria-label": label };
  const root = make("section", attributes, make("div", { class: "columns" }, side, main), toasts);
  root.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && pane.chat && !event.defaultPrevented) closeChat(pane);
  });
  closeCommandsOutside(pane, root);
  closeResultsOutside(pane, root);
  showView(root, pane);
  return root;
}

function showView(root, pane) {
  root.dataset.view = pane.chat ? "chat" : "list";
  toggle(pane.parts.body, pane.chat !== null);
  toggle(pane.parts.nothing, pane.chat === null);
}

/** Loads the list of chats, and the open chat again, as after a lost connection. */
async function reload(pane) {
  pane.chats = (await api.chats(pane)).chats;
  drawPeople(pane, pane.waiting);
  drawChats(pane);
  if (pane.chat === null) return;
  const fresh = pane.chats.find(({ id }) => id === pane.chat.id);
  if (!fresh) return closeChat(pane);
  const page = await api.messages(pane);
  Object.assign(pane, { chat: fresh, messages: page.messages, more: page.more });
  await learnMembers(pane);
  drawOpened(pane);
}

async function openChat(pane, id, { startWith = null, topic = null, byHand = false }) {
  const chat = pane.chats.find((one) => one.id === id);
  if (!chat) return;
  Object.assign(pane, NO_CHAT, { chat, startWith, topic });
  const page = await attempt(pane, () => api.messages(pane));
  if (page === null || pane.chat?.id !== id) return;
  Object.assign(pane, { messages: page.messages, more: page.more });
  await Promise.all([learnMembers(pane), learnCommands(pane)]);
  if (pane.chat?.id !== id) return;
  showView(pane.root, pane);
  drawChats(pane);
  pane.parts.text.value = pane.drafts.get(id) ?? "";
  drawHeader(pane);
  drawComposer(pane);
  showOpened(pane);
  pane.moved(byHand);
  if (byHand && matchMedia("(pointer: fine)").matches) focusFoot(pane);
}

function focusFoot({ parts: { line, text, due } }) {
  if (line.hidden) due.focus();
  else text.focus();
}

async function learnMembers(pane) {
  if (pane.chat.type === "private") return;
  const { chat } = pane;
  const answer = await api.members(pane).catch(() => ({ members: [] }));
  if (pane.chat?.id === chat.id) pane.members = answer.members;
}

function drawOpened(pane) {
  drawHeader(pane);
  drawComposer(pane);
  drawLog(pane);
}

function closeChat(pane) {
  const id = pane.chat?.id;
  Object.assign(pane, NO_CHAT);
  showView(pane.root, pane);
  drawChats(pane);
  pane.parts.chats.querySelector(`[data-chat="${id}"]`)?.focus({ preventScroll: true });
  pane.moved(true);
}

function showTopic(pane, id) {
  pane.topic = id;
  pane.stuck = true;
  drawOpened(pane);
  pane.moved(false);
}

/** Puts new messages in, and newer versions in the place of older ones. */
function learnMessages(pane, messages) {
  const byId = new Map(pane.messages.map((message) => [message.message_id, message]));
  const here = messages.filter((message) => message.chat.id === pane.chat?.id);
  for (const message of here) byId.set(message.message_id, message);
  pane.messages = [...byId.values()].sort((one, other) => one.message_id - other.message_id);
  if (here.length > 0) drawOpened(pane);
}

export const placeOf = (pane) => ({
  person: pane.person.id,
  chat: pane.chat?.id ?? null,
  topic: pane.topic,
});

export const personFor = (id, other) =>
  personOf(id) ?? world.people.find((person) => person.id !== other) ?? world.people[0];
