import { FluentProvider, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { useEffect, useRef, type FocusEvent } from 'react';
import { createPortal } from 'react-dom';
import { useTranslation } from 'react-i18next';
import { usePhoneState } from '../../calling/react.tsx';
import type { IncomingSnapshot } from '../../calling/call/snapshot.ts';
import { visuallyHidden } from '../../ui/visuallyHidden.ts';
import { IncomingCard } from './IncomingCard.tsx';
import { sanitizeName } from './sanitizeName.ts';
import { useCallSounds } from './useCallSounds.ts';
import { useCallerName, useIncomingCalls } from './useIncomingCalls.ts';
import { useTabTitleAndIcon } from './useTabTitleAndIcon.ts';

const useStyles = makeStyles({
  calls: {
    position: 'fixed',
    // Above Fluent's dialogs, whose z-index is 1,000,000, so that the user can answer without closing a dialog.
    zIndex: 1_000_001,
    insetInlineEnd: tokens.spacingHorizontalL,
    top: '56px',
    width: '420px',
    maxWidth: `calc(100vw - 2 * ${tokens.spacingHorizontalL})`,
    maxHeight: 'calc(100vh - 72px)',
    overflowY: 'auto',
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalM,
    pointerEvents: 'none',
  },
  // On a phone, cards at the top would cover the dial box. During a call the cards stay at the top, because the controls of the
  // call are at the bottom.
  atBottom: {
    '@media (max-width: 700px)': { top: 'auto', bottom: tokens.spacingHorizontalL, maxHeight: '60vh' },
  },
  hidden: visuallyHidden,
});

/** Returns the element of index.html for incoming calls. It is outside the app, so dialogs do not hide it from screen readers. */
function getIncomingCallsRoot(): HTMLElement {
  const element = document.getElementById('ringing');
  if (!element) throw new Error('index.html has no element with the id "ringing".');
  return element;
}

/**
 * Whether the focus may move to a card, because nothing has the focus, or only a heading, which the app focuses for screen readers.
 */
const mayMoveFocus = () => document.activeElement?.matches('body, h1') ?? true;

/**
 * The cards of all calls that ring. A card gets the focus only if nothing else has it, and its buttons never do. So a key that
 * the user presses for something else answers no call.
 */
export function IncomingCalls() {
  const { t } = useTranslation();
  const styles = useStyles();
  const incomingCalls = useIncomingCalls();
  const isInCall = usePhoneState(({ calls }) => calls.length > 0);
  const { isRingtoneBlocked } = useCallSounds();
  useTabTitleAndIcon();
  const listElement = useRef<HTMLElement>(null);
  const focusBefore = useRef<HTMLElement | null>(null);
  // Moves the focus to the first card, and back when the last card disappears.
  useEffect(() => {
    if (!mayMoveFocus()) return;
    const firstCard = listElement.current?.querySelector<HTMLElement>('[role="alertdialog"]');
    (firstCard ?? focusBefore.current)?.focus();
    if (!firstCard) focusBefore.current = null;
  });
  const rememberFocus = ({ relatedTarget, currentTarget }: FocusEvent) => {
    if (relatedTarget instanceof HTMLElement && !currentTarget.contains(relatedTarget))
      focusBefore.current = relatedTarget;
  };
  return createPortal(
    <FluentProvider>
      <div aria-live="assertive" className={styles.hidden}>
        {incomingCalls.map((incoming) => (
          <Announcement key={incoming.key} incoming={incoming} />
        ))}
      </div>
      {incomingCalls.length > 0 && (
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- The handler only remembers where the focus came from.
        <aside
          ref={listElement}
          aria-label={t('incoming.list')}
          className={mergeClasses(styles.calls, !isInCall && styles.atBottom)}
          onFocus={rememberFocus}
        >
          {incomingCalls.map((incoming) => (
            <IncomingCard
              key={incoming.key}
              incoming={incoming}
              hint={isRingtoneBlocked ? t('incoming.silentHint') : null}
            />
          ))}
        </aside>
      )}
    </FluentProvider>,
    getIncomingCallsRoot(),
  );
}

/** The text that a screen reader announces when the call begins to ring. */
function Announcement({ incoming }: { incoming: IncomingSnapshot }) {
  const { t } = useTranslation();
  return <p>{t('incoming.title', { name: sanitizeName(useCallerName(incoming)) })}</p>;
}
