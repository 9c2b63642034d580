import type { CallFeature } from '../../calling/call/feature.ts';

/** What the user's own tile shows in addition to the video. */
export const ownTile: CallFeature<{
  readonly ownId: string;
  readonly isMuted: boolean;
}> = {
  name: 'ownTile',
  create({ tools: { ownId, microphone }, onChange, atEnd }) {
    atEnd(microphone.subscribe(onChange));
    return { read: () => ({ ownId, isMuted: microphone.isMuted }) };
  },
};
