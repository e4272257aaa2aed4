// What a click inside a message does: run a command, follow a link, copy, jump.

import * as api from "../ground/api.js";
import { chooseGroup } from "../chat/header.js";
import { askHere, shareElsewhere } from "../chat/inline.js";
import { addressed } from "../chat/commands.js";
import { jumpTo } from "../chat/log.js";
import { sendText } from "../chat/sending.js";
import { attempt, toast } from "../float/toasts.js";
import { world } from "../ground/world.js";

const TELEGRAM = /^(https?:\/\/(www\.)?(t|telegram)\.me\/|tg:)/i;

export function deedsOf(pane) {
  return {
    say: (key, facts) => pane.say(key, facts),
    command: (text) => sendText(pane, text.includes("@") ? text : addressed(pane, text.slice(1))),
    mention: (username) => mention(pane, username),
    person: () => toast(pane, pane.say("outside")),
    link: (address) => follow(pane, address),
    copy: (text) => copy(pane, text),
    jump: (id) => jumpTo(pane, id),
    share: (words) => shareElsewhere(pane, words),
    ask: (words) => askHere(pane, words),
  };
}

function mention(pane, username) {
  const isBot = username.toLowerCase() === world.bot.username.toLowerCase();
  if (isBot) pane.open(pane.person.id, { byHand: true });
  else toast(pane, pane.say("outside"));
}

async function follow(pane, address) {
  if (!TELEGRAM.test(address)) {
    window.open(address, "_blank", "noopener,noreferrer");
    return;
  }
  const target = await api.open(pane, address).catch(() => null);
  const group = groupInvitation(address);
  if (group !== null) addToGroup(pane, group);
  else if (target?.chat) pane.open(target.chat, { startWith: target.start, byHand: true });
  else toast(pane, pane.say("outside"));
}

function groupInvitation(address) {
  return new URL(address).searchParams.get("startgroup");
}

async function addToGroup(pane, parameter) {
  const chat = await chooseGroup(pane);
  if (chat === null) return;
  const added = await attempt(pane, () => api.moveBot(pane, "add", chat));
  if (added === null) return;
  await pane.open(chat, { byHand: true });
  if (parameter) await sendText(pane, `/start@${world.bot.username} ${parameter}`);
}

async function copy(pane, text) {
  try {
    await navigator.clipboard.writeText(text);
    toast(pane, pane.say("copied"));
  } catch {
    toast(pane, pane.say("copy_refused"));
  }
}
