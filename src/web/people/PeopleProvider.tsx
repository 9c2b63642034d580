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
 * name, or else the id without its prefix. If the caller hides the number, the name says so. A guest without a name is
 * called a guest.
 */
export function usePersonName(rawId: string | null, displayName: string | null = null): string {
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
  if (rawId === null) return '';
  return isGuest(rawId) ? t('person.guest') : toDisplayId(rawId);
}
