import { CommandFault, type HourOptions } from '../options.ts';
import { exchange, registration } from './beforeCalls.ts';
import { call, group, hold, meeting, mute, telephone, transfer } from './calls.ts';
import { scenarios } from './scenarios.ts';
import type { HourStep } from './step.ts';
import { guest, otherResource, tokenEnd } from './tokensAndResources.ts';

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

/** @returns the steps of `--only` (without it, all) without those of `--skip` @throws CommandFault about a name that no step has */
export function selectSteps({ only, skip }: Pick<HourOptions, 'only' | 'skip'>): readonly HourStep[] {
  const names = hourSteps.map(({ name }) => name);
  const unknown = [...only, ...skip].filter((name) => !names.includes(name));
  if (unknown.length > 0)
    throw new CommandFault(`There is no step ${unknown.join(', ')}. The steps are: ${names.join(', ')}.`);
  const isWanted = (name: string) => only.length === 0 || only.includes(name);
  return hourSteps.filter(({ name }) => isWanted(name) && !skip.includes(name));
}
