import { makeStyles, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { useReadable } from '../../base/useReadable.ts';
import type { HistoryEntry } from '../../history/entry.ts';
import { useHistory } from '../../history/HistoryProvider.tsx';
import { noteAfterCall } from '../../history/noteAfterCall.ts';
import { NoteFields } from '../../history/NoteFields.tsx';
import { callContainer } from '../../ui/callWidth.ts';
import { Panel, PanelContext } from '../../ui/Panel.tsx';
import { useEntryName } from './entryName.ts';

const useStyles = makeStyles({
  // Over the view, so that nothing moves. The panel is placed as beside a call, but only as high as its content.
  place: {
    ...callContainer,
    position: 'absolute',
    zIndex: 1,
    inset: 0,
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) auto',
    gridTemplateRows: 'auto minmax(0, 1fr)',
    alignItems: 'end',
    pointerEvents: 'none',
    '& > aside': {
      maxHeight: `calc(100% - 2 * ${tokens.spacingVerticalM})`,
      boxShadow: tokens.shadow16,
      pointerEvents: 'auto',
    },
  },
});

const close = () => noteAfterCall.set(null);
const panel = { name: 'note', togglePanel: close, closePanel: close };

/** The open note about a call that has ended: mostly the user finishes it after the other person has hung up. */
export function EndedCallNote() {
  const key = useReadable(noteAfterCall);
  const entry = useReadable(useHistory().entries).find((one) => one.key === key);
  // With the key, the note of another call gets the focus, too.
  return entry && <NotePanel key={entry.key} entry={entry} />;
}

function NotePanel({ entry }: { entry: HistoryEntry }) {
  const { t } = useTranslation();
  const styles = useStyles();
  const title = t('note.about', { name: useEntryName(entry) });
  return (
    <PanelContext value={panel}>
      <div className={styles.place}>
        <Panel title={title}>
          <NoteFields callKey={entry.key} title={title} />
        </Panel>
      </div>
    </PanelContext>
  );
}
