// The top of an open chat: its name, what can be done with it, the pinned message, the topics.

import * as api from "../ground/api.js";
import { make, toggle } from "../ground/dom.js";
import { icon } from "../ground/icons.js";
import { choose, confirm, showList } from "../float/dialogs.js";
import { below, openMenu } from "../float/menus.js";
import { attempt } from "../float/toasts.js";
import { summary } from "../message/summaries.js";
import { avatarOfChat, avatarOfPerson } from "../pane/avatars.js";
import { fullName, world } from "../ground/world.js";

export function buildHeader(pane) {
  const header = make("header", { class: "chat-header" });
  const pinned = make("div", { class: "pinned" });
  const topics = make("div", { class: "topics", role: "tablist" });
  topics.setAttribute("aria-label", pane.say("topics"));
  Object.assign(pane.parts, { header, pinned, topics });
  return [header, pinned, topics];
}

export function drawHeader(pane) {
  const { chat } = pane;
  const title = make("div", { class: "chat-title" }, make("h2", {}, chat.title));
  title.append(make("small", {}, subtitle(pane)));
  const back = button("back", pane.say("back"), () => pane.close());
  back.classList.add("chat-back");
  const more = button("more", pane.say("chat_actions"), () => openActions(pane, more));
  const you = youButton(pane);
  pane.parts.header.replaceChildren(back, avatarOfChat(chat), title, you, more);
  drawPinned(pane);
  drawTopics(pane);
}

function button(drawing, label, click) {
  const attributes = { type: "button", class: "round", "aria-label": label, title: label, click };
  return make("button", attributes, icon(drawing));
}

/** In one column the chat hides the person's own row, so this shows who one is. */
function youButton(pane) {
  const label = pane.say("you_are", { name: fullName(pane.person) });
  const click = () => pane.close();
  const attributes = { type: "button", class: "you", "aria-label": label, title: label, click };
  return make("button", attributes, avatarOfPerson(pane.person));
}

function subtitle(pane) {
  const { chat, say } = pane;
  if (chat.type === "private") return say("bot");
  const members = say("members", { count: chat.members ?? 0 });
  return chat.bot_is_member ? members : `${members}, ${say("bot_is_absent")}`;
}

function openActions(pane, anchor) {
  const items = pane.chat.type === "private" ? privateActions(pane) : groupActions(pane);
  openMenu(pane, { at: below(anchor), label: pane.say("chat_actions"), items });
}

function privateActions(pane) {
  const { blocked } = pane.chat;
  const act = () => setBlocked(pane, !blocked);
  const label = pane.say(blocked ? "unblock" : "block");
  return [{ label, drawing: "block", act, kind: blocked ? "" : "danger" }];
}

export async function setBlocked(pane, blocked) {
  await attempt(pane, () => api.block(pane, blocked));
  await pane.reload();
}

function groupActions(pane) {
  const { say, chat } = pane;
  const bot = (action) => () => attempt(pane, () => api.moveBot(pane, action, chat.id));
  const items = [{ label: say("show_members"), drawing: "group", act: () => listMembers(pane) }];
  if (chat.bot_is_member) {
    const isAdmin = pane.statusOf(world.bot.id) === "administrator";
    const [action, key] = isAdmin ? ["demote", "demote_bot"] : ["promote", "promote_bot"];
    items.push({ label: say(key), drawing: "star", act: bot(action) });
    items.push({ label: say("remove_bot"), drawing: "remove", act: bot("remove") });
  } else {
    items.push({ label: say("add_bot"), drawing: "add", act: bot("add") });
  }
  if (chat.type === "group") {
    items.push({ label: say("upgrade"), drawing: "up", act: () => upgrade(pane) });
  }
  items.push({ label: say("leave"), drawing: "leave", act: () => leave(pane), kind: "danger" });
  return items;
}

async function listMembers(pane) {
  const answer = await attempt(pane, () => api.members(pane));
  if (answer === null) return;
  const rows = answer.members.map(({ user, status }) => ({
    label: fullName(user),
    note: pane.say(`status_${status}`),
    picture: avatarOfPerson(user),
  }));
  showList(pane, { title: pane.chat.title, rows });
}

async function upgrade(pane) {
  const answer = await attempt(pane, () => api.upgrade(pane));
  if (answer) pane.open(answer.chat);
}

async function leave(pane) {
  const { say, chat } = pane;
  const question = { title: chat.title, text: say("leave_question"), yes: say("leave") };
  if (!(await confirm(pane, { ...question, kind: "danger" }))) return;
  await attempt(pane, () => api.leave(pane));
  await pane.reload();
}

/** Chooses one of the person's groups, for a link that adds the bot to a group. */
export function chooseGroup(pane) {
  const groups = pane.chats.filter((chat) => chat.type.endsWith("group"));
  const options = groups.map((chat) => ({
    label: chat.title,
    value: chat.id,
    picture: avatarOfChat(chat),
  }));
  return choose(pane, { title: pane.say("add_bot_to"), options });
}

function drawPinned(pane) {
  const pinned = pane.chat.pinned_message ?? null;
  toggle(pane.parts.pinned, pinned !== null);
  if (pinned === null) return;
  const words = make("span", { class: "pinned-words" });
  words.append(make("strong", {}, pane.say("pinned")), make("span", {}, summary(pinned, pane)));
  const click = () => pane.deeds.jump(pinned.message_id);
  pane.parts.pinned.replaceChildren(make("button", { type: "button", click }, words, icon("pin")));
}

function topicsOf(pane) {
  const topics = new Map([[0, pane.say("general_topic")]]);
  for (const message of pane.messages) {
    const id = message.message_thread_id;
    const made = message.forum_topic_created ?? message.reply_to_message?.forum_topic_created;
    if (id && made) topics.set(id, made.name);
    else if (id && !topics.has(id)) topics.set(id, pane.say("topic", { id }));
    if (id && message.forum_topic_edited?.name) topics.set(id, message.forum_topic_edited.name);
  }
  for (const { id, name } of pane.chat.topics ?? []) topics.set(id, name);
  return topics;
}

function drawTopics(pane) {
  const isForum = Boolean(pane.chat.is_forum);
  toggle(pane.parts.topics, isForum);
  if (!isForum) return;
  const all = [[null, pane.say("all_topics")], ...topicsOf(pane)];
  pane.parts.topics.replaceChildren(...all.map(([id, name]) => topicTab(pane, id, name)));
}

function topicTab(pane, id, name) {
  const click = () => pane.showTopic(id);
  const attributes = { type: "button", role: "tab", "aria-selected": `${pane.topic === id}` };
  return make("button", { ...attributes, click }, name);
}
