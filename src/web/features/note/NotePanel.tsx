import { Note20Regular, Note24Regular } from '@fluentui/react-icons/svg/note';
import { useTranslation } from 'react-i18next';
import { useHidesCaller, useShowsCaller } from '../../caller/useShowsCaller.ts';
import { useNoteAfterCall } from '../../history/noteAfterCall.ts';
import { NoteFields } from '../../history/NoteFields.tsx';
import { ControlButton } from '../../ui/ControlButton.tsx';
import { Panel, usePanel } from '../../ui/Panel.tsx';
import { FirstButton, RestItem, TakingButton } from '../../ui/SpareControl.tsx';
import { PanelItem } from '../PanelItem.tsx';
import { note } from './note.ts';
import { useNotedCall } from './useNotedCall.ts';

export function NotePanel() {
  const { t } = useTranslation();
  const notedCall = useNotedCall();
  const title = notedCall.title ?? t('note.title');
  return (
    <Panel title={title}>
      <div ref={useNoteAfterCall<HTMLDivElement>(notedCall.session)}>
        <NoteFields key={notedCall.session.key} callKey={notedCall.id} title={title} />
      </div>
    </Panel>
  );
}

function PlainNoteButton() {
  const { t } = useTranslation();
  const { name: openPanelName, togglePanel } = usePanel();
  return (
    <ControlButton
      label={t('note.title')}
      icon={<Note24Regular />}
      expanded={openPanelName === note.name}
      onClick={() => togglePanel(note.name)}
    />
  );
}

/** Opens the panel. The caller's page, which has the field itself, needs no such button. */
export const FirstNoteButton = () =>
  !useShowsCaller() && (
    <FirstButton from="wide">
      <PlainNoteButton />
    </FirstButton>
  );

/** The button on a toolbar without room at its start. */
export const NoteButton = () =>
  useHidesCaller() && (
    <TakingButton place="third">
      <PlainNoteButton />
    </TakingButton>
  );

/** In the menu *More* of a toolbar that has no room for the button. */
export function NoteItem() {
  const isInToolbar = useHidesCaller();
  if (useShowsCaller()) return null;
  return (
    <RestItem place={isInToolbar ? 'third' : 'wide'}>
      <PanelItem feature={note} titleKey="note.title" icon={<Note20Regular />} />
    </RestItem>
  );
}
