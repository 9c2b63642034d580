import { Note20Regular } from '@fluentui/react-icons/svg/note';
import { useTranslation } from 'react-i18next';
import { useShowsCaller } from '../../caller/useShowsCaller.ts';
import { useCall } from '../../calling/react.tsx';
import { NoteFields } from '../../history/NoteFields.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { PanelItem } from '../PanelItem.tsx';
import { note } from './note.ts';

export function NotePanel() {
  const { t } = useTranslation();
  const key = useCall((call) => call.key);
  const id = useCall((call) => call.id);
  return (
    <Panel title={t('note.title')}>
      {/* The history knows the call by the SDK's id, which may change. By the app's own key, React keeps the field's text. */}
      <NoteFields key={key} callKey={id} isBelowTitle />
    </Panel>
  );
}

/** Opens the panel. The caller's page, which has the field itself, needs no such entry. */
export const NoteItem = () =>
  useShowsCaller() ? null : <PanelItem feature={note} titleKey="note.title" icon={<Note20Regular />} />;
