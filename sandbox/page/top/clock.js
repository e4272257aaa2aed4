// The sandbox's clock: shows its date and time and moves it forward.

import * as api from "../ground/api.js";
import { make, toggle } from "../ground/dom.js";
import { icon } from "../ground/icons.js";
import { clockTime, dateAndTime, dateOnly, fromNow } from "../ground/moments.js";
import { learnTime, now } from "../ground/world.js";

const STEPS = [
  ["plus_10_minutes", 600],
  ["plus_1_hour", 3600],
  ["plus_1_day", 86400],
];
const REDRAW_EVERY = 1000;
const ASK_AGAIN_AFTER = 400;

/** `spoken` gives the language of the moment; `failed` shows why the clock did not move. */
export function createClock({ say, language }, { failed }) {
  const time = make("strong", { class: "clock-time" });
  const date = make("span", { class: "clock-date" });
  const due = make("span", { class: "clock-due" });
  const clock = { say, language, failed, time, date, due, nextDue: null };
  clock.next = stepButton(clock, "next_due", { to_next: true }, icon("next"));
  const steps = STEPS.map(([key, seconds]) =>
    stepButton(clock, key, { advance_seconds: seconds }),
  );
  const label = say("move_clock");
  const buttons = make("div", { class: "clock-steps", role: "group", "aria-label": label });
  buttons.append(...steps, clock.next);
  const face = faceButton(clock, buttons);
  clock.root = make("div", { class: "clock" }, face, buttons);
  drawClock(clock);
  clock.timer = setInterval(() => drawClock(clock), REDRAW_EVERY);
  return clock;
}

/** On a narrow page the steps unfold from the clock's face. */
function faceButton(clock, steps) {
  const click = () => {
    const isOpen = steps.classList.toggle("open");
    face.setAttribute("aria-expanded", isOpen);
  };
  const attributes = { type: "button", class: "clock-face", "aria-expanded": "false", click };
  const face = make("button", attributes, clock.time, clock.date, clock.due);
  face.title = clock.say("clock_explained");
  return face;
}

function stepButton(clock, key, step, drawing = null) {
  const label = clock.say(key);
  const click = () => move(clock, step);
  const spoken = clock.say(`${key}_spoken`);
  const attributes = { type: "button", class: "clock-step", title: spoken, "aria-label": spoken };
  return make("button", { ...attributes, click }, drawing, make("span", {}, label));
}

async function move(clock, step) {
  clock.root.classList.add("moving");
  try {
    const answer = await api.moveClock(step);
    learnTime(answer.now);
  } catch (problem) {
    clock.failed(problem);
  }
  clock.root.classList.remove("moving");
  await askClock(clock);
}

export async function askClock(clock) {
  const answer = await api.clock().catch(() => null);
  if (answer === null) return;
  learnTime(answer.now);
  clock.nextDue = answer.next_due ? new Date(answer.next_due) : null;
  drawClock(clock);
}

/** What is due next may change with every message, so it is asked again, but not too often. */
export function askClockSoon(clock) {
  clearTimeout(clock.asking);
  clock.asking = setTimeout(() => askClock(clock), ASK_AGAIN_AFTER);
}

export function drawClock(clock) {
  const { language, nextDue } = clock;
  clock.time.textContent = clockTime(now(), language);
  clock.date.textContent = dateOnly(now(), language);
  toggle(clock.due, nextDue !== null);
  clock.next.disabled = nextDue === null;
  if (nextDue === null) return;
  const when = fromNow(nextDue, language);
  clock.due.textContent = clock.say("next_is", { when });
  clock.due.title = dateAndTime(nextDue, language);
}

export function stopClock(clock) {
  clearInterval(clock.timer);
  clock.root.remove();
}
