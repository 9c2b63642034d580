interface StoredChat {
  /** The object ids of the members. */
  readonly memberIds: ReadonlySet<string>;
  /** The chat as Graph describes it. */
  readonly chat: object;
}

/** The chats of one emulator. Graph creates them, and the signalling server looks up their members. */
export type ChatStore = ReturnType<typeof createChatStore>;

/** The largest number of stored chats. Beyond it the oldest chat is deleted. */
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
