// Keeps who is shown and which chat is open in the address after the #, two panes at most.
// #p=1&c=-100&t=7 is the first pane's person, chat and topic; q, d and u are the second's.

const KEYS = [
  { person: "p", chat: "c", topic: "t" },
  { person: "q", chat: "d", topic: "u" },
];

const number = (text) => (text === null || text === "" ? null : Number(text));

export function readAddress() {
  const parts = new URLSearchParams(location.hash.slice(1));
  return KEYS.map((keys) => ({
    person: number(parts.get(keys.person)),
    chat: number(parts.get(keys.chat)),
    topic: number(parts.get(keys.topic)),
  }));
}

/** Writes the address; a changed chat makes a step that the Back button returns from. */
export function writeAddress(places, isStep) {
  const parts = new URLSearchParams();
  places.forEach((place, index) => {
    for (const [name, key] of Object.entries(KEYS[index])) {
      if (place[name] !== null && place[name] !== undefined) parts.set(key, place[name]);
    }
  });
  const address = `#${parts}`;
  if (address === location.hash) return;
  history[isStep ? "pushState" : "replaceState"](null, "", address);
}
