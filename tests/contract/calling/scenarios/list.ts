import { beside } from './beside.ts';
import { client } from './client.ts';
import { details } from './details.ts';
import { during } from './during.ts';
import { everyFeature } from './everyFeature.ts';
import { features } from './features.ts';
import { limits } from './limits.ts';
import { lobby } from './lobby.ts';
import { media } from './media.ts';
import { meetings } from './meetings.ts';
import { placing } from './placing.ts';
import type { Scenario } from './scenario.ts';
import { several } from './several.ts';
import { streams } from './streams.ts';

/** Every scenario, of the emulator and of Azure. */
export const scenarios: readonly Scenario[] = [
  ...placing,
  ...details,
  ...client,
  ...during,
  ...media,
  ...streams,
  ...limits,
  ...several,
  ...lobby,
  ...meetings,
  ...features,
  ...beside,
  ...everyFeature,
];
