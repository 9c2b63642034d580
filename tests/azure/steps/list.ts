import { CommandFault } from '../options.ts';
import { call, group, meeting, telephone } from './calls.ts';
import { exchange } from './exchange.ts';
import { hold, mute, transfer } from './inCall.ts';
import { registration } from './registration.ts';
import { scenarios } from './scenarios.ts';
import type { HourStep } from './step.ts';
import { guest, otherResource, tokenEnd } from './tokensAndResources.ts';

/** The steps of the hour, in their order. */
export const hourSteps: readonly HourStep[] = [
  registration,
  exchange,
  call,
  group,
  meeting,
  telephone,
  guest,
  transfer,
  hold,
  mute,
  scenarios,
  tokenEnd,
  otherResource,
];

/** Which steps the command line asks for. */
export interface Selection {
  /** Only these steps; `null` for all. */
  readonly only: readonly string[] | null;
  readonly skip: readonly string[];
}

/** @returns the steps in their order @throws CommandFault about a name that no step has */
export function selectSteps({ only, skip }: Selection): readonly HourStep[] {
  const names = hourSteps.map(({ name }) => name);
  const unknown = [...(only ?? []), ...skip].filter((name) => !names.includes(name));
  if (unknown.length > 0)
    throw new CommandFault(`There is no step ${unknown.join(', ')}. The steps are: ${names.join(', ')}.`);
  return hourSteps.filter(({ name }) => (only?.includes(name) ?? true) && !skip.includes(name));
}
