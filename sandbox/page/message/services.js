// The words of service messages: who came, who left, what was pinned or renamed.

import { fullName } from "../ground/world.js";

const list = (users) => users.map(fullName).join(", ");

const WORDS = {
  new_chat_members: (message, pane) => {
    const came = message.new_chat_members;
    const alone = came.length === 1 && came[0].id === message.from?.id;
    if (alone) return pane.say("joined", { who: fullName(came[0]) });
    return pane.say("added", { who: actor(message, pane), whom: list(came) });
  },
  left_chat_member: (message, pane) => {
    const gone = message.left_chat_member;
    if (gone.id === message.from?.id) return pane.say("left", { who: fullName(gone) });
    return pane.say("removed", { who: actor(message, pane), whom: fullName(gone) });
  },
  new_chat_title: (message, pane) =>
    pane.say("renamed", { who: actor(message, pane), title: message.new_chat_title }),
  new_chat_photo: plain("new_photo"),
  delete_chat_photo: plain("no_photo"),
  group_chat_created: (message, pane) => pane.say("created", { who: actor(message, pane) }),
  supergroup_chat_created: (message, pane) => pane.say("created", { who: actor(message, pane) }),
  migrate_to_chat_id: plain("upgraded"),
  migrate_from_chat_id: plain("upgraded"),
  pinned_message: plain("pinned_one"),
  forum_topic_created: (message, pane) =>
    pane.say("topic_created", { title: message.forum_topic_created.name }),
  forum_topic_edited: plain("topic_edited"),
  forum_topic_closed: plain("topic_closed"),
  forum_topic_reopened: plain("topic_reopened"),
  general_forum_topic_hidden: plain("topic_closed"),
  general_forum_topic_unhidden: plain("topic_reopened"),
  message_auto_delete_timer_changed: plain("timer_changed"),
  chat_shared: plain("chat_shared"),
  users_shared: plain("users_shared"),
  write_access_allowed: plain("write_allowed"),
};

function plain(key) {
  return (message, pane) => pane.say(key, { who: actor(message, pane) });
}

const actor = (message, pane) =>
  message.out
    ? pane.say("you")
    : message.from
      ? fullName(message.from)
      : (message.chat?.title ?? "");

/** The words of a service message, or null for a message that someone wrote. */
export function serviceText(message, pane) {
  const kind = Object.keys(WORDS).find((name) => message[name] !== undefined);
  return kind === undefined ? null : WORDS[kind](message, pane);
}
