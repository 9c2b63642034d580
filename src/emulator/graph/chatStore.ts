interface StoredChat {
  /** The object ids of the members. */
  readonly memberIds: ReadonlySet<string>;
  /** The chat as Graph describes it. */
  readonly chat: object;
}

/** The chats of one emulator. The emulated Graph creates them, and the signalling server asks who is a member. */
export type ChatStore = ReturnType<typeof createChatStore>;

/** How many chats the emulator stores. A further chat replaces the oldest one. */
const maxChats = 2_000;

export function createChatStore() {
  const chats = new Map<string, StoredChat>();
  return {
    find: (chatId: string): StoredChat | undefined => chats.get(chatId),
    put(chatId: string, stored: StoredChat): void {
      chats.set(chatId, stored);
      const [oldestId] = chats.keys();
      if (chats.size > maxChats && oldestId !== undefined) chats.delete(oldestId);
    },
    isMember: (chatId: string, oid: string): boolean => chats.get(chatId)?.memberIds.has(oid) ?? false,
  };
}
