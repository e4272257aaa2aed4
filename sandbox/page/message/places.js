// Locations, venues and contacts as cards. The map is drawn here: nothing is fetched.

import { draw, make } from "../ground/dom.js";
import { avatarOfPerson } from "../pane/avatars.js";

const WIDTH = 320;
const HEIGHT = 160;

/** A calm invented street map, always the same for the same coordinates. */
export function map({ latitude, longitude }, label) {
  const random = dice(Math.round(latitude * 1e4) * 31 + Math.round(longitude * 1e4));
  const attributes = { class: "map", viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "img" };
  const drawn = draw("svg", {
    ...attributes,
    "aria-label": label,
    preserveAspectRatio: "xMidYMid slice",
  });
  drawn.append(draw("rect", { class: "map-ground", width: WIDTH, height: HEIGHT }));
  const turn = Math.floor(random() * 24) - 12;
  const town = draw("g", { transform: `rotate(${turn} ${WIDTH / 2} ${HEIGHT / 2})` });
  town.append(...blocks(random), river(random));
  drawn.append(town, marker());
  return drawn;
}

function dice(seed) {
  let state = seed >>> 0 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 4294967296;
  };
}

function blocks(random) {
  const drawn = [];
  for (let x = -60; x < WIDTH + 60;) {
    const width = 34 + random() * 34;
    for (let y = -80; y < HEIGHT + 80;) {
      const height = 24 + random() * 26;
      const kind = random() < 0.16 ? "map-park" : "map-block";
      drawn.push(draw("rect", { class: kind, x, y, width, height, rx: 3 }));
      y += height + (random() < 0.25 ? 11 : 6);
    }
    x += width + (random() < 0.3 ? 12 : 7);
  }
  return drawn;
}

function river(random) {
  const level = HEIGHT * (0.75 + random() * 0.35);
  const path = `M-80 ${level}q120 -50 220 -12t260 -30`;
  return draw("path", { class: "map-water", d: path });
}

function marker() {
  const [x, y] = [WIDTH / 2, HEIGHT / 2];
  const drop = `M${x} ${y}c-13-15-16-20-16-27a16 16 0 0 1 32 0c0 7-3 12-16 27z`;
  return draw(
    "g",
    { class: "map-marker" },
    draw("ellipse", { cx: x, cy: y + 1, rx: 7, ry: 2.5 }),
    draw("path", { d: drop }),
    draw("circle", { cx: x, cy: y - 27, r: 6 }),
  );
}

export function place(message, pane) {
  const point = message.venue?.location ?? message.location;
  const figures = `${point.latitude.toFixed(5)}, ${point.longitude.toFixed(5)}`;
  const title = message.venue?.title ?? pane.say("location");
  const note = message.venue?.address || figures;
  const words = make("div", { class: "place-words" }, make("strong", {}, title));
  words.append(make("small", {}, note));
  return make("div", { class: "place" }, map(point, `${title}, ${figures}`), words);
}

export function contactCard({ contact }) {
  const user = { ...contact, id: contact.user_id ?? contact.phone_number.length };
  const name = [contact.first_name, contact.last_name].filter(Boolean).join(" ");
  const words = make("div", { class: "place-words" }, make("strong", {}, name));
  const call = make("a", { href: `tel:${contact.phone_number}` }, contact.phone_number);
  words.append(make("small", {}, call));
  return make("div", { class: "contact-card" }, avatarOfPerson(user), words);
}
