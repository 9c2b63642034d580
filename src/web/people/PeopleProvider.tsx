import { useEffect, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { createProvider } from '../base/createProvider.ts';
import { isGuest, isWithheldNumber } from '../calling/call/target.ts';
import type { People } from './people.ts';
import { formatPhoneNumber, toDisplayId } from './phoneNumbers.ts';

/** Gives names, photos, presence and favourites to the components inside it. */
export const [PeopleProvider, usePeople] = createProvider<People>('PeopleProvider');

/**
 * Looks a person up, and returns the name to show: from the directory or the user's Outlook contacts, or else the SDK's display
 * name, or else the number. If the caller hides the number, the name says so. A guest without a name is called a guest.
 * @returns `null` while nothing is known but an id that says nothing to people
 */
export function useKnownName(rawId: string | null, displayName: string | null = null): string | null {
  const { t } = useTranslation();
  const people = usePeople();
  const foundName = useSyncExternalStore(people.names.subscribe, () => people.names.get().get(rawId ?? ''));
  useEffect(() => {
    if (rawId !== null) void people.find(rawId);
  }, [people, rawId]);
  if (foundName !== undefined) return foundName;
  if (rawId !== null && isWithheldNumber(rawId)) return t('person.withheldNumber');
  // For a caller from the telephone network, the SDK gives the phone number as the display name.
  if (displayName !== null) return formatPhoneNumber(displayName);
  if (rawId !== null && isGuest(rawId)) return t('person.guest');
  return rawId?.startsWith('4:') ? toDisplayId(rawId) : null;
}

/** Like `useKnownName`, but returns the id without its prefix while nothing else is known. */
export const usePersonName = (rawId: string | null, displayName: string | null = null): string =>
  useKnownName(rawId, displayName) ?? toDisplayId(rawId ?? '');
