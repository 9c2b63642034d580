/** Whether the browser has no network. Node, in which the unit tests run, has no `navigator.onLine`. */
export const isOffline = (): boolean => !(globalThis.navigator?.onLine ?? true);
