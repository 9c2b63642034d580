/** What one tab tells the other tabs of this site about an account. */
export interface TabMessage {
  readonly kind: 'signedIn' | 'signedOut';
  /** MSAL's home account id. */
  readonly account: string;
}

/**
 * Opens the channel between the tabs. Each tab stores its own tokens, so every tab must be told of a sign-out.
 * @param onMessage runs for each message of another tab
 */
export function openTabChannel(onMessage: (message: TabMessage) => void): {
  send: (message: TabMessage) => void;
} {
  const channel = new BroadcastChannel('switchboard.sign-in');
  channel.addEventListener('message', ({ data }: MessageEvent<TabMessage>) => onMessage(data));
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- A channel has no target origin: only its own origin receives it.
  return { send: (message) => channel.postMessage(message) };
}
