import type { CallFeature } from '../../calling/call/feature.ts';
import { listen } from '../../calling/sdk/listen.ts';

/** What the user's own tile shows in addition to the video. */
export const ownTile: CallFeature<{
  /** Raw id of the user. */
  readonly ownId: string;
  readonly isMuted: boolean;
}> = {
  name: 'ownTile',
  read: (call, { ownId }) => ({ ownId, isMuted: call.isMuted }),
  watch: (call, onChange) => listen(call, ['isMutedChanged'], onChange),
  // The feature has no command.
  run: async () => {},
};
