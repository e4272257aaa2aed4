// Sends what a person wrote or shared into the open chat.

import * as api from "../ground/api.js";
import { attempt } from "../float/toasts.js";
import { scrollToEnd } from "./log.js";

const LONGEST_TEXT = 4096;

/** Sends a text as Telegram's clients do: one that is too long leaves in several parts. */
export async function sendText(pane, words) {
  const parts = [];
  for (let at = 0; at < words.length; at += LONGEST_TEXT) {
    parts.push(words.slice(at, at + LONGEST_TEXT));
  }
  for (const part of parts) {
    const answer = await sendContent(pane, { text: part });
    if (answer === null) return false;
  }
  return true;
}

/** Sends one content into the open chat, as an answer and in the topic where that applies. */
export async function sendContent(pane, content) {
  const place = {};
  if (pane.answering) place.reply_to = pane.answering.message_id;
  if (pane.topic) place.thread_id = pane.topic;
  const answer = await attempt(pane, () => api.send(pane, { ...content, ...place }));
  if (answer === null) return null;
  pane.learnMessages(answer.messages ?? [answer.message]);
  scrollToEnd(pane);
  return answer;
}
