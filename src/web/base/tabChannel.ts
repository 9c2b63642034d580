/** Opens a channel between this site's tabs. @param onMessage runs for each message of another tab */
export function openTabChannel<Message>(name: string, onMessage: (message: Message) => void) {
  const channel = new BroadcastChannel(name);
  channel.addEventListener('message', ({ data }: MessageEvent<Message>) => onMessage(data));
  return {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- A channel has no target origin: only its own origin receives it.
    send: (message: Message): void => channel.postMessage(message),
    close: (): void => channel.close(),
  };
}

export type TabChannel<Message> = ReturnType<typeof openTabChannel<Message>>;
