/** What one tab tells the others of this site about an account (MSAL's home account id). */
export interface TabNews {
  readonly kind: 'signedIn' | 'signedOut';
  readonly account: string;
}

/** Each tab keeps its own tokens, so a sign-out has to be told to all of them. */
export function openOtherTabs(onNews: (news: TabNews) => void): { tell: (news: TabNews) => void } {
  const channel = new BroadcastChannel('switchboard.sign-in');
  channel.addEventListener('message', ({ data }: MessageEvent<TabNews>) => onNews(data));
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- A channel has none: it is its own origin's.
  return { tell: (news) => channel.postMessage(news) };
}
