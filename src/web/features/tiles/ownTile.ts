import type { CallFeature } from '../../calling/call/feature.ts';
import { getMicrophone } from '../../calling/call/microphone.ts';

/** What the user's own tile shows in addition to the video. */
export const ownTile: CallFeature<{
  /** Raw id of the user. */
  readonly ownId: string;
  readonly isMuted: boolean;
}> = {
  name: 'ownTile',
  create({ call, tools: { ownId }, onChange, atEnd }) {
    const microphone = getMicrophone(call);
    atEnd(microphone.subscribe(onChange));
    return { read: () => ({ ownId, isMuted: microphone.isMuted }) };
  },
};
