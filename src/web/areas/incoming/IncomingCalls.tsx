import { FluentProvider, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { useEffect, useRef, type FocusEvent } from 'react';
import { createPortal } from 'react-dom';
import { useTranslation } from 'react-i18next';
import { usePhoneState } from '../../calling/react.tsx';
import type { IncomingSnapshot } from '../../calling/call/snapshot.ts';
import { visuallyHidden } from '../../ui/visuallyHidden.ts';
import { IncomingCard } from './IncomingCard.tsx';
import { plainName } from './plainName.ts';
import { useCallSounds } from './useCallSounds.ts';
import { useCallerName, useRinging } from './useRinging.ts';
import { useWindowSigns } from './useWindowSigns.ts';

const useStyles = makeStyles({
  calls: {
    position: 'fixed',
    // Above every dialog: a call waits for nobody to close one.
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
  // There is no room beside the box that one types in; in a call the controls are down there.
  low: {
    '@media (max-width: 700px)': { top: 'auto', bottom: tokens.spacingHorizontalL, maxHeight: '60vh' },
  },
  spoken: visuallyHidden,
});

/** The element of index.html that no dialog hides from readers. */
function outside(): HTMLElement {
  const element = document.getElementById('ringing');
  if (!element) throw new Error('index.html has no element with the id "ringing".');
  return element;
}

/** The page, or a heading that has the focus only to be read: nobody types there. */
const nothingHasFocus = () => document.activeElement?.matches('body, h1') ?? true;

/**
 * All calls that ring, beside whatever the person is doing: no dialog that takes the keyboard. The focus comes here
 * only when it is nowhere, and then to a card, never to a button: what is being typed answers no call.
 */
export function IncomingCalls() {
  const { t } = useTranslation();
  const styles = useStyles();
  const ringing = useRinging();
  const isInCall = usePhoneState(({ calls }) => calls.length > 0);
  const { refused } = useCallSounds();
  useWindowSigns();
  const list = useRef<HTMLElement>(null);
  const cameFrom = useRef<HTMLElement | null>(null);
  useEffect(() => {
    if (!nothingHasFocus()) return;
    const card = list.current?.querySelector<HTMLElement>('[role="alertdialog"]');
    (card ?? cameFrom.current)?.focus();
    if (!card) cameFrom.current = null;
  });
  const remember = ({ relatedTarget, currentTarget }: FocusEvent) => {
    if (relatedTarget instanceof HTMLElement && !currentTarget.contains(relatedTarget))
      cameFrom.current = relatedTarget;
  };
  return createPortal(
    <FluentProvider>
      <div aria-live="assertive" className={styles.spoken}>
        {ringing.map((incoming) => (
          <Announcement key={incoming.key} incoming={incoming} />
        ))}
      </div>
      {ringing.length > 0 && (
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- It remembers, and does nothing.
        <aside
          ref={list}
          aria-label={t('incoming.list')}
          className={mergeClasses(styles.calls, !isInCall && styles.low)}
          onFocus={remember}
        >
          {ringing.map((incoming) => (
            <IncomingCard
              key={incoming.key}
              incoming={incoming}
              hint={refused ? t('incoming.silentHint') : null}
            />
          ))}
        </aside>
      )}
    </FluentProvider>,
    outside(),
  );
}

function Announcement({ incoming }: { incoming: IncomingSnapshot }) {
  const { t } = useTranslation();
  return <p>{t('incoming.title', { name: plainName(useCallerName(incoming)) })}</p>;
}
