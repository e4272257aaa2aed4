// Round pictures with initials, in the seven colours Telegram gives out by id.

import { make } from "../ground/dom.js";
import { fullName, world } from "../ground/world.js";

const INITIAL = /[\p{L}\p{N}]/u;
const SINGLE = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;

/** Two letters for names with spaces, one for names written without. */
export function initials(name) {
  const words = name.split(/\s+/).filter((word) => INITIAL.test(word));
  const letters = words.map((word) => word.match(INITIAL)[0]);
  if (letters.length === 0) return Array.from(name)[0] ?? "?";
  if (SINGLE.test(letters[0]) || letters.length === 1) return letters[0].toUpperCase();
  return (letters[0] + letters[letters.length - 1]).toUpperCase();
}

export const colourOf = (id) => `peer-${Math.abs(id) % 7}`;

function circle(id, name) {
  return make("span", { class: `avatar ${colourOf(id)}`, "aria-hidden": "true" }, initials(name));
}

export const avatarOfPerson = (user) => circle(user.id, fullName(user));
/** The private chat with the bot wears the bot's colours: its id is the person's own. */
export const avatarOfChat = (chat) =>
  circle(chat.type === "private" ? world.bot.id : chat.id, chat.title);
