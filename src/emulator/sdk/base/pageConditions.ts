import type { PageConditions } from '../../wire/protocol.ts';

/**
 * Page conditions, such as `holdFails`, are faults that a test switches on in the emulator, and that the drop-in SDK (our
 * replacement for `@azure/communication-calling`) produces in the page. The signalling server sends them to each call
 * agent. This map has the latest conditions of each agent's connection.
 */
const conditionsByConnection = new Map<object, PageConditions>();
let mergedConditions: PageConditions = {};
const changeListeners = new Set<() => void>();

/** @param conditions replace the connection's previous conditions; `undefined` when the connection is closed. */
export function setPageConditions(connection: object, conditions?: PageConditions): void {
  if (conditions) conditionsByConnection.set(connection, conditions);
  else conditionsByConnection.delete(connection);
  mergedConditions = Object.assign({}, ...conditionsByConnection.values()) as PageConditions;
  for (const onChange of Array.from(changeListeners)) onChange();
}

/** @returns the conditions of all connections in the page together. */
export const getPageConditions = (): PageConditions => mergedConditions;

/** Calls the listener after every change of the conditions. @returns a function that removes the listener. */
export function watchPageConditions(onChange: () => void): () => void {
  changeListeners.add(onChange);
  return () => changeListeners.delete(onChange);
}
