import { useEffect, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { usePeople } from './PeopleProvider.tsx';
import { shortId } from './shortId.ts';
import type { Target } from '../calling/call/target.ts';

const noIds: readonly string[] = [];

/** The name of a target: *Teams meeting*, or the names of the people in it. Empty for `null`. */
export function useTargetName(target: Target | null): string {
  const { t } = useTranslation();
  const people = usePeople();
  const rawIds = target?.kind === 'people' ? target.rawIds : noIds;
  useEffect(() => {
    for (const rawId of rawIds) void people.find(rawId);
  }, [people, rawIds]);
  const names = useSyncExternalStore(people.names.subscribe, () =>
    rawIds.map((rawId) => people.names.get().get(rawId)?.name ?? shortId(rawId)).join(', '),
  );
  return target?.kind === 'meeting' ? t('person.meeting') : names;
}
