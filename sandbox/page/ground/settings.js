// What this browser remembers (language, theme) and what the address overrides for one visit.

import { languageOf } from "./words.js";

const query = new URLSearchParams(location.search);

function remembered(name) {
  try {
    return localStorage.getItem(`sandbox.${name}`);
  } catch {
    return null;
  }
}

function remember(name, value) {
  try {
    localStorage.setItem(`sandbox.${name}`, value);
  } catch {
    // A browser without storage still works; it only forgets.
  }
}

let language = query.get("lang") ?? remembered("language") ?? "auto";
let theme = query.get("theme") ?? remembered("theme") ?? "auto";

export const chosenLanguage = () => language;

/** The chosen language, or the person's own when nothing was chosen. */
export function languageFor(person) {
  return languageOf(language === "auto" ? person?.language_code : language);
}

export function chooseLanguage(choice) {
  language = choice;
  remember("language", choice);
}

const prefersDark = matchMedia("(prefers-color-scheme: dark)");

export const isDark = () => (theme === "auto" ? prefersDark.matches : theme === "dark");

export function showTheme() {
  document.documentElement.dataset.theme = isDark() ? "dark" : "light";
}

export function switchTheme() {
  theme = isDark() ? "light" : "dark";
  remember("theme", theme);
  showTheme();
}

prefersDark.addEventListener("change", showTheme);
