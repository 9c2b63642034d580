import type { PresenceBadgeStatus } from '@fluentui/react-components';
import type { TFunction } from 'i18next';
import { useCallback, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { usePeople } from './PeopleProvider.tsx';
import { objectIdOf } from './rawId.ts';
import type { Presence } from './presence.ts';
import { subscribeToNothing } from '../base/subscriptions.ts';

const badges: Record<Presence, PresenceBadgeStatus> = {
  available: 'available',
  busy: 'busy',
  inACall: 'busy',
  inAMeeting: 'busy',
  presenting: 'do-not-disturb',
  doNotDisturb: 'do-not-disturb',
  beRightBack: 'away',
  away: 'away',
  outOfOffice: 'out-of-office',
  offline: 'offline',
};

/** A presence as components show it. */
export interface ShownPresence {
  readonly presence: Presence;
  readonly status: PresenceBadgeStatus;
  readonly words: string;
}

/** Returns how components show a presence. @param t translates the words */
export const showPresence = (t: TFunction, presence: Presence): ShownPresence => ({
  presence,
  status: badges[presence],
  words: t(`person.presence.${presence}`),
});

/**
 * Returns a person's presence for the badge at their picture (`status`), and as a text (`words`).
 * @returns `null` while the presence is not known
 */
export function usePresence(rawId: string): ShownPresence | null {
  const { t } = useTranslation();
  const { presences } = usePeople();
  const oid = objectIdOf(rawId);
  const subscribe = useCallback(
    (listener: () => void) => (oid === null ? subscribeToNothing() : presences.watch(oid, listener)),
    [presences, oid],
  );
  const presence = useSyncExternalStore(subscribe, () => (oid === null ? null : presences.get(oid)));
  return presence && showPresence(t, presence);
}
