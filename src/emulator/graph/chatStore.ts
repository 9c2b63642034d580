/** A chat as Graph describes it, with its members. */
interface StoredChat {
  /** The object ids of the members. */
  readonly memberIds: ReadonlySet<string>;
  readonly chat: object;
}

/** The chats of one emulator. Graph creates them, and signalling looks up who is a member. */
export interface ChatStore {
  readonly find: (chatId: string) => StoredChat | undefined;
  readonly put: (chatId: string, stored: StoredChat) => void;
  /** @returns whether a person is a member of a chat; `false` for a chat that does not exist. */
  readonly isMember: (chatId: string, oid: string) => boolean;
}

/** The largest number of stored chats. Beyond it the oldest chat is deleted. */
const maxChats = 2_000;

export function createChatStore(): ChatStore {
  const chats = new Map<string, StoredChat>();
  return {
    find: (chatId) => chats.get(chatId),
    put(chatId, stored) {
      chats.set(chatId, stored);
      const [oldestId] = chats.keys();
      if (chats.size > maxChats && oldestId !== undefined) chats.delete(oldestId);
    },
    isMember: (chatId, oid) => chats.get(chatId)?.memberIds.has(oid) ?? false,
  };
}
