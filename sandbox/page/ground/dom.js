// Makes elements. Data only ever becomes text or an attribute here, never markup.

const SVG = "http://www.w3.org/2000/svg";

export function make(tag, attributes = {}, ...children) {
  return fill(document.createElement(tag), attributes, children);
}

export function draw(tag, attributes = {}, ...children) {
  return fill(document.createElementNS(SVG, tag), attributes, children);
}

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    setAttribute(element, name, value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return element;
}

function setAttribute(element, name, value) {
  if (value === null || value === undefined || value === false) return;
  if (typeof value === "function") {
    element.addEventListener(name, value);
    return;
  }
  element.setAttribute(name, value === true ? "" : value);
}

export function toggle(element, present) {
  element.hidden = !present;
  return element;
}

/** A web address that may be followed from a message, or null: scripts and data are refused. */
export function safeAddress(text) {
  const address = /^[a-z][a-z0-9+.-]*:/i.test(text) ? text : `https://${text}`;
  return /^(https?|tg|mailto|tel):/i.test(address) ? address : null;
}

/** Moves focus among the items of a list with the arrow keys, Home and End. */
export function moveFocus(event, items) {
  const at = items.indexOf(document.activeElement);
  const last = items.length - 1;
  const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: last }[event.key];
  if (next === undefined || items.length === 0) return false;
  event.preventDefault();
  items[Math.max(0, Math.min(last, next))].focus();
  return true;
}
