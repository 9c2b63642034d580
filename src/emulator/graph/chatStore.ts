interface StoredEntity {
  readonly id: string;
  readonly [property: string]: unknown;
}

interface StoredChat {
  /** The object ids of the members. */
  readonly memberIds: ReadonlySet<string>;
  /** The chat as Graph describes it. */
  readonly chat: StoredEntity;
}

/** The chats of one emulator. The emulated Graph creates them, and the signalling server asks who is a member. */
export type ChatStore = ReturnType<typeof createChatStore>;

/** How many chats the emulator stores. A further chat replaces the oldest one. */
const maxChats = 2_000;
/** How many messages the emulator stores of a chat. A further message replaces the oldest one. */
const maxMessages = 500;

export function createChatStore() {
  const chats = new Map<string, StoredChat>();
  /** Maps chat ids to messages, the newest first. */
  const messages = new Map<string, readonly StoredEntity[]>();
  const listMessages = (chatId: string): readonly StoredEntity[] => messages.get(chatId) ?? [];
  return {
    find: (chatId: string): StoredChat | undefined => chats.get(chatId),
    put(chatId: string, stored: StoredChat): void {
      chats.set(chatId, stored);
      const [oldestId] = chats.keys();
      if (chats.size <= maxChats || oldestId === undefined) return;
      chats.delete(oldestId);
      messages.delete(oldestId);
    },
    listMessages,
    addMessage(chatId: string, message: StoredEntity): void {
      messages.set(chatId, [message, ...listMessages(chatId)].slice(0, maxMessages));
    },
    /** @returns all chats with their messages, the oldest chat first. */
    list: () =>
      [...chats].map(([chatId, { memberIds, chat }]) => ({
        memberIds: [...memberIds],
        chat,
        messages: [...listMessages(chatId)],
      })),
    /** Puts exported chats in place of all chats. @param list the value of `list`. */
    restore(
      list: readonly {
        memberIds: readonly string[];
        chat: StoredEntity;
        messages: readonly StoredEntity[];
      }[],
    ): void {
      chats.clear();
      messages.clear();
      for (const { memberIds, chat, messages: chatMessages } of list) {
        chats.set(chat.id, { memberIds: new Set(memberIds), chat });
        messages.set(chat.id, chatMessages);
      }
    },
    isMember: (chatId: string, oid: string): boolean => chats.get(chatId)?.memberIds.has(oid) ?? false,
  };
}
