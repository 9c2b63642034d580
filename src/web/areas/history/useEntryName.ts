import { useTranslation } from 'react-i18next';
import { usePersonName } from '../../people/PeopleProvider.tsx';
import { useTargetName } from '../../people/useTargetName.ts';
import type { HistoryEntry } from '../../history/history.ts';

/**
 * The number of characters of a name that are drawn. The caller chooses the display name, and a very long one would be
 * slow to draw.
 */
const maxNameLength = 200;

/** Returns the name to show for an entry, and looks up its people in the directory. */
export function useEntryName({ other, name, target }: HistoryEntry): string {
  const { t } = useTranslation();
  const personName = usePersonName(other, name);
  const targetName = useTargetName(target);
  return (targetName || personName || t('history.someone')).slice(0, maxNameLength);
}
