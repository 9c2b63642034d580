import type { CrossedCallMessage } from '../calls/crossedCalls.ts';

/** Sends messages about crossed calls to the other tabs of the user. */
export interface CrossedCallChannel {
  readonly send: (message: CrossedCallMessage) => void;
  readonly close: () => void;
}

/**
 * Joins the tabs of the user that tell each other what they have decided about crossed calls.
 * @param oid Entra object id of the user
 * @param onMessage runs with each message of another tab
 */
export function joinCrossedCallChannel(
  oid: string,
  onMessage: (message: CrossedCallMessage) => void,
): CrossedCallChannel {
  const channel = new BroadcastChannel(`switchboard.crossed.${oid}`);
  channel.addEventListener('message', ({ data }: MessageEvent<CrossedCallMessage>) => onMessage(data));
  return {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- A channel has no target origin: only its own origin receives it.
    send: (message) => channel.postMessage(message),
    close: () => channel.close(),
  };
}
