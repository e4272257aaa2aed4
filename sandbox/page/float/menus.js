// The small menu of actions that opens beside a message, a button or the pointer.

import { make, moveFocus } from "../ground/dom.js";
import { icon } from "../ground/icons.js";

let closeOpened = () => {};

/** Opens a menu at a point; items are {label, drawing, act, kind}. */
export function openMenu(pane, { at, label, items }) {
  closeOpened();
  const before = document.activeElement;
  const menu = make("div", { class: "menu", role: "menu", "aria-label": label });
  menu.lang = pane.language;
  const close = () => {
    menu.remove();
    document.removeEventListener("pointerdown", outside, true);
    closeOpened = () => {};
    before?.focus({ preventScroll: true });
  };
  const outside = (event) => {
    if (!menu.contains(event.target)) close();
  };
  menu.append(...items.map((item) => entry(item, close)));
  menu.addEventListener("keydown", (event) => keys(event, menu, close));
  document.addEventListener("pointerdown", outside, true);
  document.body.append(menu);
  closeOpened = close;
  place(menu, at);
  menu.firstElementChild?.focus({ preventScroll: true });
}

function entry({ label, drawing, act, kind = "" }, close) {
  const click = () => {
    close();
    act();
  };
  const attributes = { type: "button", role: "menuitem", class: `menu-item ${kind}`, click };
  return make("button", attributes, icon(drawing), make("span", {}, label));
}

function keys(event, menu, close) {
  if (event.key === "Escape" || event.key === "Tab") {
    event.preventDefault();
    event.stopPropagation();
    close();
    return;
  }
  moveFocus(event, [...menu.children]);
}

function place(menu, { x, y }) {
  const margin = 8;
  const { offsetWidth: width, offsetHeight: height } = menu;
  const left = Math.min(x, innerWidth - width - margin);
  const top = y + height + margin > innerHeight ? Math.max(margin, y - height) : y;
  menu.style.left = `${Math.max(margin, left)}px`;
  menu.style.top = `${top}px`;
}

/** The point under an element, where a menu opened by a button belongs. */
export function below(element) {
  const { left, bottom } = element.getBoundingClientRect();
  return { x: left, y: bottom + 4 };
}
