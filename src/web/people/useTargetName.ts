import { useEffect, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { formatList } from '../i18n/formatValue.ts';
import { usePeople } from './PeopleProvider.tsx';
import { toDisplayId } from './phoneNumbers.ts';
import type { Target } from '../calling/call/target.ts';

const noIds: readonly string[] = [];

/** Returns the subject of a meeting, or else *Teams meeting*; the names of people; and an empty text without a target. */
export function useTargetName(target: Target | null): string {
  const { t, i18n } = useTranslation();
  const people = usePeople();
  const rawIds = target?.kind === 'people' ? target.rawIds : noIds;
  useEffect(() => {
    for (const rawId of rawIds) void people.find(rawId);
  }, [people, rawIds]);
  const names = useSyncExternalStore(people.names.subscribe, () =>
    formatList(
      rawIds.map((rawId) => people.names.get().get(rawId) ?? toDisplayId(rawId)),
      i18n.language,
    ),
  );
  return target?.kind === 'meeting' ? (target.subject ?? t('person.meeting')) : names;
}
