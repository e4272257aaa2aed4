// Polls and quizzes in a bubble: choosing, sending several votes, results as bars.

import * as api from "../ground/api.js";
import { make } from "../ground/dom.js";
import { icon } from "../ground/icons.js";
import { attempt, toast } from "../float/toasts.js";
import { richText } from "./entities.js";

export function pollBody(message, pane) {
  // The sandbox marks on the message which options this person chose.
  const { poll, chosen = [] } = message;
  const done = poll.is_closed || chosen.length > 0;
  const question = richText(poll.question, poll.question_entities, pane.deeds);
  const body = make("div", { class: "poll" }, make("div", { class: "poll-question" }, question));
  body.append(make("div", { class: "poll-kind" }, kindWords(poll, pane)));
  const rows = done ? results(poll, chosen, pane) : openOptions(message, pane);
  body.append(make("div", { class: "poll-options" }, rows));
  if (done && poll.explanation) body.append(explanation(poll, pane));
  body.append(make("div", { class: "poll-foot" }, footWords(poll, pane)));
  if (!done && poll.allows_multiple_answers) body.append(sendVotes(message, body, pane));
  return body;
}

function kindWords(poll, pane) {
  if (poll.is_closed) return pane.say("poll_final");
  const who = poll.is_anonymous === false ? "public" : "anonymous";
  return pane.say(poll.type === "quiz" ? `quiz_${who}` : `poll_${who}`);
}

function footWords(poll, pane) {
  const count = poll.total_voter_count;
  if (count === 0) return pane.say("no_votes");
  return pane.say(poll.type === "quiz" ? "answers" : "votes", { count });
}

function openOptions(message, pane) {
  const several = message.poll.allows_multiple_answers;
  return message.poll.options.map((option, index) => {
    const input = make("input", { type: several ? "checkbox" : "radio", value: index });
    input.name = `poll-${pane.slot}-${message.message_id}`;
    input.dataset.focus = `option-${index}`;
    if (!several) input.addEventListener("change", () => vote(message, pane, [index]));
    return make("label", { class: "poll-option" }, input, make("span", {}, option.text));
  });
}

function sendVotes(message, body, pane) {
  const click = () => {
    const marked = [...body.querySelectorAll("input:checked")].map((input) => Number(input.value));
    if (marked.length > 0) vote(message, pane, marked);
  };
  const attributes = { type: "button", class: "text-button poll-send", click };
  return make("button", attributes, pane.say("vote"));
}

async function vote(message, pane, options) {
  await attempt(pane, () => api.vote(pane, message.message_id, options));
  const { poll } = message;
  const right = rightOptions(poll);
  if (right.length === 0 || options.length === 0) return;
  const isRight = options.every((option) => right.includes(option));
  toast(pane, pane.say(isRight ? "quiz_right" : "quiz_wrong"));
}

/** The right options of a quiz; older versions of the Bot API know only one. */
function rightOptions(poll) {
  if (poll.correct_option_ids) return poll.correct_option_ids;
  return poll.correct_option_id === undefined ? [] : [poll.correct_option_id];
}

function results(poll, chosen, pane) {
  return poll.options.map((option, index) => {
    const share = percent(option.voter_count, poll.total_voter_count);
    const bar = make("span", { class: "poll-bar" }, make("span", { style: `width:${share}%` }));
    const figure = make("span", { class: "poll-share" }, `${share}%`);
    const mark = chosen.includes(index)
      ? make("span", { class: "poll-mark" }, icon("check"))
      : null;
    if (mark) mark.append(make("span", { class: "unseen" }, pane.say("chosen")));
    const kind = `poll-result ${verdict(poll, chosen, index)}`;
    const words = make("span", { class: "poll-words" }, option.text, mark);
    return make("div", { class: kind }, figure, words, bar);
  });
}

function verdict(poll, chosen, index) {
  const right = rightOptions(poll);
  if (right.length === 0) return "";
  if (right.includes(index)) return "right";
  return chosen.includes(index) ? "wrong" : "";
}

const percent = (part, whole) => (whole > 0 ? Math.round((part * 100) / whole) : 0);

function explanation(poll, pane) {
  const words = richText(poll.explanation, poll.explanation_entities, pane.deeds);
  return make("div", { class: "poll-explanation" }, words);
}
