import { Note20Regular } from '@fluentui/react-icons/svg/note';
import { useTranslation } from 'react-i18next';
import { MoreItem } from '../../ui/MoreItem.tsx';
import { usePanel } from '../../ui/Panel.tsx';
import { note } from './note.ts';

export function NoteItem() {
  const { t } = useTranslation();
  const { togglePanel } = usePanel();
  return <MoreItem label={t('note.title')} icon={<Note20Regular />} onClick={() => togglePanel(note.name)} />;
}
