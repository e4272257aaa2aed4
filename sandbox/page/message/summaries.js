// A message in one line: for the list of chats, quoted replies and the pinned bar.

import { length } from "../ground/moments.js";
import { serviceText } from "./services.js";

const KINDS = {
  photo: "photo",
  video: "video",
  voice: "voice",
  audio: "audio",
  animation: "animation",
  location: "location",
  contact: "contact",
  poll: "poll",
  dice: "dice",
  video_note: "video",
};

const DETAILS = {
  voice: (voice) => length(voice.duration),
  contact: (contact) => contact.first_name,
  poll: (poll) => poll.question,
};

export function summary(message, pane) {
  if (message.text !== undefined) return oneLine(message.text);
  const service = serviceText(message, pane);
  if (service !== null) return service;
  if (message.sticker) return `${message.sticker.emoji ?? ""} ${pane.say("sticker")}`.trim();
  if (message.venue) return `${pane.say("location")}: ${message.venue.title}`;
  if (message.animation) return withCaption(message, pane.say("animation"));
  if (message.document) return withCaption(message, message.document.file_name);
  const kind = Object.keys(KINDS).find((name) => message[name] !== undefined);
  if (kind === undefined) return pane.say("unsupported");
  const detail = message.caption ?? DETAILS[kind]?.(message[kind]);
  const name = pane.say(KINDS[kind]);
  return detail ? `${name}: ${oneLine(detail)}` : name;
}

const oneLine = (text) => text.slice(0, 200).replace(/\s+/g, " ");

function withCaption(message, name) {
  return message.caption ? `${name}: ${oneLine(message.caption)}` : name;
}

export function senderName(message, pane) {
  if (message.out) return pane.say("you");
  if (message.sender_chat) return message.sender_chat.title;
  return message.from?.first_name ?? "";
}
