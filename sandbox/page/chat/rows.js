// Lays a list of messages out in rows: days, what is unread, service lines, bubbles in groups.

import { dateOf, dayOf } from "../ground/moments.js";
import { serviceText } from "../message/services.js";

const GROUP_SECONDS = 600;

/** Rows are {kind: day | unread | service | message, key, ...}; `unreadFrom` is a message id. */
export function layOut(messages, pane, unreadFrom) {
  const units = gatherAlbums(messages);
  const rows = [];
  units.forEach((unit, index) => {
    const [message] = unit;
    const day = dayOf(dateOf(message.date));
    const before = units[index - 1]?.[0];
    if (!before || dayOf(dateOf(before.date)) !== day) rows.push(dayRow(day, message));
    if (message.message_id === unreadFrom) rows.push({ kind: "unread", key: "unread" });
    rows.push(unitRow(unit, pane));
  });
  return markGroups(rows);
}

const dayRow = (day, { date }) => ({ kind: "day", key: `day-${day}`, date });

function gatherAlbums(messages) {
  const units = [];
  for (const message of messages) {
    const last = units[units.length - 1];
    const album = message.media_group_id;
    if (album && last && last[0].media_group_id === album) last.push(message);
    else units.push([message]);
  }
  return units;
}

function unitRow(unit, pane) {
  const [message] = unit;
  const text = serviceText(message, pane);
  const key = `message-${message.message_id}`;
  if (text !== null) return { kind: "service", key, text, message };
  return { kind: "message", key, messages: unit };
}

function markGroups(rows) {
  return rows.map((row, index) => {
    if (row.kind !== "message") return row;
    const first = !belongTogether(rows[index - 1], row);
    return { ...row, first, last: !belongTogether(row, rows[index + 1]) };
  });
}

function belongTogether(upper, lower) {
  if (upper?.kind !== "message" || lower?.kind !== "message") return false;
  const [one] = upper.messages;
  const [other] = lower.messages;
  return authorOf(one) === authorOf(other) && other.date - one.date < GROUP_SECONDS;
}

const authorOf = (message) => message.sender_chat?.id ?? message.from?.id;
