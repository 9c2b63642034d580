import { Note20Regular } from '@fluentui/react-icons/svg/note';
import { useTranslation } from 'react-i18next';
import type { CallFeature } from '../../calling/call/feature.ts';
import { useCall } from '../../calling/react.tsx';
import { NoteFields } from '../../history/NoteFields.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { PanelItem } from '../PanelItem.tsx';

/** A note about the call. The call history stores it, so the feature reads nothing from the SDK and has no command. */
export const note: CallFeature<object> = { name: 'note', create: () => ({ read: () => ({}) }) };

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

export const NoteItem = () => <PanelItem feature={note} titleKey="note.title" icon={<Note20Regular />} />;
