// Puts the page together: the world, the bar, one or two panes, and what happens live.

import * as api from "./ground/api.js";
import { readAddress, writeAddress } from "./ground/address.js";
import { toggle } from "./ground/dom.js";
import { languageFor, showTheme } from "./ground/settings.js";
import { speak } from "./ground/words.js";
import { learnTime, learnWorld, personOf, played, world } from "./ground/world.js";
import { drawPeople } from "./pane/people.js";
import { createPane, personFor, placeOf } from "./pane/pane.js";
import { toast } from "./float/toasts.js";
import { createBar } from "./top/bar.js";
import { askClock, askClockSoon, createClock, stopClock } from "./top/clock.js";

const ASK_AGAIN_AFTER = 1000;
const SLOTS = ["first", "second"];
const page = { panes: [], waiting: new Set(), bar: null, clock: null, root: null };

async function begin() {
  showTheme();
  page.root = document.querySelector("#page");
  await meetWorld();
  await listen();
  await showAll(readAddress());
  addEventListener("popstate", () => showAll(readAddress()));
  document.addEventListener("visibilitychange", () =>
    page.panes.forEach((pane) => pane.markRead()),
  );
}

/** The page may be open before the sandbox answers and before anybody lives there. */
async function meetWorld() {
  for (;;) {
    const facts = await api.world().catch(() => null);
    if (facts?.people.length) return learnWorld(facts);
    page.root.textContent = speak(languageFor({ language_code: navigator.language }))(
      "connecting",
    );
    await new Promise((resolve) => setTimeout(resolve, ASK_AGAIN_AFTER));
  }
}

/** Shows the people and chats of an address, building again what is another person's. */
async function showAll([one, two]) {
  const first = personFor(one.person, null);
  const wanted = [{ ...one, person: first.id }];
  if (personOf(two.person)) wanted.push(two);
  const isSame = (pane, index) => pane.person.id === wanted[index]?.person;
  if (page.panes.length === wanted.length && page.panes.every(isSame)) {
    await Promise.all(page.panes.map((pane, index) => showPlace(pane, wanted[index])));
    return;
  }
  page.panes = wanted.map(({ person }, index) => newPane(index, person));
  drawFrame();
  await Promise.all(
    page.panes.map(async (pane, index) => {
      await pane.reload();
      await showPlace(pane, wanted[index]);
    }),
  );
}

function newPane(index, personId) {
  page.waiting.delete(personId);
  return createPane(SLOTS[index], personOf(personId), {
    moved: (isStep) => writeAddress(page.panes.map(placeOf), isStep),
    become: (id) => become(index, id),
    waiting: page.waiting,
  });
}

async function showPlace(pane, { chat, topic }) {
  const isThere = pane.chats.some(({ id }) => id === chat);
  if (!isThere && isRoomy(pane)) return pane.open(pane.person.id);
  if (!isThere) return pane.chat ? pane.close() : undefined;
  if (pane.chat?.id === chat && pane.topic === topic) return undefined;
  return pane.open(chat, { topic });
}

/** Where list and chat stand beside each other, a chat is open from the start. */
const isRoomy = (pane) => !pane.chat && pane.root.clientWidth >= 720;

function drawFrame() {
  const language = languageFor(page.panes[0].person);
  const spoken = { say: speak(language), language };
  document.documentElement.lang = language;
  document.title = `${world.home || world.bot.first_name} · ${spoken.say("sandbox")}`;
  if (page.clock) stopClock(page.clock);
  page.clock = createClock(spoken, { failed: refused });
  askClock(page.clock);
  const isSplit = page.panes.length === 2;
  page.bar = createBar(spoken, page.clock, { split, reworded: rebuild, isSplit });
  const main = document.createElement("main");
  main.className = isSplit ? "panes two" : "panes";
  main.append(...page.panes.map((pane) => pane.root));
  page.root.replaceChildren(page.bar.root, main);
}

const refused = (problem) => {
  const [pane] = page.panes;
  toast(pane, pane.say("refused", { reason: problem.message }));
};

const nowhere = { person: null, chat: null, topic: null };

function split() {
  const [first, second] = page.panes.map(placeOf);
  const other = personFor(null, first.person).id;
  const two = second ? nowhere : { person: other, chat: other, topic: null };
  go([first, two], true);
}

function become(index, id) {
  const chat = page.panes[index].chat;
  const places = page.panes.map(placeOf);
  const same = chat && chat.type !== "private" ? chat.id : null;
  places[index] = { person: id, chat: same, topic: null };
  go([places[0], places[1] ?? nowhere], true);
}

function rebuild() {
  const places = page.panes.map(placeOf);
  page.panes = [];
  go([places[0], places[1] ?? nowhere], false);
}

async function go(places, isStep) {
  const kept = places.filter((place) => place.person !== null);
  writeAddress(kept, isStep);
  await showAll(places);
}

function listen() {
  const people = played().map((person) => person.id);
  return api.listen(people, {
    happened,
    lost: () => page.bar && toggle(page.bar.lost, true),
    found: async () => {
      await meetWorld();
      rebuild();
    },
  });
}

function happened(event) {
  if (event.type === "clock") learnTime(event.now);
  for (const pane of page.panes) pane.take(event);
  noticeOthers(event);
  if (page.clock) askClockSoon(page.clock);
}

/** Marks people to whom something was said while somebody else is being played. */
function noticeOthers({ type, person, message }) {
  const isShown = page.panes.some((pane) => pane.person.id === person);
  if (type !== "message" || isShown || message?.out || page.waiting.has(person)) return;
  page.waiting.add(person);
  for (const pane of page.panes) drawPeople(pane, page.waiting);
}

begin();
