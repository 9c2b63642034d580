import { makeStyles, mergeClasses, Subtitle2, tokens } from '@fluentui/react-components';
import { useLayoutEffect, useRef, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { note } from '../../features/note/note.ts';
import { useNotedCall } from '../../features/note/useNotedCall.ts';
import { useNoteAfterCall } from '../../history/noteAfterCall.ts';
import { NoteFields } from '../../history/NoteFields.tsx';
import { usePanel } from '../../ui/Panel.tsx';
import { Part } from '../../ui/Parts.tsx';
import { useKeyDown } from '../../ui/useKeyDown.ts';
import { callerPageWidth, onPhoneCall } from '../../ui/callWidth.ts';
import { RenderLater, renderFeatures } from '../renderFeatures.tsx';
import { useSettlingGuard } from '../useSettlingGuard.ts';
import { CallerHeader } from './CallerHeader.tsx';
import { EarlierCalls } from './EarlierCalls.tsx';

/** For `makeStyles`: all large buttons, of which there are at most five, fit beside each other in every language. */
const onOneRow = '@container stage (min-width: 740px)';
/** For `makeStyles`: there is room for the note and the earlier calls beside each other. */
const onWideStage = '@container stage (min-width: 600px)';
// On a low page of a phone, no row of buttons, of 40 px each, is cut: what does not fit begins below the page's edge, and scrolls.
const onPageWithoutRow = '@container page (max-width: 519px) and (max-height: 47px)';
const onPageOfOneRow = '@container page (max-width: 519px) and (min-height: 48px) and (max-height: 95px)';
const onPageOfTwoRows = '@container page (max-width: 519px) and (min-height: 96px) and (max-height: 240px)';

const useStyles = makeStyles({
  page: {
    containerType: 'size',
    containerName: 'page',
    // The notices below take the height that they need.
    flex: '1 1 0',
    minHeight: 0,
    overflowY: 'auto',
    // Room for the focus ring of a control to which the Tab key has scrolled.
    scrollPaddingBlock: tokens.spacingVerticalXS,
    // Makes what is positioned inside scroll with the page.
    position: 'relative',
    // On a phone, an open panel covers the page.
    [onPhoneCall]: { ':is([data-panel] *)': { visibility: 'hidden' } },
  },
  content: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalL,
    boxSizing: 'border-box',
    maxWidth: callerPageWidth,
    marginInline: 'auto',
    padding: tokens.spacingHorizontalL,
    [onPageWithoutRow]: { paddingBlockStart: '100cqh' },
    [onPageOfOneRow]: { paddingBlockStart: '8px' },
    [onPageOfTwoRows]: { paddingBlockStart: '8px' },
  },
  // On a phone, two buttons fit beside each other in every language. All have the same width, also the last one of an odd number.
  controls: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fill, minmax(128px, 1fr))',
    gap: tokens.spacingHorizontalS,
    [onPageOfOneRow]: { rowGap: 'max(8px, 100cqh - 48px)' },
    [onOneRow]: {
      gridTemplateColumns: 'none',
      gridAutoFlow: 'column',
      gridAutoColumns: 'minmax(0, 240px)',
      justifyContent: 'start',
    },
  },
  settling: { opacity: 0.5 },
  columns: {
    display: 'grid',
    gap: tokens.spacingHorizontalL,
    alignItems: 'start',
    gridTemplateColumns: 'minmax(0, 1fr)',
    [onWideStage]: { gridTemplateColumns: 'repeat(2, minmax(0, 1fr))' },
  },
  card: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalS,
    minWidth: 0,
    boxSizing: 'border-box',
    padding: tokens.spacingHorizontalM,
    borderRadius: tokens.borderRadiusXLarge,
    backgroundColor: tokens.colorNeutralBackground1,
    '@media (forced-colors: active)': { border: '1px solid CanvasText' },
  },
  heading: { margin: 0, overflowWrap: 'anywhere' },
});

/**
 * Shows the other person of a call without video: who they are, what the user does most often with them, the note about this call,
 * and the last calls with them. It takes the place of the participants' tiles (see `useShowsCaller`).
 */
export function CallerPage() {
  const { t } = useTranslation();
  const styles = useStyles();
  const page = useRef<HTMLElement>(null);
  useNoteFocus(page);
  const { isSettling, refuseEarlyPress } = useSettlingGuard();
  return (
    <section aria-label={t('caller.region')} className={styles.page} ref={page}>
      <div className={styles.content}>
        <Part>
          <CallerHeader />
        </Part>
        <div
          className={mergeClasses(styles.controls, isSettling && styles.settling)}
          onClickCapture={refuseEarlyPress}
        >
          {renderFeatures('CallerControl')}
        </div>
        <div className={styles.columns}>
          <Note />
          <section aria-labelledby="earlier-calls" className={styles.card}>
            <Subtitle2 as="h2" id="earlier-calls" className={styles.heading}>
              {t('caller.earlierCalls')}
            </Subtitle2>
            <RenderLater>
              <Part>
                <EarlierCalls />
              </Part>
            </RenderLater>
          </section>
        </div>
      </div>
    </section>
  );
}

/** The note and the outcome, under a heading while the user could take them for somebody else's (see `useNotedCall`). */
function Note() {
  const styles = useStyles();
  const { session, id, title } = useNotedCall();
  return (
    <section
      ref={useNoteAfterCall(session)}
      aria-labelledby={title && 'noted-caller'}
      className={styles.card}
    >
      {title && (
        <Subtitle2 as="h2" id="noted-caller" className={styles.heading}>
          {title}
        </Subtitle2>
      )}
      <Part>
        <NoteFields key={session.key} callKey={id} title={title} />
      </Part>
    </section>
  );
}

/**
 * Lets the user write the note without a click, and go on writing when a video replaces the page, or the page replaces a video:
 * - While the focus is on the call screen itself, and on none of its controls, a typed letter goes into the note.
 * - If the page disappears while its note has the focus, the panel *Note* opens, and gets the focus.
 * - If the page appears while the panel *Note* is open, the panel closes, and the page's note gets its focus.
 */
function useNoteFocus(page: RefObject<HTMLElement | null>): void {
  const { name: openPanelName, togglePanel, closePanel } = usePanel();
  useKeyDown((event) => {
    const { target, key, ctrlKey, metaKey, altKey } = event;
    const isOnCallScreen =
      target instanceof HTMLElement && target.tabIndex === -1 && target.contains(page.current);
    // The space bar unmutes a muted user.
    const isLetter = key.length === 1 && key !== ' ' && !ctrlKey && !metaKey && !altKey;
    if (!isOnCallScreen || !isLetter || event.defaultPrevented) return;
    const field = page.current?.querySelector('textarea');
    // The browser then writes the letter into the field.
    field?.setSelectionRange(field.value.length, field.value.length);
    field?.focus();
  });
  const panelRef = useRef({ openPanelName, togglePanel, closePanel });
  useLayoutEffect(() => {
    panelRef.current = { openPanelName, togglePanel, closePanel };
  });
  useLayoutEffect(() => {
    const element = page.current;
    const field = element?.querySelector('textarea');
    if (panelRef.current.openPanelName === note.name) {
      if (document.activeElement?.matches('aside textarea')) field?.focus();
      panelRef.current.closePanel();
    }
    return () => {
      const { activeElement } = document;
      if (activeElement?.tagName === 'TEXTAREA' && element?.contains(activeElement))
        panelRef.current.togglePanel(note.name);
    };
  }, [page]);
}
