import { captions } from './captions.ts';
import { dataChannel } from './dataChannel.ts';
import { diagnostics } from './diagnostics.ts';
import type { CallFeature } from './feature.ts';
import { mediaAccess } from './mediaAccess.ts';
import { raiseHand } from './raiseHand.ts';
import { reaction } from './reaction.ts';
import { realTimeText } from './realTimeText.ts';
import { recording } from './recording.ts';
import { spotlight } from './spotlight.ts';

/** The call features that send requests to the server. The SDK's other features only receive, or need no server. */
const features: readonly CallFeature[] = [
  raiseHand,
  reaction,
  spotlight,
  captions,
  realTimeText,
  recording,
  dataChannel,
  mediaAccess,
  diagnostics,
];

export const findFeature = (name: string): CallFeature | undefined =>
  features.find((feature) => feature.name === name);
