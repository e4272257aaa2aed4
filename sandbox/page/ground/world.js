// The neighbourhood as the page knows it: the bot, the people and the sandbox's own clock.

export const world = { bot: null, people: [], zone: "UTC", home: "", readAt: 0, toldAt: 0 };

export function learnWorld(facts) {
  Object.assign(world, { bot: facts.bot, people: facts.people, zone: facts.zone });
  world.home = facts.home;
  learnTime(facts.now);
}

export function learnTime(moment) {
  world.toldAt = Date.parse(moment);
  world.readAt = performance.now();
}

/** The sandbox's now, which runs on between two tellings. */
export const now = () => new Date(world.toldAt + performance.now() - world.readAt);

// Where some have a note, those are meant to be played; the others only live there.
export const played = () => {
  const noted = world.people.filter((person) => person.note);
  return noted.length ? noted : world.people;
};

export const personOf = (id) => world.people.find((person) => person.id === id) ?? null;

export function fullName(user) {
  return [user.first_name, user.last_name].filter(Boolean).join(" ");
}
