import { Field, makeStyles, Select, Textarea, tokens } from '@fluentui/react-components';
import { use, useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { joinStops, listenTo } from '../base/subscriptions.ts';
import { useReadable } from '../base/useReadable.ts';
import { useSettings } from '../calling/react.tsx';
import { NoteFateContext, useHistory, type NoteFate } from './HistoryProvider.tsx';
import { maxNoteLength } from './entry.ts';

const useStyles = makeStyles({
  fields: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM, minWidth: 0 },
});

/** The names of the default labels, in the order of the list. The translation keys are `note.defaultLabels.<name>`. */
const defaultLabels = ['resolved', 'callBackLater', 'messageTaken', 'wrongNumber', 'spam'] as const;

/** Returns the labels that the user can give a call: those from the settings, or the default ones. */
export function useCallLabels(): readonly string[] {
  const { t } = useTranslation();
  const [{ callLabels }] = useSettings();
  return callLabels ?? defaultLabels.map((name) => t(`note.defaultLabels.${name}`));
}

const hintKeys = {
  kept: 'note.hint',
  deletedAtSignOut: 'note.hintAtSignOut',
  sent: 'integration.noteHint',
} as const satisfies Record<NoteFate, string>;

/**
 * The fields in which the user writes a note about a call and chooses the call's label, which the user reads as *Outcome*. The
 * fields save by themselves. Until the user types, the note follows the history: another field may just have saved it.
 * @param props.callKey the key of the call's history entry, which is the SDK's id of the call
 * @param props.title the title above the fields, which names the note; without one, the note has the visible label *Note*
 */
export function NoteFields({ callKey, title }: { callKey: string; title?: string | undefined }) {
  const { t } = useTranslation();
  const styles = useStyles();
  const history = useHistory();
  const fate = use(NoteFateContext);
  const entry = useReadable(history.entries).find(({ key }) => key === callKey);
  const labels = useCallLabels();
  const { saveSoon, saveNow } = useAutosave((note) => history.annotate(callKey, { note }));
  const [typedNote, setTypedNote] = useState<string | null>(null);
  const label = entry?.label ?? '';
  // The user may have removed this label from the settings.
  const shownLabels = label === '' || labels.includes(label) ? labels : [label, ...labels];
  return (
    <div className={styles.fields}>
      <Field {...(title === undefined && { label: t('note.title') })} hint={t(hintKeys[fate])}>
        <Textarea
          aria-label={title}
          value={typedNote ?? entry?.note ?? ''}
          maxLength={maxNoteLength}
          rows={4}
          resize="vertical"
          onChange={(_event, { value }) => {
            setTypedNote(value);
            saveSoon(value);
          }}
          onBlur={saveNow}
        />
      </Field>
      <Field label={t('note.label')}>
        <Select value={label} onChange={(_event, { value }) => history.annotate(callKey, { label: value })}>
          <option value="">{t('note.noLabel')}</option>
          {shownLabels.map((shownLabel) => (
            <option key={shownLabel} value={shownLabel}>
              {shownLabel}
            </option>
          ))}
        </Select>
      </Field>
    </div>
  );
}

/** Milliseconds from the last keystroke until the text is saved. */
const saveAfterMs = 300;

/** Saves a text shortly after a keystroke, and at once when the component disappears or the user leaves the page. */
function useAutosave(save: (text: string) => void) {
  // A ref, so that `saveNow` stays the same function: if it changed, the effect below would end and save the text.
  const latestSave = useRef(save);
  useEffect(() => {
    latestSave.current = save;
  }, [save]);
  const unsavedText = useRef<string | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const saveNow = useCallback(() => {
    clearTimeout(timer.current);
    if (unsavedText.current !== null) latestSave.current(unsavedText.current);
    unsavedText.current = null;
  }, []);
  useEffect(() => {
    return joinStops(
      listenTo(globalThis, ['pagehide'], saveNow),
      // A browser on a phone may end a hidden page without the event `pagehide`.
      listenTo(document, ['visibilitychange'], saveNow),
      saveNow,
    );
  }, [saveNow]);
  const saveSoon = (text: string) => {
    unsavedText.current = text;
    clearTimeout(timer.current);
    timer.current = setTimeout(saveNow, saveAfterMs);
  };
  return { saveSoon, saveNow };
}
