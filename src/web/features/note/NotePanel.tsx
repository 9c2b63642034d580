import { useTranslation } from 'react-i18next';
import { useCall } from '../../calling/react.tsx';
import { NoteFields } from '../../history/NoteFields.tsx';
import { Panel } from '../../ui/Panel.tsx';

/** A note about the call and its label. Both are kept with the call's entry in the history. */
export function NotePanel() {
  const { t } = useTranslation();
  const key = useCall((call) => call.key);
  const id = useCall((call) => call.id);
  return (
    <Panel title={t('note.title')}>
      {/* The app's own key never changes, so the field keeps its text when the SDK changes the id of the call. */}
      <NoteFields key={key} callKey={id} isBelowTitle />
    </Panel>
  );
}
