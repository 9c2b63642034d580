import type { CrossedCallMessage } from '../calls/crossedCalls.ts';

/**
 * Joins the tabs of the user that tell each other what they have decided about crossed calls.
 * @param oid Entra object id of the user
 * @param onMessage runs with each message of another tab
 */
export function joinCrossedCallChannel(oid: string, onMessage: (message: CrossedCallMessage) => void) {
  const channel = new BroadcastChannel(`switchboard.crossed.${oid}`);
  channel.addEventListener('message', ({ data }: MessageEvent<CrossedCallMessage>) => onMessage(data));
  return {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- A channel has no target origin: only its own origin receives it.
    send: (message: CrossedCallMessage): void => channel.postMessage(message),
    close: (): void => channel.close(),
  };
}

export type CrossedCallChannel = ReturnType<typeof joinCrossedCallChannel>;
