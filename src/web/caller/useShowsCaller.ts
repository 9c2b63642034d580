import { isPresent, type CallSnapshot } from '../calling/call/snapshot.ts';
import { useCall, useSession } from '../calling/react.tsx';

const hasOneOther = ({ isMeeting, isGroupCall, participants }: CallSnapshot): boolean =>
  !isMeeting && !isGroupCall && participants.filter(isPresent).length <= 1;

const showsVideo = ({ isLocalVideoStarted, participants }: CallSnapshot): boolean =>
  isLocalVideoStarted || participants.some(({ videoStreams }) => videoStreams.length > 0);

export function useIsOneToOne(): boolean {
  const { target } = useSession();
  const isForOne = target?.kind !== 'meeting' && (target?.rawIds.length ?? 1) === 1;
  return useCall(hasOneOther) && isForOne;
}

/** Returns whether videos have taken the place of the caller's page, so that its buttons are in the toolbar or in the menu *More*. */
export function useHidesCaller(): boolean {
  const isOneToOne = useIsOneToOne();
  const hasVideo = useCall(showsVideo);
  return isOneToOne && hasVideo;
}

/**
 * Returns whether the call screen shows the page about the other person (the caller's page) instead of the stage with the
 * participants' tiles: the stage is for videos and shared screens, for meetings and for group calls.
 */
export function useShowsCaller(): boolean {
  const isOneToOne = useIsOneToOne();
  const hasVideo = useCall(showsVideo);
  return isOneToOne && !hasVideo;
}
