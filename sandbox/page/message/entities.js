// Turns a text and its entities (offsets in UTF-16 units, as JavaScript counts) into nodes.

import { make, safeAddress } from "../ground/dom.js";

const PLAIN = {
  bold: "strong",
  italic: "em",
  underline: "u",
  strikethrough: "s",
  code: "code",
  cashtag: "span",
  hashtag: "span",
  custom_emoji: "span",
  phone_number: "span",
  bank_card: "span",
};

/** Blocks break the line themselves, so the newline after one would be an empty line. */
const BLOCKS = /^pre$|blockquote$/;
const FOLDED_FROM = 90;

const CLICKED = {
  bot_command: (text, deeds) => deeds.command(text),
  mention: (text, deeds) => deeds.mention(text.slice(1)),
  text_mention: (text, deeds, entity) => deeds.person(entity.user),
};

/** `deeds` says what a click does: command, mention, person and link. */
export function richText(text, entities, deeds) {
  const outermostFirst = [...(entities ?? [])].sort(
    (one, other) => one.offset - other.offset || other.length - one.length,
  );
  return span({ text, entities: outermostFirst, deeds }, 0, text.length);
}

function span(source, start, end) {
  const nodes = [];
  let at = start;
  while (source.entities.length && source.entities[0].offset < end) {
    const entity = source.entities.shift();
    if (entity.offset < at) continue;
    nodes.push(source.text.slice(at, entity.offset));
    at = Math.min(entity.offset + entity.length, end);
    nodes.push(element(source, entity, at));
    if (BLOCKS.test(entity.type) && source.text[at] === "\n") at += 1;
  }
  nodes.push(source.text.slice(at, end));
  return nodes.filter((node) => node !== "");
}

function element(source, entity, end) {
  const text = source.text.slice(entity.offset, end);
  const inside = span(source, entity.offset, end);
  if (PLAIN[entity.type]) return make(PLAIN[entity.type], { class: entity.type }, inside);
  if (CLICKED[entity.type]) return clickable(entity, text, source.deeds, inside);
  if (entity.type === "spoiler") return spoiler(inside, source.deeds);
  if (entity.type === "pre") return block(entity, inside);
  if (entity.type.endsWith("blockquote")) return quotation(entity, text, source.deeds, inside);
  return link(entity, text, source.deeds, inside);
}

function clickable(entity, text, deeds, inside) {
  const click = (event) => {
    event.stopPropagation();
    CLICKED[entity.type](text, deeds, entity);
  };
  return make("button", { type: "button", class: "inline-link", click }, inside);
}

function spoiler(inside, deeds) {
  const reveal = () => {
    hidden.classList.add("revealed");
    hidden.removeAttribute("aria-label");
    hidden.removeAttribute("role");
    hidden.removeAttribute("tabindex");
  };
  const keydown = (event) => {
    if (event.key === "Enter" || event.key === " ") reveal();
  };
  const label = deeds.say("spoiler");
  const attributes = { class: "spoiler", role: "button", tabindex: 0, "aria-label": label };
  const hidden = make("span", { ...attributes, click: reveal, keydown }, make("span", {}, inside));
  return hidden;
}

function block(entity, inside) {
  const title = entity.language ? make("span", { class: "pre-language" }, entity.language) : null;
  return make("pre", {}, title, make("code", {}, inside));
}

function quotation(entity, text, deeds, inside) {
  const isLong = text.length > FOLDED_FROM || text.split("\n").length > 3;
  if (entity.type === "blockquote" || !isLong) return make("blockquote", {}, inside);
  const body = make("div", { class: "folded" }, inside);
  const click = () => {
    const open = body.classList.toggle("open");
    button.setAttribute("aria-expanded", open);
    button.textContent = deeds.say(open ? "fold" : "unfold");
  };
  const attributes = { type: "button", class: "unfold", "aria-expanded": "false", click };
  const button = make("button", attributes, deeds.say("unfold"));
  return make("blockquote", {}, body, button);
}

function link(entity, text, deeds, inside) {
  const target = entity.type === "email" ? `mailto:${text}` : (entity.url ?? text);
  const href = safeAddress(target);
  if (href === null) return make("span", {}, inside);
  const click = (event) => {
    event.preventDefault();
    deeds.link(href);
  };
  return make("a", { href, rel: "noopener noreferrer", title: href, click }, inside);
}

const ONLY_EMOJI =
  /^(?:\p{Extended_Pictographic}(?:\uFE0F|\u200D\p{Extended_Pictographic}|\p{Emoji_Modifier})*){1,3}$/u;

export const isOnlyEmoji = (text) => ONLY_EMOJI.test(text);
