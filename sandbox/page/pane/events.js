// What happens in the sandbox while a pane looks on: each event changes the state it concerns.

import * as api from "../ground/api.js";
import { answer } from "../chat/actions.js";
import { learnCommands } from "../chat/commands.js";
import { drawComposer } from "../chat/composer.js";
import { drawHeader } from "../chat/header.js";
import { drawLog } from "../chat/log.js";
import { drawChats } from "./chats.js";

const GATHER_FOR = 60;

const KINDS = {
  message: learn,
  edited: learn,
  poll: learn,
  deleted: forget,
  chat: refreshSoon,
  read: refreshSoon,
  commands: (pane) => pane.chat && learnCommands(pane),
};

export function takeEvent(pane, event) {
  if (event.person !== pane.person.id) return;
  KINDS[event.type]?.(pane, event);
}

const concernsOpen = (pane, event) => pane.chat?.id === event.chat;

function learn(pane, event) {
  if (concernsOpen(pane, event) && event.message) pane.learnMessages([event.message]);
  if (concernsOpen(pane, event) && asksForReply(event)) answer(pane, event.message);
  refreshSoon(pane);
}

function asksForReply({ type, message }) {
  return type === "message" && !message?.out && Boolean(message?.reply_markup?.force_reply);
}

function forget(pane, event) {
  if (concernsOpen(pane, event)) {
    pane.messages = pane.messages.filter((message) => message.message_id !== event.message_id);
    drawLog(pane);
    drawHeader(pane);
    drawComposer(pane);
  }
  refreshSoon(pane);
}

/** Many events at once ask for the list of chats only once. */
function refreshSoon(pane) {
  clearTimeout(pane.refreshing);
  pane.refreshing = setTimeout(() => refresh(pane), GATHER_FOR);
}

async function refresh(pane) {
  const answer = await api.chats(pane).catch(() => null);
  if (answer === null || !pane.root.isConnected) return;
  pane.chats = answer.chats;
  const open = pane.chats.find(({ id }) => id === pane.chat?.id);
  if (pane.chat && !open) followOrClose(pane);
  if (open) await renewOpen(pane, open);
  drawChats(pane);
}

/** A group that became a supergroup goes on under its new id; one that was left closes. */
function followOrClose(pane) {
  const moved = pane.messages.find((message) => message.migrate_to_chat_id);
  if (moved) pane.open(moved.migrate_to_chat_id);
  else pane.close();
}

const standing = ({ last, unread, ...rest }) => JSON.stringify(rest);

async function renewOpen(pane, chat) {
  const isOther = standing(pane.chat) !== standing(chat);
  pane.chat = chat;
  pane.markRead();
  if (!isOther) return;
  if (chat.type !== "private") pane.members = (await api.members(pane)).members;
  drawHeader(pane);
  drawComposer(pane);
}
