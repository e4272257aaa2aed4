// Writes moments as people say them, in the neighbourhood's zone and the pane's language.

import { localeOf } from "./words.js";
import { now, world } from "./world.js";

const formats = new Map();

function format(language, options) {
  const key = `${language}${world.zone}${JSON.stringify(options)}`;
  if (!formats.has(key)) {
    const all = { ...options, timeZone: world.zone, hourCycle: "h23" };
    formats.set(key, new Intl.DateTimeFormat(localeOf(language), all));
  }
  return formats.get(key);
}

export const dateOf = (seconds) => new Date(seconds * 1000);

export function clockTime(date, language) {
  return format(language, { hour: "2-digit", minute: "2-digit" }).format(date);
}

/** A day as a key that is equal for moments of one day in the neighbourhood. */
export function dayOf(date) {
  return format("en", { year: "numeric", month: "2-digit", day: "2-digit" }).format(date);
}

const daysApart = (earlier, later) => {
  const day = (date) => Date.parse(dayOf(date).split("/").reverse().join("-"));
  return Math.round((day(later) - day(earlier)) / 86_400_000);
};

export function dayName(date, { say, language }) {
  const ago = daysApart(date, now());
  if (ago === 0) return say("today");
  if (ago === 1) return say("yesterday");
  if (ago === -1) return say("tomorrow");
  const year = Math.abs(ago) > 180 ? { year: "numeric" } : {};
  return format(language, { month: "long", day: "numeric", ...year }).format(date);
}

/** Short, for the list of chats: a time today, a weekday this week, a date before. */
export function listTime(date, language) {
  const ago = daysApart(date, now());
  if (ago === 0) return clockTime(date, language);
  if (ago > 0 && ago < 7) return format(language, { weekday: "short" }).format(date);
  return format(language, { month: "numeric", day: "numeric" }).format(date);
}

export function dateAndTime(date, language) {
  const day = { month: "short", day: "numeric", weekday: "short" };
  return format(language, { ...day, hour: "2-digit", minute: "2-digit" }).format(date);
}

export function dateOnly(date, language) {
  return format(language, { month: "short", day: "numeric", weekday: "short" }).format(date);
}

/** How far away a moment is: "in 2 hours", "3天后". */
export function fromNow(date, language) {
  const minutes = Math.round((date - now()) / 60_000);
  const words = new Intl.RelativeTimeFormat(localeOf(language), { numeric: "auto" });
  if (Math.abs(minutes) < 90) return words.format(minutes, "minute");
  if (Math.abs(minutes) < 36 * 60) return words.format(Math.round(minutes / 60), "hour");
  return words.format(Math.round(minutes / 1440), "day");
}

export function length(seconds) {
  const rest = String(Math.floor(seconds % 60)).padStart(2, "0");
  return `${Math.floor(seconds / 60)}:${rest}`;
}

export function size(bytes, language) {
  const [divisor, unit] = bytes < 1e6 ? [1e3, "kilobyte"] : [1e6, "megabyte"];
  const options = { style: "unit", unit, maximumFractionDigits: 1 };
  return new Intl.NumberFormat(localeOf(language), options).format(bytes / divisor);
}
