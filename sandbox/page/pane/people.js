// Who one is: the person's own row, and the others as round pictures to step into.

import * as api from "../ground/api.js";
import { make, moveFocus } from "../ground/dom.js";
import { icon } from "../ground/icons.js";
import { fullName, played, world } from "../ground/world.js";
import { choose, fillIn } from "../float/dialogs.js";
import { below, openMenu } from "../float/menus.js";
import { attempt, toast } from "../float/toasts.js";
import { avatarOfChat, avatarOfPerson } from "./avatars.js";

export function buildPeople(pane) {
  const self = make("div", { class: "self" });
  const label = pane.say("be_someone");
  const strip = make("div", { class: "people", role: "group", "aria-label": label });
  strip.addEventListener("keydown", (event) => stepAlong(event, strip));
  Object.assign(pane.parts, { self, people: strip });
  return [self, strip];
}

/** The strip lies on its side, so left and right move along it. */
function stepAlong(event, strip) {
  const key = { ArrowRight: "ArrowDown", ArrowLeft: "ArrowUp" }[event.key] ?? event.key;
  const moved = { key, preventDefault: () => event.preventDefault() };
  moveFocus(moved, [...strip.children]);
}

/** `waiting` tells for whom something arrived while nobody was looking. */
export function drawPeople(pane, waiting) {
  drawSelf(pane);
  const had = pane.parts.people.contains(document.activeElement);
  const buttons = played().map((person) => face(pane, person, waiting.has(person.id)));
  pane.parts.people.replaceChildren(...buttons);
  const chosen = pane.parts.people.querySelector("[aria-pressed=true]");
  if (had) chosen?.focus();
  chosen?.scrollIntoView({ block: "nearest", inline: "nearest" });
}

function face(pane, person, hasNews) {
  const name = fullName(person);
  const isSelf = person.id === pane.person.id;
  const label = [name, person.note, hasNews ? pane.say("has_news") : ""]
    .filter(Boolean)
    .join(", ");
  const attributes = { type: "button", class: "person", "aria-pressed": `${isSelf}` };
  const title = person.note ? `${name} · ${person.note}` : name;
  const click = () => pane.become(person.id);
  const button = make("button", { ...attributes, "aria-label": label, title, click });
  const ring = make("span", { class: hasNews ? "ring news" : "ring" }, avatarOfPerson(person));
  button.append(ring, make("span", { class: "person-name" }, person.first_name));
  return button;
}

function drawSelf(pane) {
  const words = make("div", { class: "self-words" });
  words.append(make("h1", {}, fullName(pane.person)), make("small", {}, pane.person.note ?? ""));
  const label = pane.say("person_actions");
  const click = () => openActions(pane, more);
  const attributes = { type: "button", class: "round", "aria-label": label, title: label, click };
  const more = make("button", attributes, icon("more"));
  pane.parts.self.replaceChildren(avatarOfPerson(pane.person), words, more);
}

function openActions(pane, anchor) {
  const { say } = pane;
  const items = [{ label: say("new_group"), drawing: "group", act: () => newGroup(pane) }];
  items.push({ label: say("join"), drawing: "add", act: () => joinGroup(pane) });
  openMenu(pane, { at: below(anchor), label: say("person_actions"), items });
}

/** The groups one could join are those the neighbours are in. */
async function joinGroup(pane) {
  const others = world.people.filter((person) => person.id !== pane.person.id);
  const lists = await Promise.all(others.map((person) => api.chatsOf(person.id)));
  const found = new Map(lists.flatMap(({ chats }) => chats).map((chat) => [chat.id, chat]));
  const joined = new Set(pane.chats.map((chat) => chat.id));
  const groups = [...found.values()].filter((chat) => isGroup(chat) && !joined.has(chat.id));
  if (groups.length === 0) return toast(pane, pane.say("no_groups"));
  const options = groups.map((chat) => ({
    label: chat.title,
    value: chat.id,
    picture: avatarOfChat(chat),
  }));
  const chosen = await choose(pane, { title: pane.say("join"), options });
  if (chosen === null || !(await attempt(pane, () => api.join(pane, chosen)))) return undefined;
  await pane.reload();
  return pane.open(chosen, { byHand: true });
}

const isGroup = (chat) => chat.type.endsWith("group");

async function newGroup(pane) {
  const { say } = pane;
  const fields = [
    { name: "title", label: say("group_name") },
    { name: "is_forum", label: say("with_topics"), type: "checkbox" },
  ];
  const group = await fillIn(pane, { title: say("new_group"), fields, yes: say("create") });
  if (group === null) return;
  const answer = await attempt(pane, () => api.newGroup(pane, group));
  if (answer === null) return;
  await pane.reload();
  pane.open(answer.chat, { byHand: true });
}
