// The bar over the panes: the name of the place, the clock, two side by side, language, theme.

import { make, toggle } from "../ground/dom.js";
import { icon } from "../ground/icons.js";
import { chooseLanguage, chosenLanguage, isDark, switchTheme } from "../ground/settings.js";
import { world } from "../ground/world.js";
import { below, openMenu } from "../float/menus.js";

const LANGUAGES = [
  ["auto", null],
  ["zh-Hans", "简体中文"],
  ["zh-Hant", "繁體中文"],
  ["en", "English"],
];

/** `split` shows or hides the second pane; `reworded` draws everything in another language. */
export function createBar({ say, language }, clock, { split, reworded, isSplit }) {
  const bar = { say, language, reworded };
  const name = world.home || world.bot.first_name;
  const title = make("div", { class: "place-name" }, make("strong", {}, name));
  title.append(make("small", {}, say("sandbox")));
  bar.lost = toggle(make("span", { class: "lost", role: "status" }, say("connecting")), false);
  const side = round("side", say("side_by_side"), split);
  side.setAttribute("aria-pressed", isSplit);
  side.classList.add("side-by-side");
  const languages = round("globe", say("language"), () => openLanguages(bar, languages));
  const tools = make("div", { class: "tools" }, side, languages, themeButton(say));
  bar.root = make("header", { class: "bar", lang: language }, title, bar.lost, clock.root, tools);
  return bar;
}

function round(drawing, label, click) {
  const attributes = { type: "button", class: "round", title: label, "aria-label": label, click };
  return make("button", attributes, icon(drawing));
}

function themeButton(say) {
  const button = round("moon", say("theme"), () => {
    switchTheme();
    redraw();
  });
  const redraw = () => {
    button.replaceChildren(icon(isDark() ? "sun" : "moon"));
    button.setAttribute("aria-pressed", isDark());
  };
  redraw();
  return button;
}

function openLanguages(bar, anchor) {
  const items = LANGUAGES.map(([code, name]) => ({
    label: name ?? bar.say("language_of_person"),
    drawing: code === chosenLanguage() ? "check" : "globe",
    act: () => {
      chooseLanguage(code);
      bar.reworded();
    },
  }));
  openMenu(bar, { at: below(anchor), label: bar.say("language"), items });
}
