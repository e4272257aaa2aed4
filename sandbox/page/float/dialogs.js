// Windows over the page that wait for an answer: alerts, questions, small forms, choices.
// Each returns a promise; Esc or a click outside answers null.

import { make } from "../ground/dom.js";

let counter = 0;

function show(pane, { title, content, kind = "plain" }, connect) {
  return new Promise((resolve) => {
    const id = `dialog-${(counter += 1)}`;
    const heading = title ? make("h2", { id }, title) : null;
    const attributes = { class: `dialog ${kind}`, lang: pane.language };
    const named = title ? { "aria-labelledby": id } : { "aria-label": pane.say("notice") };
    const body = make("div", { class: "dialog-body" }, heading, content);
    const dialog = make("dialog", { ...attributes, ...named }, body);
    const close = (answer) => {
      dialog.returned = answer;
      dialog.close();
    };
    connect(body, close);
    answerOnClose(dialog, resolve);
    document.body.append(dialog);
    dialog.showModal();
  });
}

function answerOnClose(dialog, resolve) {
  dialog.addEventListener("close", () => {
    dialog.remove();
    resolve(dialog.returned ?? null);
  });
  dialog.addEventListener("mousedown", (event) => {
    if (event.target === dialog) dialog.close();
  });
}

function answers(buttons) {
  return make("div", { class: "dialog-answers" }, buttons);
}

function answer(label, click, kind = "quiet") {
  return make("button", { type: "button", class: `text-button ${kind}`, click }, label);
}

export function showAlert(pane, text, title) {
  const content = make("p", { class: "dialog-text" }, text);
  return show(pane, { title, content, kind: "alert" }, (body, close) => {
    body.append(answers([answer(pane.say("ok"), () => close(true), "strong")]));
  });
}

/** A question with two answers; `kind` is "danger" where something is lost. */
export function confirm(pane, { title, text, yes, kind = "strong" }) {
  const content = make("p", { class: "dialog-text" }, text);
  return show(pane, { title, content }, (body, close) => {
    const no = answer(pane.say("cancel"), () => close(false));
    body.append(answers([no, answer(yes, () => close(true), kind)]));
  });
}

/** A small form; fields are {name, label, type, value, optional}; answers their values. */
export function fillIn(pane, { title, fields, yes, above = null }) {
  const rows = fields.map(fieldRow);
  const form = make("form", { class: "dialog-form" }, above, rows);
  return show(pane, { title, content: form }, (body, close) => {
    const submit = make("button", { type: "submit", class: "text-button strong" }, yes);
    form.append(answers([answer(pane.say("cancel"), () => close(null)), submit]));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      close(valuesOf(form, fields));
    });
  });
}

function fieldRow({ name, label, type = "text", value = "", optional = false }) {
  if (type === "checkbox") {
    const box = make("input", { type, name });
    return make("label", { class: "field-check" }, box, make("span", {}, label));
  }
  const numeric = type === "number" ? { step: "any" } : {};
  const input = make("input", { type, name, value, required: !optional, ...numeric });
  return make("label", { class: "field" }, make("span", {}, label), input);
}

function valuesOf(form, fields) {
  return Object.fromEntries(
    fields.map(({ name, type }) => {
      const input = form.elements[name];
      return [name, type === "checkbox" ? input.checked : input.value.trim()];
    }),
  );
}

/** A list to choose one of; options are {label, note, value, picture}. */
export function choose(pane, { title, options, kind }) {
  const list = make("div", { class: "dialog-list" });
  return show(pane, { title, content: list, kind }, (body, close) => {
    list.append(...options.map((option) => choice(option, close)));
    body.append(answers([answer(pane.say("cancel"), () => close(null))]));
  });
}

function choice({ label, note, value, picture = null }, close) {
  const click = () => close(value);
  const words = make("span", { class: "choice-words" }, make("span", {}, label));
  if (note) words.append(make("small", {}, note));
  return make("button", { type: "button", class: "choice", click }, picture, words);
}

/** A list to read, such as the members of a group. */
export function showList(pane, { title, rows }) {
  const list = make("ul", { class: "dialog-list" });
  for (const { label, note, picture } of rows) {
    const words = make("span", { class: "choice-words" }, make("span", {}, label));
    words.append(make("small", {}, note));
    list.append(make("li", { class: "choice" }, picture, words));
  }
  return show(pane, { title, content: list }, (body, close) => {
    body.append(answers([answer(pane.say("close"), () => close(null), "strong")]));
  });
}

/** A photo, large, on a dark ground. */
export function showPhoto(pane, { address, alt, caption }) {
  const content = make("figure", {}, make("img", { src: address, alt }));
  if (caption) content.append(make("figcaption", {}, caption));
  return show(pane, { content, kind: "viewer" }, (body, close) => {
    const label = pane.say("close");
    const click = () => close(null);
    body.append(make("button", { type: "button", class: "text-button", click }, label));
    body.addEventListener("click", (event) => {
      if (event.target === body || event.target === content) close(null);
    });
  });
}
