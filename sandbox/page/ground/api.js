// Speaks to the sandbox's human side. Knows addresses and JSON, nothing of the page.

export class Refusal extends Error {}

async function ask(method, path, body) {
  const request = { method };
  if (body instanceof FormData) {
    request.body = body;
  } else if (body !== undefined) {
    request.body = JSON.stringify(body);
    request.headers = { "Content-Type": "application/json" };
  }
  const response = await fetch(`/human${path}`, request);
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) throw new Refusal(answer.error ?? `${response.status}`);
  return answer;
}

const person = (pane) => `/people/${pane.person.id}`;
const chat = (pane, id = pane.chat.id) => `${person(pane)}/chats/${id}`;
const message = (pane, id) => `${chat(pane)}/messages/${id}`;

export const fileAddress = (fileId) => `/human/file/${encodeURIComponent(fileId)}`;

export const world = () => ask("GET", "/world");
export const clock = () => ask("GET", "/clock");
export const moveClock = (step) => ask("POST", "/clock", step);

export const chats = (pane) => chatsOf(pane.person.id);
export const chatsOf = (personId) => ask("GET", `/people/${personId}/chats`);
export const commands = (pane) => ask("GET", `${chat(pane)}/commands`);
export const members = (pane) => ask("GET", `${chat(pane)}/members`);
export const read = (pane, id) => ask("POST", `${chat(pane)}/read`, { message_id: id });

export function messages(pane, before) {
  const from = before === undefined ? "" : `&before=${before}`;
  return ask("GET", `${chat(pane)}/messages?limit=50${from}`);
}

export const send = (pane, content) => ask("POST", `${chat(pane)}/messages`, content);
export const rewrite = (pane, id, text) => ask("PATCH", message(pane, id), { text });
export const remove = (pane, id) => ask("DELETE", message(pane, id));
export const forward = (pane, id, to) => ask("POST", `${message(pane, id)}/forward`, { to });
export const vote = (pane, id, options) => ask("POST", `${message(pane, id)}/vote`, { options });

export const askInline = (pane, query) => ask("POST", `${chat(pane)}/inline`, { query });
export const chooseResult = (pane, query, result) =>
  ask("POST", `${chat(pane)}/inline/${query}`, { result });

export function press(pane, id, place) {
  return ask("POST", `${message(pane, id)}/press`, place);
}

export const open = (pane, link) => ask("POST", `${person(pane)}/open`, { link });
export const start = (pane, parameter) => ask("POST", `${person(pane)}/start`, { parameter });
export const block = (pane, blocked) => ask("POST", `${person(pane)}/block`, { blocked });
export const newGroup = (pane, group) => ask("POST", `${person(pane)}/groups`, group);

export const leave = (pane) => ask("POST", `${chat(pane)}/leave`);
export const join = (pane, id) => ask("POST", `${chat(pane, id)}/join`);
export const upgrade = (pane) => ask("POST", `${chat(pane)}/upgrade`);
export const moveBot = (pane, action, id) => ask("POST", `${chat(pane, id)}/bot`, { action });

/** Listens to what happens to these people; resolves when nothing is missed any more. */
export function listen(people, { happened, lost, found }) {
  const source = new EventSource(`/human/events?people=${people.join(",")}`);
  let wasLost = false;
  source.addEventListener("message", (event) => happened(JSON.parse(event.data)));
  source.addEventListener("error", () => {
    wasLost = true;
    lost();
  });
  return new Promise((resolve) => {
    source.addEventListener("open", () => {
      resolve();
      if (wasLost) found();
      wasLost = false;
    });
  });
}
