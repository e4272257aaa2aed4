// What can be done with a message, and the ways to ask for it: pointer, touch and keys.

import * as api from "../ground/api.js";
import { moveFocus } from "../ground/dom.js";
import { choose, confirm } from "../float/dialogs.js";
import { openMenu } from "../float/menus.js";
import { attempt, toast } from "../float/toasts.js";
import { serviceText } from "../message/services.js";
import { avatarOfChat } from "../pane/avatars.js";

const LONG_PRESS = 500;

export function connectActions(pane, log) {
  log.addEventListener("contextmenu", (event) => {
    const article = event.target.closest(".message");
    if (!article || event.target.closest("a, video, dialog")) return;
    event.preventDefault();
    openFor(pane, article, event);
  });
  log.addEventListener("dblclick", (event) => {
    const article = event.target.closest(".message");
    if (article && !event.target.closest("button, a, label"))
      answer(pane, messageOf(pane, article));
  });
  log.addEventListener("keydown", (event) => keyOnLog(pane, log, event));
  connectLongPress(pane, log);
}

const messageOf = (pane, article) =>
  pane.messages.find((message) => message.message_id === Number(article.dataset.id));

function openFor(pane, article, { clientX, clientY }) {
  const box = article.getBoundingClientRect();
  const at =
    clientX || clientY ? { x: clientX, y: clientY } : { x: box.left + 60, y: box.top + 20 };
  const items = actionsOn(messageOf(pane, article), pane);
  openMenu(pane, { at, label: pane.say("message_actions"), items });
}

function keyOnLog(pane, log, event) {
  const articles = [...log.querySelectorAll(".message")];
  const focused = document.activeElement;
  if (focused === log && event.key === "ArrowUp" && articles.length) {
    event.preventDefault();
    articles[articles.length - 1].focus();
  } else if (articles.includes(focused) && event.key === "Enter") {
    event.preventDefault();
    openFor(pane, focused, {});
  } else if (articles.includes(focused)) {
    moveFocus(event, articles);
  }
}

/** Touch screens that send no contextmenu event open the menu after a long press. */
function connectLongPress(pane, log) {
  let timer = null;
  const stop = () => clearTimeout(timer);
  log.addEventListener("pointerdown", (event) => {
    const article = event.target.closest(".message");
    if (!article || event.pointerType !== "touch") return;
    const { clientX, clientY } = event;
    timer = setTimeout(() => openFor(pane, article, { clientX, clientY }), LONG_PRESS);
  });
  for (const end of ["pointerup", "pointercancel", "pointermove"]) log.addEventListener(end, stop);
}

function actionsOn(message, pane) {
  const { say } = pane;
  const text = message.text ?? message.caption;
  const items = [{ label: say("reply"), drawing: "reply", act: () => answer(pane, message) }];
  if (text) items.push({ label: say("copy"), drawing: "copy", act: () => pane.deeds.copy(text) });
  if (mayRewrite(message)) {
    items.push({ label: say("edit"), drawing: "edit", act: () => rewrite(pane, message) });
  }
  items.push({ label: say("forward"), drawing: "forward", act: () => forward(pane, message) });
  if (mayRetract(message)) {
    const act = () => attempt(pane, () => api.vote(pane, message.message_id, []));
    items.push({ label: say("retract_vote"), drawing: "poll", act });
  }
  if (mayRemove(message, pane)) {
    const act = () => remove(pane, message);
    items.push({ label: say("delete"), drawing: "trash", act, kind: "danger" });
  }
  return items;
}

function mayRetract({ poll, chosen }) {
  return Boolean(poll && !poll.is_closed && poll.type !== "quiz" && chosen?.length);
}

export function mayRewrite(message) {
  const isPlain = message.text !== undefined && !message.forward_origin && !message.via_bot;
  return message.out === true && isPlain;
}

function mayRemove(message, pane) {
  return message.out || pane.chat.type === "private" || pane.isAdmin();
}

export function answer(pane, message) {
  if (!message || serviceText(message, pane) !== null) return;
  Object.assign(pane, { answering: message, rewriting: null });
  pane.drawComposer();
  pane.focusComposer();
}

export function rewrite(pane, message) {
  Object.assign(pane, { answering: null, rewriting: message });
  pane.drawComposer();
  pane.writeInComposer(message.text);
}

async function forward(pane, message) {
  const options = pane.chats.map((chat) => ({
    label: chat.title,
    value: chat.id,
    picture: avatarOfChat(chat),
  }));
  const to = await choose(pane, { title: pane.say("forward_to"), options });
  if (to === null) return;
  const sent = await attempt(pane, () => api.forward(pane, message.message_id, to));
  if (sent) toast(pane, pane.say("forwarded"));
}

async function remove(pane, message) {
  const { say } = pane;
  const question = { title: say("delete"), text: say("delete_question"), yes: say("delete") };
  const agreed = await confirm(pane, { ...question, kind: "danger" });
  if (agreed) attempt(pane, () => api.remove(pane, message.message_id));
}
