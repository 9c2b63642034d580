import { callSetup } from './callSetup.ts';
import { connectedCalls } from './connectedCalls.ts';
import { extraFeatures } from './extraFeatures.ts';
import { groupCalls } from './groupCalls.ts';
import { media } from './media.ts';
import { mediaStreams } from './mediaStreams.ts';
import type { Scenario } from './scenario.ts';

/** Every scenario. `conformance.test.ts` runs them on the emulator, and `npm run azure:hour` runs them on Azure. */
export const scenarios: readonly Scenario[] = [
  ...callSetup,
  ...connectedCalls,
  ...media,
  ...mediaStreams,
  ...groupCalls,
  ...extraFeatures,
];
