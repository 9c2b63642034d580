import { FluentProvider, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { useEffect, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import { useTranslation } from 'react-i18next';
import type { IncomingSnapshot } from '../../calling/call/snapshot.ts';
import { onConsole, onWideConsole, sideColumnWidth } from '../../ui/screenWidth.ts';
import { useReadable } from '../../base/useReadable.ts';
import { currentView } from '../../base/view.ts';
import { CallProvider, usePhone } from '../../calling/react.tsx';
import { useShowsOnlyCall } from '../../integration/IntegrationContext.ts';
import { nameWaitMs } from '../../people/people.ts';
import { useKnownName } from '../../people/PeopleProvider.tsx';
import { ignorePressesOnMoved } from '../../ui/ignorePressesOnMoved.ts';
import { useAnnouncement } from '../../ui/useAnnouncement.ts';
import { useFocusRestore } from '../../ui/useFocusRestore.ts';
import { useTakesLong } from '../../ui/useTakesLong.ts';
import { HeldCallerCard } from './HeldCallerCard.tsx';
import { useHeldCaller } from './useHeldCaller.ts';
import { getCardId, sanitizeName, useIncomingCalls } from './useIncomingCalls.ts';
import { IncomingCard } from './IncomingCard.tsx';
import { useCallSounds } from './useCallSounds.ts';
import { useCardsMeasurement } from './ringingHeight.ts';
import { TabTitle } from './TabTitle.tsx';

const ringingRoom = 'min(356px, 65vh)';

const useStyles = makeStyles({
  calls: {
    position: 'fixed',
    // Above Fluent's dialogs, whose z-index is 1,000,000, so that the user can answer without closing a dialog.
    zIndex: 1_000_001,
    // The cards are at the top of the screen, and the rest begins below them. On a screen with a column for the calls, they are at
    // its end, so that a ring moves nothing on the page.
    insetBlockStart: 0,
    insetInline: 0,
    maxHeight: 'max(45vh, 100vh - 200px)',
    boxSizing: 'border-box',
    padding: tokens.spacingHorizontalS,
    overflowY: 'auto',
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalXS,
    pointerEvents: 'none',
    [onConsole]: {
      insetBlockStart: 'auto',
      insetBlockEnd: 0,
      insetInlineStart: 'auto',
      width: sideColumnWidth,
      maxHeight: '65vh',
    },
  },
  // Room for three callers, whose rows are below the first card. The row of a fourth one begins at the end of this room and scrolls,
  // so that no further caller moves the first card. The favourites end above it. A card that the user has opened takes more room.
  ringing: {
    [onConsole]: {
      minHeight: ringingRoom,
      ':not(:has(details[open], [role=alertdialog] + [role=alertdialog] details))': {
        maxHeight: ringingRoom,
      },
    },
  },
  besideFavourites: { [onWideConsole]: { insetInlineEnd: sideColumnWidth } },
});

/** Returns the element in index.html for incoming calls. It is outside the app, so dialogs do not hide it from screen readers. */
function getIncomingCallsRoot(): HTMLElement {
  const element = document.getElementById('ringing');
  if (!element) throw new Error('index.html has no element with the id "ringing".');
  return element;
}

/** While a card's details are open, a further caller's row can move the cards. Notes where they are, before React shows the row. */
function useMovedCardsGuard(): void {
  const { state } = usePhone();
  useEffect(() => {
    let count = state.get().incoming.length;
    return state.subscribe(() => {
      const nextCount = state.get().incoming.length;
      if (count > 0 && nextCount > count) ignorePressesOnMoved();
      count = nextCount;
    });
  }, [state]);
}

/** Whether nothing has the focus, or only a heading: the app moves the focus to headings for screen readers. */
const mayMoveFocus = () => document.activeElement?.matches('body, h1') ?? true;

/**
 * The cards of all calls that ring, or else the card of a caller who has been on hold for long. A ringing call's card gets the focus only if nothing else has it, and its buttons do not get it by
 * themselves. So a key that the user presses for something else cannot answer a call.
 */
export function IncomingCalls() {
  const { t } = useTranslation();
  const styles = useStyles();
  const incomingCalls = useIncomingCalls();
  const heldCaller = useHeldCaller();
  const isRinging = incomingCalls.length > 0;
  const showsOnlyCall = useShowsOnlyCall();
  // In the view *People*, the favourites are the view itself and have no column beside it.
  const hasFavouritesColumn = useReadable(currentView) !== 'people' && !showsOnlyCall;
  const { isRingtoneBlocked } = useCallSounds();
  const listElement = useRef<HTMLElement>(null);
  const { rememberFocus, restoreFocus } = useFocusRestore();
  useMovedCardsGuard();
  useCardsMeasurement(listElement, isRinging || heldCaller === null ? incomingCalls.length : 1);
  // Moves the focus to the first card, and back when the last card disappears.
  useEffect(() => {
    if (!mayMoveFocus()) return;
    const firstCard = listElement.current?.querySelector<HTMLElement>('[role="alertdialog"]');
    if (firstCard) firstCard.focus();
    else restoreFocus();
  });
  return createPortal(
    <FluentProvider>
      <TabTitle />
      {incomingCalls.map((incoming) => (
        <Announcement key={incoming.key} incoming={incoming} />
      ))}
      {(isRinging || heldCaller !== null) && (
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- The handler only remembers where the focus came from.
        <aside
          ref={listElement}
          aria-label={t(isRinging ? 'incoming.list' : 'heldCaller.region')}
          className={mergeClasses(
            styles.calls,
            isRinging && styles.ringing,
            hasFavouritesColumn && styles.besideFavourites,
          )}
          onFocus={rememberFocus}
        >
          {!isRinging && heldCaller !== null && (
            <CallProvider session={heldCaller}>
              <HeldCallerCard key={heldCaller.key} />
            </CallProvider>
          )}
          {incomingCalls.map((incoming, index) => (
            <IncomingCard
              key={incoming.key}
              incoming={incoming}
              isFirst={index === 0}
              hint={isRingtoneBlocked ? t('incoming.silentHint') : null}
            />
          ))}
        </aside>
      )}
    </FluentProvider>,
    getIncomingCallsRoot(),
  );
}

/**
 * Lets screen readers say that a call rings, once the caller's name is known, and never an id. They read a card with the focus
 * themselves, but not the name that the card gets later.
 */
function Announcement({ incoming }: { incoming: IncomingSnapshot }) {
  const { t } = useTranslation();
  const name = useKnownName(incoming.callerId, incoming.displayName);
  const title = t('incoming.title', { name: sanitizeName(name || t('incoming.someone')) });
  const isNameAwaited = name === null && incoming.callerId !== null;
  const [wasNameAwaited] = useState(isNameAwaited);
  const isNameLate = useTakesLong(isNameAwaited, nameWaitMs);
  useAnnouncement(
    isNameAwaited && !isNameLate ? null : title,
    'assertive',
    () => wasNameAwaited || document.activeElement?.id !== getCardId(incoming.key),
  );
  return null;
}
