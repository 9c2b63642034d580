import type { PageConditions } from '../../wire/protocol.ts';

/** The conditions that the emulator has sent, by agent. */
const byAgent = new Map<object, PageConditions>();
let all: PageConditions = {};

/** @param conditions that hold for an agent from now on; left out when the agent is gone. */
export function setPageConditions(agent: object, conditions?: PageConditions): void {
  if (conditions) byAgent.set(agent, conditions);
  else byAgent.delete(agent);
  all = Object.assign({}, ...byAgent.values()) as PageConditions;
}

/** @returns the conditions of all agents of the page together. */
export const pageConditions = (): PageConditions => all;
