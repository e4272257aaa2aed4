// One message, or one album, as a bubble: who, what it answers, what it says, when.

import { make } from "../ground/dom.js";
import { icon } from "../ground/icons.js";
import { clockTime, dateAndTime, dateOf } from "../ground/moments.js";
import { fullName } from "../ground/world.js";
import { avatarOfChat, avatarOfPerson, colourOf } from "../pane/avatars.js";
import { isOnlyEmoji, richText } from "./entities.js";
import { inlineKeyboard } from "./keyboards.js";
import { album, isVisual, media } from "./media.js";
import { contactCard, place } from "./places.js";
import { pollBody } from "./polls.js";
import { senderName, summary } from "./summaries.js";

/** `row` is {messages, first, last}: more than one message is an album. */
export function bubble(row, pane) {
  const [message] = row.messages;
  const side = message.out ? "own" : "other";
  const place = `${row.first ? "first" : ""} ${row.last ? "last" : ""}`;
  const label = spokenLabel(row, pane);
  const attributes = { class: `message ${side} ${place}`, tabindex: -1, "aria-label": label };
  const article = make("article", { ...attributes, "data-id": message.message_id });
  if (isGroup(pane) && !message.out) article.append(face(message, row.last));
  const stack = make("div", { class: "stack" }, frame(row, pane));
  const keyboard = inlineKeyboard(message, pane);
  if (keyboard) stack.append(keyboard);
  article.append(stack);
  return article;
}

const TAILLESS = new Set(["bare", "visual wordless"]);

const isGroup = (pane) => pane.chat.type !== "private";

function face(message, isLast) {
  if (!isLast) return make("span", { class: "face" });
  const picture = message.sender_chat
    ? avatarOfChat(message.sender_chat)
    : avatarOfPerson(message.from);
  return make("span", { class: "face" }, picture);
}

function spokenLabel({ messages: [message] }, pane) {
  const time = clockTime(dateOf(message.date), pane.language);
  return `${senderName(message, pane)}, ${time}: ${summary(message, pane)}`;
}

function frame(row, pane) {
  const content = body(row, pane);
  const time = meta(row, pane);
  const kind = kindOf(row, content);
  const box = make("div", { class: `bubble ${kind}` }, header(row, pane));
  if (content.shown) box.append(content.shown);
  if (content.words) box.append(make("div", { class: "words" }, content.words, time));
  else box.append(time);
  if (row.last && !TAILLESS.has(kind))
    box.append(make("span", { class: "tail", "aria-hidden": "true" }));
  return box;
}

function kindOf({ messages: [message] }, content) {
  if (message.sticker || message.dice || isBigEmoji(message)) return "bare";
  if (isVisual(message)) return content.words ? "visual" : "visual wordless";
  if (message.location) return "visual";
  return "";
}

const isBigEmoji = ({ text, reply_to_message: answered }) =>
  text !== undefined && !answered && isOnlyEmoji(text);

function body({ messages }, pane) {
  const [message] = messages;
  const worded = messages.find((one) => one.caption) ?? message;
  if (messages.length > 1) return { shown: album(messages, pane), words: caption(worded, pane) };
  if (isBigEmoji(message)) return { shown: make("div", { class: "big-emoji" }, message.text) };
  if (message.text !== undefined) {
    return { words: richText(message.text, message.entities, pane.deeds) };
  }
  if (message.location) return { shown: place(message, pane) };
  if (message.contact) return { shown: contactCard(message) };
  if (message.poll) return { shown: pollBody(message, pane) };
  const shown = media(message, pane);
  if (shown === null) return { words: [make("em", {}, pane.say("unsupported"))] };
  return { shown, words: caption(message, pane) };
}

function caption(message, pane) {
  if (!message.caption) return null;
  return richText(message.caption, message.caption_entities, pane.deeds);
}

function header({ messages: [message], first }, pane) {
  const lines = [];
  if (first && isGroup(pane) && !message.out) lines.push(sender(message));
  if (message.forward_origin) lines.push(forwardedFrom(message.forward_origin, pane));
  if (message.via_bot) {
    const name = `@${message.via_bot.username}`;
    lines.push(make("div", { class: "note" }, pane.say("via", { name })));
  }
  if (answersSomething(message)) lines.push(quote(message, pane));
  return lines;
}

/** Every message of a topic answers the line that opened it; that is no quotation. */
const answersSomething = ({ reply_to_message: answered }) =>
  answered !== undefined && !answered.forum_topic_created;

function sender(message) {
  const who = message.sender_chat ?? message.from;
  const name = message.sender_chat ? message.sender_chat.title : fullName(message.from);
  return make("div", { class: `sender ${colourOf(who.id)}` }, name);
}

function forwardedFrom(origin, pane) {
  const name = origin.sender_user
    ? fullName(origin.sender_user)
    : (origin.sender_user_name ?? origin.chat?.title ?? origin.sender_chat?.title ?? "");
  return make("div", { class: "note forwarded" }, pane.say("forwarded_from", { name }));
}

function quote({ reply_to_message: answered, quote: part }, pane) {
  const who = answered.sender_chat ?? answered.from ?? { id: 0 };
  const click = (event) => {
    event.stopPropagation();
    pane.deeds.jump(answered.message_id);
  };
  const attributes = { type: "button", class: `quote ${colourOf(who.id)}`, click };
  const name = answered.from ? fullName(answered.from) : (answered.sender_chat?.title ?? "");
  const words = make("span", { class: "quote-words" }, part?.text ?? summary(answered, pane));
  return make("button", attributes, make("span", { class: "quote-name" }, name), words);
}

function meta({ messages }, pane) {
  const message = messages[messages.length - 1];
  const date = dateOf(message.date);
  const attributes = { class: "meta", title: dateAndTime(date, pane.language) };
  const line = make("span", attributes);
  if (messages.some((one) => one.edit_date)) line.append(`${pane.say("edited")} `);
  line.append(make("time", { datetime: date.toISOString() }, clockTime(date, pane.language)));
  if (message.out) line.append(icon("checks"));
  return line;
}
