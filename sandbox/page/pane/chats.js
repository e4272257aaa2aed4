// The list of a person's chats: last message, time, what is unread.

import { make, moveFocus } from "../ground/dom.js";
import { icon } from "../ground/icons.js";
import { dateOf, listTime } from "../ground/moments.js";
import { senderName, summary } from "../message/summaries.js";
import { serviceText } from "../message/services.js";
import { avatarOfChat } from "./avatars.js";

export function buildChats(pane) {
  const list = make("ul", { class: "chat-list" });
  const nav = make("nav", { class: "chats", "aria-label": pane.say("chats") }, list);
  nav.addEventListener("keydown", (event) =>
    moveFocus(event, [...nav.querySelectorAll("button")]),
  );
  pane.parts.chats = list;
  return nav;
}

export function drawChats(pane) {
  const { chats } = pane.parts;
  const focused = document.activeElement?.closest(".chat-row");
  const focusedId = chats.contains(focused) ? focused.dataset.chat : null;
  chats.replaceChildren(...pane.chats.map((chat) => make("li", {}, row(pane, chat))));
  if (focusedId) chats.querySelector(`[data-chat="${focusedId}"]`)?.focus({ preventScroll: true });
}

function row(pane, chat) {
  const isOpen = pane.chat?.id === chat.id;
  const attributes = { type: "button", class: "chat-row", "aria-current": isOpen ? "true" : null };
  const click = () => pane.open(chat.id, { byHand: true });
  const button = make("button", { ...attributes, click }, avatarOfChat(chat), words(pane, chat));
  button.dataset.chat = chat.id;
  return button;
}

function words(pane, chat) {
  const title = make("span", { class: "row-title" }, chat.title);
  const upper = make("span", { class: "row-line" }, title);
  if (chat.last) {
    const time = listTime(dateOf(chat.last.date), pane.language);
    upper.append(make("span", { class: "row-time" }, time));
  }
  const lower = make("span", { class: "row-line" }, preview(pane, chat), badge(pane, chat));
  return make("span", { class: "row-words" }, upper, lower);
}

function preview(pane, chat) {
  const shown = make("span", { class: "row-preview" });
  if (chat.type === "private" && !chat.started && !chat.last) {
    shown.append(pane.say("not_started"));
    return shown;
  }
  if (!chat.last) return shown;
  const isPlain = serviceText(chat.last, pane) === null;
  if (isPlain && (chat.type !== "private" || chat.last.out)) {
    shown.append(make("span", { class: "row-sender" }, `${senderName(chat.last, pane)}: `));
  }
  shown.append(summary(chat.last, pane));
  return shown;
}

function badge(pane, chat) {
  if (chat.blocked) {
    return make("span", { class: "row-sign", title: pane.say("blocked") }, icon("block"));
  }
  if (!chat.unread) return null;
  const words = make("span", { class: "unseen" }, pane.say("unread", { count: chat.unread }));
  const count = make("span", { "aria-hidden": "true" }, `${chat.unread}`);
  return make("span", { class: "badge" }, count, words);
}
