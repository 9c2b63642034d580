import type { PresenceBadgeStatus } from '@fluentui/react-components';
import type { TFunction } from 'i18next';
import { useCallback, useEffect, useMemo, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { useReadable } from '../base/useReadable.ts';
import { usePhone, usePhoneStateLater, useSettings } from '../calling/react.tsx';
import type { Favourite } from './favourites.ts';
import { usePeople } from './PeopleProvider.tsx';
import { objectIdOf } from './rawId.ts';
import type { Presence, Presences } from './presence.ts';
import { createSubscriptions, subscribeToNothing } from '../base/subscriptions.ts';

export const presenceBadges: Record<Presence, PresenceBadgeStatus> = {
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

export interface ShownPresence {
  readonly presence: Presence;
  readonly status: PresenceBadgeStatus;
  readonly words: string;
}

const showPresence = (t: TFunction, presence: Presence): ShownPresence => ({
  presence,
  status: presenceBadges[presence],
  words: t(`person.presence.${presence}`),
});

/** Watches a person's presence while the component is shown. @param select gets `null` if the id is not a person's */
function useWatchedPresence<Value>(
  rawId: string,
  select: (presences: Presences, oid: string | null) => Value,
): Value {
  const { presences } = usePeople();
  const oid = objectIdOf(rawId);
  const subscribe = useCallback(
    (listener: () => void) => (oid === null ? subscribeToNothing() : presences.watch(oid, listener)),
    [presences, oid],
  );
  return useSyncExternalStore(subscribe, () => select(presences, oid));
}

/**
 * Returns a person's presence, with the badge for their picture and the words for it; `null` while it is not known. While Graph does
 * not answer, the badge claims nothing, and the words say how old the presence is.
 */
export function usePresence(rawId: string): ShownPresence | null {
  const { t } = useTranslation();
  const presence = useWatchedPresence(rawId, (presences, oid) => (oid === null ? null : presences.get(oid)));
  const minutes = useWatchedPresence(rawId, (presences, oid) =>
    oid === null ? 0 : presences.getAgeMinutes(oid),
  );
  if (!presence) return null;
  const shown = showPresence(t, presence);
  if (minutes === 0) return shown;
  const words = t('person.oldPresence', { presence: shown.words, minutes });
  return { presence, status: 'unknown', words };
}

/** Returns the status message that a person has written, for example *Back on Monday*; empty if there is none. */
export const useStatusMessage = (rawId: string): string =>
  useWatchedPresence(rawId, (presences, oid) => (oid === null ? '' : presences.getMessage(oid)));

/**
 * Returns the signed-in user's own presence. It shows a choice or a call at once, before Teams knows of it. During a call it is
 * *In a call*, unless the user wants not to be disturbed.
 */
export function useOwnPresence(): ShownPresence | null {
  const { t } = useTranslation();
  const { ownId } = usePhone();
  const isInCall = usePhoneStateLater(({ calls }) => calls.length > 0);
  const pending = useReadable(usePeople().ownPresence.pending);
  const known = usePresence(ownId);
  const [{ doNotDisturb }] = useSettings();
  const presence = pending ? showPresence(t, pending) : known;
  // The setting also holds if the user has not consented to share it with Teams, so Teams may show another presence.
  if (doNotDisturb && !pending) return showPresence(t, 'doNotDisturb');
  if (!isInCall || (presence && presenceBadges[presence.presence] === 'do-not-disturb')) return presence;
  return showPresence(t, 'inACall');
}

/**
 * Watches the presence of a whole list, so that one request covers everyone, and scrolling sends no further request. Each rendered
 * row reads its presence with `usePresence`.
 */
export function useWatchedPresences(list: readonly Favourite[]): void {
  const { presences } = usePeople();
  // One object for all changes of the list, so that a person who stays in the list stays watched. Its listener does nothing: each
  // row has a listener of its own.
  const watched = useMemo(
    () => createSubscriptions((oid: string) => presences.watch(oid, () => undefined)),
    [presences],
  );
  useEffect(() => watched.sync(list.flatMap(({ id }) => objectIdOf(id) ?? [])), [watched, list]);
  useEffect(() => watched.stop, [watched]);
}
