import type { CallFeature } from '../../calling/call/feature.ts';
import { getMicrophone } from '../../calling/call/microphone.ts';

/** What the user's own tile shows in addition to the video. */
export const ownTile: CallFeature<{
  /** Raw id of the user. */
  readonly ownId: string;
  readonly isMuted: boolean;
}> = {
  name: 'ownTile',
  read: (call, { ownId }) => ({ ownId, isMuted: getMicrophone(call).isMuted }),
  watch: (call, onChange) => getMicrophone(call).subscribe(onChange),
  // The feature has no command.
  run: async () => {},
};
