import { makeStyles } from '@fluentui/react-components';
import { Note20Regular, Note24Regular } from '@fluentui/react-icons/svg/note';
import { useTranslation } from 'react-i18next';
import { useShowsCaller } from '../../caller/useShowsCaller.ts';
import { useNoteAfterCall } from '../../history/noteAfterCall.ts';
import { NoteFields } from '../../history/NoteFields.tsx';
import { onWideToolbar } from '../../ui/callWidth.ts';
import { ControlButton } from '../../ui/ControlButton.tsx';
import { Panel, usePanel } from '../../ui/Panel.tsx';
import { PanelItem } from '../PanelItem.tsx';
import { note } from './note.ts';
import { useNotedCall } from './useNotedCall.ts';

const useStyles = makeStyles({
  control: { display: 'none', [onWideToolbar]: { display: 'contents' } },
  inMore: { display: 'contents', [onWideToolbar]: { display: 'none' } },
});

export function NotePanel() {
  const { t } = useTranslation();
  const notedCall = useNotedCall();
  const title = notedCall.title ?? t('note.title');
  return (
    <Panel title={title}>
      <div ref={useNoteAfterCall<HTMLDivElement>(notedCall.call)}>
        <NoteFields key={notedCall.key} callKey={notedCall.id} title={title} />
      </div>
    </Panel>
  );
}

/** Opens the panel. The caller's page, which has the field itself, needs no such button. */
export function NoteButton() {
  const { t } = useTranslation();
  const styles = useStyles();
  const { name: openPanelName, togglePanel } = usePanel();
  if (useShowsCaller()) return null;
  return (
    <div className={styles.control} data-first-control>
      <ControlButton
        label={t('note.title')}
        icon={<Note24Regular />}
        expanded={openPanelName === note.name}
        onClick={() => togglePanel(note.name)}
      />
    </div>
  );
}

/** In the menu *More* of a toolbar that has no room for the button. */
export function NoteItem() {
  const styles = useStyles();
  if (useShowsCaller()) return null;
  return (
    <div className={styles.inMore}>
      <PanelItem feature={note} titleKey="note.title" icon={<Note20Regular />} />
    </div>
  );
}
