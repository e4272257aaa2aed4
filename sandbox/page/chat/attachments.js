// Everything that is sent and is not text: photos, files, places, contacts, stickers.

import * as api from "../ground/api.js";
import { make } from "../ground/dom.js";
import { size } from "../ground/moments.js";
import { choose, confirm, fillIn } from "../float/dialogs.js";
import { openMenu } from "../float/menus.js";
import { attempt } from "../float/toasts.js";
import { scrollToEnd } from "./log.js";
import { sendContent } from "./sending.js";

const STICKERS = ["👍", "❤️", "😄", "🎉", "🙏", "😢", "👋", "🌸", "🍵", "🏸", "💃", "🐱"];
const TOWN_SQUARE = { latitude: 31.2304, longitude: 121.4737 };

export function openAttachments(pane, anchor) {
  const { say } = pane;
  const { left, top } = anchor.getBoundingClientRect();
  const items = [
    {
      label: say("photo_or_video"),
      drawing: "photo",
      act: () => pick(pane, "photo", "image/*,video/*"),
    },
    { label: say("file"), drawing: "file", act: () => pick(pane, "document", "") },
    { label: say("voice_file"), drawing: "play", act: () => pick(pane, "voice", "audio/*") },
    { label: say("location"), drawing: "location", act: () => shareLocation(pane) },
    { label: say("contact"), drawing: "contact", act: () => shareContact(pane) },
    { label: say("sticker"), drawing: "sticker", act: () => pickSticker(pane) },
  ];
  openMenu(pane, {
    at: { x: left - 150, y: top - 8 - items.length * 44 },
    label: say("attach"),
    items,
  });
}

function pick(pane, kind, accept) {
  const input = make("input", { type: "file", multiple: kind !== "voice", accept, hidden: true });
  input.setAttribute("aria-label", pane.say("file"));
  input.addEventListener("change", () => {
    sendFiles(pane, [...input.files], kind);
    input.remove();
  });
  input.addEventListener("cancel", () => input.remove());
  document.body.append(input);
  input.click();
}

/** Shows what is about to be sent, asks for a caption, sends; several files are an album. */
export async function sendFiles(pane, files, wanted) {
  if (files.length === 0) return;
  const fields = [{ name: "caption", label: pane.say("caption"), optional: true }];
  const title = pane.say("send_files", { count: files.length });
  const above = make(
    "div",
    { class: "previews" },
    files.map((file) => preview(file, pane)),
  );
  const answer = await fillIn(pane, { title, fields, yes: pane.say("send"), above });
  if (answer === null) return;
  const body = new FormData();
  for (const file of files) body.append("file", file, file.name);
  body.append("kind", kindOf(files, wanted));
  if (answer.caption) body.append("caption", answer.caption);
  if (pane.answering) body.append("reply_to", pane.answering.message_id);
  if (pane.topic) body.append("thread_id", pane.topic);
  await upload(pane, body);
}

async function upload(pane, body) {
  const sent = await attempt(pane, () => api.send(pane, body));
  if (sent === null) return;
  pane.answering = null;
  pane.learnMessages(sent.messages ?? [sent.message]);
  pane.drawComposer();
  scrollToEnd(pane);
}

function kindOf(files, wanted) {
  if (wanted !== "photo") return wanted;
  if (files.every((file) => file.type.startsWith("image/"))) return "photo";
  return files.every((file) => file.type.startsWith("video/")) ? "video" : "document";
}

function preview(file, pane) {
  if (!file.type.startsWith("image/")) {
    const words = make("span", {}, file.name, make("small", {}, size(file.size, pane.language)));
    return make("div", { class: "preview-file" }, words);
  }
  const address = URL.createObjectURL(file);
  const loaded = () => URL.revokeObjectURL(address);
  return make("img", { src: address, alt: file.name, load: loaded });
}

export async function shareLocation(pane) {
  const { say } = pane;
  const fields = [
    { name: "latitude", label: say("latitude"), type: "number", value: TOWN_SQUARE.latitude },
    { name: "longitude", label: say("longitude"), type: "number", value: TOWN_SQUARE.longitude },
    { name: "title", label: say("place_name"), optional: true },
    { name: "address", label: say("place_address"), optional: true },
  ];
  const answer = await fillIn(pane, { title: say("location"), fields, yes: say("send") });
  if (answer === null) return;
  const location = { latitude: Number(answer.latitude), longitude: Number(answer.longitude) };
  const named = answer.title ? { title: answer.title, address: answer.address } : {};
  await sendContent(pane, { location, ...named });
}

export async function shareContact(pane) {
  const { say, person } = pane;
  const question = { title: say("contact"), text: say("contact_question"), yes: say("share") };
  if (!(await confirm(pane, question))) return;
  const { first_name, last_name, id } = person;
  const phone_number = `+86138${String(Math.abs(id) % 1e8).padStart(8, "0")}`;
  await sendContent(pane, { contact: { phone_number, first_name, last_name, user_id: id } });
}

async function pickSticker(pane) {
  const options = STICKERS.map((emoji) => ({ label: emoji, value: emoji }));
  const sticker = await choose(pane, { title: pane.say("sticker"), options, kind: "stickers" });
  if (sticker !== null) await sendContent(pane, { sticker });
}
