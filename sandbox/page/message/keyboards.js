// Buttons: the inline keyboard under a bubble and the reply keyboard under the composer.

import * as api from "../ground/api.js";
import { make } from "../ground/dom.js";
import { icon } from "../ground/icons.js";
import { showAlert } from "../float/dialogs.js";
import { attempt, toast } from "../float/toasts.js";

export function inlineKeyboard(message, pane) {
  const rows = message.reply_markup?.inline_keyboard;
  if (!rows?.length) return null;
  const drawn = rows.map((row, rowIndex) =>
    make(
      "div",
      { class: "keyboard-row" },
      row.map((button, column) => inlineButton(message, pane, { button, row: rowIndex, column })),
    ),
  );
  return make("div", { class: "keyboard" }, drawn);
}

function inlineButton(message, pane, { button, row, column }) {
  const place = `${message.message_id}:${row}:${column}`;
  const waits = pane.pressed.has(place);
  const click = () => press(message, pane, { button, row, column, place });
  const attributes = { type: "button", class: `key ${button.style ?? ""}`, click };
  const key = make("button", attributes, make("span", {}, button.text));
  key.dataset.focus = `key-${row}-${column}`;
  if (waits) key.setAttribute("aria-busy", "true");
  if (button.url) key.append(icon("link"));
  if (button.switch_inline_query !== undefined) key.append(icon("forward"));
  return key;
}

function press(message, pane, { button, row, column, place }) {
  if (button.url) return pane.deeds.link(button.url);
  if (button.copy_text) return pane.deeds.copy(button.copy_text.text);
  if (button.switch_inline_query !== undefined)
    return pane.deeds.share(button.switch_inline_query);
  if (button.switch_inline_query_current_chat !== undefined)
    return pane.deeds.ask(button.switch_inline_query_current_chat);
  if (button.callback_data === undefined) return toast(pane, pane.say("button_unsupported"));
  if (pane.pressed.has(place)) return undefined;
  return pressAndWait(message, pane, { row, column, place });
}

async function pressAndWait(message, pane, { row, column, place }) {
  pane.pressed.add(place);
  pane.redraw();
  const work = () => api.press(pane, message.message_id, { row, column });
  const answer = await attempt(pane, work);
  pane.pressed.delete(place);
  pane.redraw();
  if (answer) showAnswer(answer, pane);
}

function showAnswer(answer, pane) {
  if (!answer.answered) toast(pane, pane.say("no_answer"));
  else if (answer.url) pane.deeds.link(answer.url);
  else if (answer.text && answer.show_alert) showAlert(pane, answer.text, pane.botName());
  else if (answer.text) toast(pane, answer.text);
}

/** The reply keyboard in force: the newest message that sets or removes one decides. */
export function replyKeyboardOf(messages) {
  for (const message of [...messages].reverse()) {
    if (message.out) continue;
    if (message.reply_markup?.remove_keyboard) return null;
    if (message.reply_markup?.keyboard) return message;
  }
  return null;
}

export function replyKeyboard(message, pane, chosen) {
  const rows = message.reply_markup.keyboard.map((row) =>
    make(
      "div",
      { class: "reply-row" },
      row.map((button) => replyKey(button, chosen)),
    ),
  );
  const label = pane.say("reply_keyboard");
  return make("div", { class: "reply-keyboard", role: "group", "aria-label": label }, rows);
}

function replyKey(button, chosen) {
  const described = typeof button === "string" ? { text: button } : button;
  const click = () => chosen(described);
  return make("button", { type: "button", class: "reply-key", click }, described.text);
}
