// The scrolling log of an open chat: draws only what changed, keeps its place, marks as read.

import * as api from "../ground/api.js";
import { make, toggle } from "../ground/dom.js";
import { icon } from "../ground/icons.js";
import { dateOf, dayName } from "../ground/moments.js";
import { bubble } from "../message/bubble.js";
import { connectActions } from "./actions.js";
import { layOut } from "./rows.js";

const NEAR_END = 60;
const NEAR_START = 300;
const MOST_STEPS_BACK = 20;

export function buildLog(pane) {
  const list = make("div", { class: "rows" });
  pane.parts.empty = make("p", { class: "empty" }, make("span", {}, pane.say("no_messages")));
  const label = pane.say("messages");
  const log = make("div", { class: "log", role: "log", tabindex: 0, "aria-label": label }, list);
  log.append(pane.parts.empty);
  log.setAttribute("aria-live", "polite");
  const count = make("span", { class: "badge" });
  const click = () => scrollToEnd(pane, "smooth");
  const attributes = { type: "button", class: "jump", "aria-label": pane.say("to_newest"), click };
  const jump = make("button", attributes, icon("down"), count);
  Object.assign(pane.parts, { log, rows: list, jump, jumpCount: count });
  log.addEventListener("scroll", () => scrolled(pane), { passive: true });
  new ResizeObserver(() => pane.stuck && scrollToEnd(pane)).observe(log);
  new ResizeObserver(() => pane.stuck && scrollToEnd(pane)).observe(list);
  connectActions(pane, log);
  return make("div", { class: "log-frame" }, log, jump);
}

/** Shows a chat that was just opened: at the first unread message, else at the end. */
export function showOpened(pane) {
  pane.unreadFrom = firstUnread(pane);
  pane.parts.rows.replaceChildren();
  drawLog(pane, { quietly: true });
  const divider = pane.parts.rows.querySelector(".unread-line");
  pane.stuck = divider === null;
  if (divider) divider.scrollIntoView({ block: "start" });
  else scrollToEnd(pane);
  scrolled(pane);
}

function firstUnread(pane) {
  const received = pane.messages.filter((message) => !message.out);
  return received[received.length - pane.chat.unread]?.message_id ?? null;
}

export function drawLog(pane, { quietly = false } = {}) {
  const shown = pane.messages.filter((message) => isOfTopic(message, pane));
  const rows = layOut(shown, pane, pane.unreadFrom);
  reconcile(pane, rows, quietly);
  toggle(pane.parts.empty, rows.length === 0);
  if (pane.stuck) scrollToEnd(pane);
  markRead(pane);
}

function isOfTopic(message, pane) {
  if (!pane.chat.is_forum || pane.topic === null) return true;
  return (message.message_thread_id ?? 0) === pane.topic;
}

function reconcile(pane, rows, quietly) {
  const list = pane.parts.rows;
  const old = new Map([...list.children].map((node) => [node.dataset.key, node]));
  const nodes = rows.map((row) => keepOrBuild(row, pane, old.get(row.key)));
  const wanted = new Set(nodes);
  const focused = list.contains(document.activeElement)
    ? focusPlace(document.activeElement)
    : null;
  for (const node of [...list.children]) if (!wanted.has(node)) node.remove();
  let cursor = list.firstElementChild;
  for (const node of nodes) {
    if (node === cursor) cursor = cursor.nextElementSibling;
    else list.insertBefore(node, cursor);
    if (!quietly && !old.has(node.dataset.key)) node.classList.add("fresh");
  }
  if (focused && !list.contains(document.activeElement)) focusAgain(list, focused);
}

function keepOrBuild(row, pane, old) {
  const signature = signatureOf(row, pane);
  if (old?.signature === signature) return old;
  const node = build(row, pane);
  node.dataset.key = row.key;
  node.signature = signature;
  if (old) carryTicks(old, node);
  return node;
}

function signatureOf(row, pane) {
  const pressed = row.messages
    ? [...pane.pressed].filter((place) => place.startsWith(`${row.messages[0].message_id}:`))
    : [];
  const day = row.kind === "day" ? dayName(dateOf(row.date), pane) : "";
  return JSON.stringify([row, pressed, day]);
}

function build(row, pane) {
  if (row.kind === "message") return bubble(row, pane);
  if (row.kind === "unread")
    return make("div", { class: "unread-line" }, pane.say("unread_messages"));
  const text = row.kind === "day" ? dayName(dateOf(row.date), pane) : row.text;
  const line = make("div", { class: `line ${row.kind}` }, make("span", {}, text));
  if (row.message) line.dataset.id = row.message.message_id;
  return line;
}

/** Ticks set in a poll but not sent stay when somebody else's vote redraws it. */
function carryTicks(old, node) {
  for (const ticked of old.querySelectorAll("input[type=checkbox]:checked")) {
    const same = node.querySelector(`[data-focus="${ticked.dataset.focus}"]`);
    if (same) same.checked = true;
  }
}

function focusPlace(element) {
  const key = element.closest("[data-key]")?.dataset.key;
  return { key, focus: element.dataset.focus };
}

function focusAgain(list, { key, focus }) {
  const row = list.querySelector(`[data-key="${key}"]`);
  const target = (focus && row?.querySelector(`[data-focus="${focus}"]`)) || row;
  target?.focus({ preventScroll: true });
}

function isAtEnd({ parts: { log } }) {
  return log.scrollHeight - log.scrollTop - log.clientHeight < NEAR_END;
}

export function scrollToEnd(pane, behavior = "instant") {
  pane.stuck = true;
  pane.parts.log.scrollTo({ top: pane.parts.log.scrollHeight, behavior });
}

function scrolled(pane) {
  if (!pane.chat) return;
  pane.stuck = isAtEnd(pane);
  pane.parts.jump.classList.toggle("shown", !pane.stuck);
  markRead(pane);
  if (pane.parts.log.scrollTop < NEAR_START) loadOlder(pane);
}

export function markRead(pane) {
  const last = pane.messages[pane.messages.length - 1];
  const isSeen = pane.stuck && !document.hidden && pane.parts.log.offsetParent !== null;
  if (isSeen && last && pane.chat.unread > 0) tellRead(pane, last.message_id);
  pane.parts.jumpCount.textContent = pane.chat.unread > 0 ? pane.chat.unread : "";
}

/** What is on the screen counts as read at once, so that no number flashes up. */
function tellRead(pane, id) {
  pane.chat.unread = 0;
  if (pane.readUpTo === id) return;
  pane.readUpTo = id;
  api.read(pane, id).catch(() => {
    pane.readUpTo = null;
  });
}

/** Fetches a page of older messages and keeps what is looked at in its place. */
async function loadOlder(pane) {
  if (!pane.more || pane.loading) return false;
  pane.loading = true;
  const { chat } = pane;
  const { log } = pane.parts;
  const fromEnd = log.scrollHeight - log.scrollTop;
  const page = await api.messages(pane, pane.messages[0]?.message_id).catch(() => null);
  pane.loading = false;
  if (page === null || pane.chat?.id !== chat.id) return false;
  pane.more = page.more;
  pane.messages.unshift(...page.messages);
  drawLog(pane, { quietly: true });
  log.scrollTop = log.scrollHeight - fromEnd;
  return page.messages.length > 0;
}

/** Scrolls to a message, fetching older ones until it is there, and lights it up. */
export async function jumpTo(pane, id) {
  for (let step = 0; step < MOST_STEPS_BACK; step += 1) {
    const row = rowOf(pane, id);
    if (row) return lightUp(pane, row);
    if (!(await loadOlder(pane))) return undefined;
  }
  return undefined;
}

function rowOf(pane, id) {
  const part = pane.messages.find((message) => message.message_id === id);
  const album = part?.media_group_id;
  const first = album ? pane.messages.find((one) => one.media_group_id === album) : part;
  return first ? pane.parts.rows.querySelector(`[data-id="${first.message_id}"]`) : null;
}

function lightUp(pane, row) {
  pane.stuck = false;
  row.scrollIntoView({ block: "center", behavior: "smooth" });
  row.classList.remove("lit");
  requestAnimationFrame(() => row.classList.add("lit"));
  row.addEventListener("animationend", () => row.classList.remove("lit"), { once: true });
}
