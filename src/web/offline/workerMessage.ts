/** What a page asks the service worker for. */
export type WorkerMessage =
  /** Whether the stored page is the server's. The worker answers the message's port with a boolean. */
  | { readonly kind: 'isPageCurrent' }
  /** To load files into the browser's cache. The worker goes on when the page is left. */
  | { readonly kind: 'loadFiles'; readonly addresses: readonly string[] };
