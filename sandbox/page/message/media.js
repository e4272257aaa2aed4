// Photos, albums, stickers, documents, voice and video inside bubbles.

import { fileAddress } from "../ground/api.js";
import { make } from "../ground/dom.js";
import { icon } from "../ground/icons.js";
import { length, size } from "../ground/moments.js";
import { showPhoto } from "../float/dialogs.js";

const OPENED_IN_TAB = /^(image\/(png|jpeg|webp|gif)|text\/plain)$/;

/** The media of a message, or null when it has none. */
export function media(message, pane) {
  if (message.photo) return photo(message, pane);
  if (message.sticker) return sticker(message.sticker, pane);
  if (message.dice) return make("div", { class: "sticker" }, `${message.dice.emoji}`);
  if (message.animation) return moving(message.animation, { loop: true, autoplay: true });
  if (message.video) return moving(message.video, { controls: true });
  if (message.video_note) return moving(message.video_note, { controls: true });
  if (message.voice) return sound(message.voice, pane, pane.say("voice"));
  if (message.audio) return sound(message.audio, pane, message.audio.title ?? pane.say("audio"));
  if (message.document) return documentLink(message.document, pane);
  return null;
}

export const isVisual = (message) =>
  Boolean(message.photo || message.video || message.animation || message.video_note);

function photo(message, pane) {
  const largest = message.photo[message.photo.length - 1];
  const address = fileAddress(largest.file_id);
  const alt = message.caption ?? pane.say("photo");
  const { width, height } = largest;
  const picture = make("img", { src: address, alt, width, height, loading: "lazy" });
  if (message.has_media_spoiler) picture.classList.add("veiled");
  const click = () => {
    if (picture.classList.contains("veiled")) picture.classList.remove("veiled");
    else showPhoto(pane, { address, alt, caption: message.caption });
  };
  const attributes = { type: "button", class: "photo", "aria-label": alt, click };
  return make("button", { ...attributes, style: `--shape:${width}/${height}` }, picture);
}

/** Several photos or videos as one picture; documents of an album stand in a column. */
export function album(messages, pane) {
  const kind = isVisual(messages[0]) ? "album" : "album-files";
  const attributes = { class: `${kind} count-${Math.min(messages.length, 10)}` };
  return make(
    "div",
    attributes,
    messages.map((message) => media(message, pane)),
  );
}

function sticker(described, pane) {
  if (described.emoji) return make("div", { class: "sticker" }, described.emoji);
  const src = fileAddress(described.file_id);
  return make("img", { class: "sticker-picture", src, alt: pane.say("sticker") });
}

function moving(described, attributes) {
  const src = fileAddress(described.file_id);
  const shape = described.width ? `--shape:${described.width}/${described.height}` : null;
  const quiet = { playsinline: true, preload: "metadata", muted: attributes.autoplay };
  return make("video", { class: "video", src, style: shape, ...quiet, ...attributes });
}

function documentLink(described, pane) {
  const name = described.file_name ?? pane.say("file");
  const inTab = OPENED_IN_TAB.test(described.mime_type ?? "");
  const opened = inTab ? { target: "_blank", rel: "noopener" } : { download: name };
  const href = fileAddress(described.file_id);
  const bytes = described.file_size ? size(described.file_size, pane.language) : "";
  const ending = name.includes(".") ? name.split(".").pop().slice(0, 4) : "";
  const sign = make("span", { class: "file-sign", "aria-hidden": "true" }, ending || icon("file"));
  const words = make("span", { class: "file-words" }, make("span", { class: "file-name" }, name));
  words.append(make("small", {}, bytes));
  return make("a", { class: "file", href, ...opened }, sign, words);
}

function sound(described, pane, label) {
  const player = new Audio(fileAddress(described.file_id));
  player.preload = "none";
  const total = described.duration ?? 0;
  const time = make("small", {}, length(total));
  const past = make("span", { class: "sound-past" });
  const attributes = { type: "button", class: "sound-button", "aria-label": label };
  const button = make("button", attributes, icon("play"));
  connectPlayer(player, { button, past, time, total });
  const bar = make("span", { class: "sound-bar", "aria-hidden": "true" }, past);
  return make("div", { class: "sound" }, button, make("div", { class: "sound-words" }, bar, time));
}

function connectPlayer(player, { button, past, time, total }) {
  const redraw = () => {
    button.replaceChildren(icon(player.paused ? "play" : "pause"));
    button.setAttribute("aria-pressed", !player.paused);
  };
  button.addEventListener("click", () => {
    if (player.paused) player.play().catch(redraw);
    else player.pause();
  });
  for (const change of ["play", "pause", "ended"]) player.addEventListener(change, redraw);
  player.addEventListener("timeupdate", () => {
    const whole = total || player.duration || 1;
    past.style.width = `${(player.currentTime * 100) / whole}%`;
    time.textContent = length(player.currentTime);
  });
}
