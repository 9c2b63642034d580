import { useTranslation } from 'react-i18next';
import { useSettings } from '../calling/react.tsx';

/** The names of the default labels, in the order of the list. Their texts are `note.defaultLabels.<name>`. */
const defaultLabels = ['resolved', 'callBackLater', 'messageTaken', 'wrongNumber', 'spam'] as const;

/** Returns the labels that the user may give to a call: the user's own list of the settings, or the default list. */
export function useCallLabels(): readonly string[] {
  const { t } = useTranslation();
  const [{ callLabels }] = useSettings();
  return callLabels ?? defaultLabels.map((name) => t(`note.defaultLabels.${name}`));
}
