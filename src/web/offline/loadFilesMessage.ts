/** Asks the service worker to load files into the browser's cache. The worker goes on when the page is left. */
export interface LoadFilesMessage {
  readonly kind: 'loadFiles';
  readonly addresses: readonly string[];
}
