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
