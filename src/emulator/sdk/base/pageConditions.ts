import type { PageConditions } from '../../wire/protocol.ts';

/**
 * Page conditions: faults that a test switches on in the emulator and that the drop-in SDK produces in the page, such as
 * `holdFails`. The signalling server sends them over the connection of each call agent. This map holds the conditions
 * that arrived last, by connection.
 */
const conditionsByConnection = new Map<object, PageConditions>();
let mergedConditions: PageConditions = {};

/**
 * Replaces the conditions that one connection has received.
 * @param conditions `undefined` when the connection is closed.
 */
export function setPageConditions(connection: object, conditions?: PageConditions): void {
  if (conditions) conditionsByConnection.set(connection, conditions);
  else conditionsByConnection.delete(connection);
  mergedConditions = Object.assign({}, ...conditionsByConnection.values()) as PageConditions;
}

/** @returns the conditions of all connections of the page together. */
export const pageConditions = (): PageConditions => mergedConditions;
