import type { PageConditions } from '../../wire/protocol.ts';

/** What the emulator told each agent of this page. */
const told = new Map<object, PageConditions>();
let all: PageConditions = {};

/** @param set the conditions that hold for an agent from now on; left out when the agent is gone. */
export function setPageConditions(agent: object, set?: PageConditions): void {
  if (set) told.set(agent, set);
  else told.delete(agent);
  all = Object.assign({}, ...told.values()) as PageConditions;
}

/** @returns the conditions of every agent in this page together. */
export const pageConditions = (): PageConditions => all;
