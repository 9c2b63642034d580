import { useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { toSingleLine } from '../base/toSingleLine.ts';
import { isWithheldNumber } from '../calling/call/target.ts';
import { usePeople, usePersonName } from '../people/PeopleProvider.tsx';
import { toDisplayId } from '../people/phoneNumbers.ts';
import { objectIdOf, rawIdOf } from '../people/rawId.ts';
import { useLookUp, useProfile } from '../people/useLookUp.ts';

/** The longest name that the app shows, in characters. Callers choose their own names. */
const maxNameLength = 200;

/** What the app knows about the other person of a call. A text is empty while it is not known. */
interface Caller {
  /** Without the company; empty if the SDK does not say who it is. */
  readonly name: string;
  /** The company in the user's Outlook contact. */
  readonly company: string;
  /** A colleague's title and department, or the words that the directory does not know the person or did not confirm the name. */
  readonly work: string;
  /** Whether `work` says that the directory does not know the person or did not confirm the name. */
  readonly isDoubtful: boolean;
  /** The phone number; empty if it already stands in for the name. */
  readonly number: string;
  /** Raw id under which the directory knows the person, for example the colleague to whom a phone number belongs. */
  readonly colleagueId: string | null;
  /** Whether the name comes from the user's Outlook contacts. */
  readonly isContact: boolean;
}

/**
 * Returns what the app knows about the other person of a call, and looks the person up.
 * @param rawId `null` if the SDK does not say who it is
 * @param displayName the name that the SDK gives, which the caller may have chosen
 */
export function useCaller(rawId: string | null, displayName: string | null): Caller {
  const { numberOwners } = usePeople();
  const knownName = usePersonName(rawId, displayName);
  const owner = useSyncExternalStore(numberOwners.subscribe, () => numberOwners.get().get(rawId ?? ''));
  const name = toSingleLine(owner?.name ?? knownName, maxNameLength);
  // A phone number's raw id begins with `4:`.
  const isPhone = rawId?.startsWith('4:') ?? false;
  const directoryId = isPhone ? null : rawId;
  const colleagueId = owner?.oid ? rawIdOf(owner.oid) : directoryId;
  const doubt = useDoubt(colleagueId, name);
  const work = useWork(colleagueId);
  const shownNumber = isPhone && !isWithheldNumber(rawId ?? '') ? toDisplayId(rawId ?? '') : '';
  return {
    name,
    company: owner?.company ?? '',
    work: doubt ?? work,
    isDoubtful: doubt !== null,
    number: shownNumber === name ? '' : shownNumber,
    colleagueId: colleagueId !== null && objectIdOf(colleagueId) !== null ? colleagueId : null,
    isContact: owner?.oid === null,
  };
}

/** Says that the directory does not know a Teams user, or did not answer, because the caller may have chosen the shown name. */
function useDoubt(rawId: string | null, name: string): string | null {
  const { t } = useTranslation();
  const person = useLookUp(rawId);
  if (person === 'unknown') return t('incoming.notInDirectory');
  const isNameShown = rawId !== null && name !== toDisplayId(rawId);
  const isUnconfirmed = person === 'unavailable' && isNameShown && objectIdOf(rawId) !== null;
  return isUnconfirmed ? t('incoming.nameNotVerified') : null;
}

/** Returns a colleague's job title and department. */
function useWork(rawId: string | null): string {
  const person = useLookUp(rawId);
  // `null` unless the user has consented to profiles.
  const profileAnswer = useProfile(rawId ?? '');
  const profile = profileAnswer === 'unavailable' ? null : profileAnswer;
  const jobTitle = person === null || typeof person === 'string' ? null : person.jobTitle;
  const parts = [profile?.jobTitle ?? jobTitle, profile?.department ?? profile?.company];
  return parts.filter(Boolean).join(' · ');
}
