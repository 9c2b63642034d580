import { allFeatures } from './allFeatures.ts';
import { callDetails } from './callDetails.ts';
import { callFeatures } from './callFeatures.ts';
import { callSetup } from './callSetup.ts';
import { client } from './client.ts';
import { connectedCalls } from './connectedCalls.ts';
import { extraFeatures } from './extraFeatures.ts';
import { groupCalls } from './groupCalls.ts';
import { lobby } from './lobby.ts';
import { media } from './media.ts';
import { mediaLimits } from './mediaLimits.ts';
import { mediaStreams } from './mediaStreams.ts';
import { meetings } from './meetings.ts';
import type { Scenario } from './scenario.ts';

/** Every scenario. `conformance.test.ts` runs them on the emulator, and `npm run azure:hour` runs them on Azure. */
export const scenarios: readonly Scenario[] = [
  ...callSetup,
  ...callDetails,
  ...client,
  ...connectedCalls,
  ...media,
  ...mediaStreams,
  ...mediaLimits,
  ...groupCalls,
  ...lobby,
  ...meetings,
  ...callFeatures,
  ...extraFeatures,
  ...allFeatures,
];
