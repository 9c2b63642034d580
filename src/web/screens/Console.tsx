import { makeStyles, mergeClasses, tokens, webDarkTheme } from '@fluentui/react-components';
import type { ComponentType, ReactNode } from 'react';
import { ringingHeight, useRingingHeight } from '../areas/incoming/ringingHeight.ts';
import { useReadable } from '../base/useReadable.ts';
import { currentView } from '../base/view.ts';
import { ShownCallContext } from '../calling/react.tsx';
import type { OpenPreview } from '../calling/devices/preview.ts';
import { useShowsOnlyCall } from '../integration/IntegrationContext.ts';
import { lineAtBlockStart, lineAtInlineStart } from '../ui/lines.ts';
import { MessageLine } from '../ui/MessageLine.tsx';
import {
  onConsole,
  onLowScreen,
  onNoSideColumn,
  onOneColumn,
  onWideConsole,
  sideColumnWidth,
} from '../ui/screenWidth.ts';
import { Part } from '../ui/Parts.tsx';
import { visuallyHidden } from '../ui/visuallyHidden.ts';
import { MainArea } from './MainArea.tsx';
import { useShownCall } from './useShownCall.ts';

/**
 * The least height of the middle on a phone: room for the state of a call, the notice of a consultation, and the toolbar. The list
 * of calls leaves it this height, and scrolls. Where the cards of incoming calls leave too little for this and the 170 px of the
 * dial box, the messages and the navigation, the middle is lower, so that the navigation stays in the window.
 */
const minCallHeight = 'min(clamp(136px, 32vh, 204px), 100% - 170px)';

/** Selects the console while its list has at most one call. */
const hasOneCall = ':not(:has([data-place="side"] [data-call] ~ [data-call]))';
/** Selects the message line, without a message, while the view shows a call's videos. */
const emptyLineOfVideos = ':has(+ main [data-stage]) [data-over-call]:not(:has([aria-label]))';
const darkStage = { backgroundColor: webDarkTheme.colorNeutralBackground3 };

const useStyles = makeStyles({
  // Each part has the same element at every width, so a change of the layout keeps videos and text fields as they are.
  console: {
    display: 'grid',
    flexGrow: 1,
    // By default, the browser would lay out the console twice: with the height of its content, then with that of the window.
    flexBasis: 0,
    minHeight: 0,
    boxSizing: 'border-box',
    gridTemplateColumns: 'auto minmax(0, 1fr)',
    gridTemplateRows: 'auto auto minmax(0, 1fr)',
    gridTemplateAreas: '"rail top" "rail calls" "rail main"',
    // On a screen without a column for the calls, the cards of incoming calls are at the top. This reserves their height.
    paddingBlockStart: ringingHeight,
    // The order of the page is that of wide screens. Here, the Tab key and screen readers follow the rows instead.
    [onNoSideColumn]: { readingFlow: 'grid-rows' },
    [onOneColumn]: {
      gridTemplateColumns: 'minmax(0, 1fr)',
      gridTemplateRows: `auto minmax(0, auto) minmax(${minCallHeight}, 1fr) auto`,
      gridTemplateAreas: '"top" "calls" "main" "rail"',
    },
    [onConsole]: {
      gridTemplateColumns: `auto minmax(0, 1fr) ${sideColumnWidth}`,
      gridTemplateRows: 'auto minmax(0, 1fr)',
      gridTemplateAreas: '"rail top side" "rail main side"',
      paddingBlockStart: 0,
      // The calls have a column at the side, which the line does not reach.
      [`& ${emptyLineOfVideos}`]: darkStage,
    },
    [onWideConsole]: { gridTemplateColumns: 'auto minmax(0, 1fr) auto' },
    // A panel that lists the same people has their buttons, too. Two lists would only ask the user which of them to use.
    '&:has([data-lists-people]) [data-favourites]': { display: 'none' },
    // Without a message, the line above videos looks like a part of their dark surroundings, unless a list of calls is between them.
    [`&${hasOneCall} ${emptyLineOfVideos}`]: darkStage,
  },
  // Without rail and favourites, as a page of another site may show the phone.
  onlyCall: { gridTemplateRows: 'auto auto minmax(136px, 1fr)' },
  // `zIndex` lets the account menu open over the view.
  rail: { gridArea: 'rail', display: 'flex', minHeight: 0, position: 'relative', zIndex: 2 },
  top: {
    gridArea: 'top',
    minWidth: 0,
    position: 'relative',
    zIndex: 1,
  },
  // On a phone, a call on the screen needs the place of the dial box. The other views show the box.
  dialBox: { [onLowScreen]: { display: 'none' }, [onOneColumn]: { display: 'none' } },
  // Without a message, the line looks like a margin of what is below it.
  messages: { backgroundColor: tokens.colorNeutralBackground2 },
  messagesOverCall: { backgroundColor: tokens.colorNeutralBackground3 },
  // Without a column for the calls, hides a list of only the call on the screen. Ringing calls, which have cards, do not count, and
  // neither do ended ones.
  onlyFrontCall: {
    [onNoSideColumn]: {
      '&:not(:has(li:not([data-ringing], [data-ended]) + li)):not(:focus-within)': visuallyHidden,
    },
    // On a phone, a ringing call's card leaves too little room for the rows of callers on hold and that of the call on the screen.
    [onOneColumn]: {
      '& [data-ringing] ~ [data-call]:has([aria-current=true]):not(:focus-within)': visuallyHidden,
    },
  },
  main: {
    gridArea: 'main',
    position: 'relative',
    display: 'flex',
    flexDirection: 'column',
    minWidth: 0,
    minHeight: 0,
  },
  side: {
    gridArea: 'calls',
    minWidth: 0,
    minHeight: 0,
    [onOneColumn]: { display: 'grid', gridTemplateRows: 'minmax(0, 1fr)' },
    [onConsole]: {
      gridArea: 'side',
      display: 'grid',
      boxSizing: 'border-box',
      // The calls have the same height whatever their number, so that no call moves a favourite. More calls scroll.
      gridTemplateRows: 'clamp(200px, 34%, 400px) minmax(0, 1fr)',
      ...lineAtInlineStart,
      backgroundColor: tokens.colorNeutralBackground3,
    },
    [onWideConsole]: {
      gridTemplateRows: 'minmax(0, 1fr)',
      gridTemplateColumns: sideColumnWidth,
      gridAutoColumns: sideColumnWidth,
      gridAutoFlow: 'column',
    },
  },
  calls: {
    display: 'flex',
    flexDirection: 'column',
    minWidth: 0,
    minHeight: 0,
    // The cards of incoming calls are at the end of the column, so that a ring moves no row.
    [onWideConsole]: { paddingBlockEnd: ringingHeight },
  },
  // Without favourites, the calls have the whole column, and the cards are at its end.
  sideOfOnlyCall: { [onConsole]: { gridTemplateRows: 'minmax(0, 1fr)' } },
  callsOfOnlyCall: { [onConsole]: { paddingBlockEnd: ringingHeight } },
  favourites: {
    display: 'none',
    minWidth: 0,
    minHeight: 0,
    boxSizing: 'border-box',
    padding: tokens.spacingHorizontalM,
    overflowY: 'auto',
    [onConsole]: {
      display: 'block',
      paddingBlockEnd: `max(${tokens.spacingHorizontalM}, ${ringingHeight})`,
      ...lineAtBlockStart,
    },
    [onWideConsole]: {
      paddingBlockEnd: tokens.spacingHorizontalM,
      borderBlockStartStyle: 'none',
      ...lineAtInlineStart,
    },
  },
});

interface ConsoleProps {
  rail: ReactNode;
  /** The components that put messages on the line between the dial box and the view. */
  messages: ReactNode;
  dialBox: ReactNode;
  calls: ReactNode;
  favourites: ReactNode;
  CallScreen: ComponentType;
  preview: OpenPreview;
}

/** The console is the main screen of the phone. It places its parts for each width of the screen. */
export function Console({ rail, messages, dialBox, calls, favourites, CallScreen, preview }: ConsoleProps) {
  const styles = useStyles();
  /** Each element whose styles use `ringingHeight` needs this style itself. */
  const ringingStyle = useRingingHeight();
  const session = useShownCall();
  const view = useReadable(currentView);
  /** Whether the view shows a call, which on a small screen uses the place of the dial box. */
  const showsCall = session !== null && view === 'calls';
  const showsOnlyCall = useShowsOnlyCall();
  return (
    <div className={mergeClasses(styles.console, showsOnlyCall && styles.onlyCall)} style={ringingStyle}>
      <div className={styles.rail}>
        <Part>{rail}</Part>
      </div>
      <header className={styles.top}>
        <div {...(showsCall && { className: styles.dialBox })}>
          <Part>{dialBox}</Part>
        </div>
        <div
          className={mergeClasses(styles.messages, showsCall && styles.messagesOverCall)}
          {...(showsCall && { 'data-over-call': true })}
        >
          <Part>{messages && <MessageLine>{messages}</MessageLine>}</Part>
        </div>
      </header>
      <main className={styles.main}>
        <MainArea session={session} CallScreen={CallScreen} preview={preview} />
      </main>
      <div className={mergeClasses(styles.side, showsOnlyCall && styles.sideOfOnlyCall)} data-place="side">
        <div
          className={mergeClasses(
            styles.calls,
            showsOnlyCall && styles.callsOfOnlyCall,
            showsCall && styles.onlyFrontCall,
          )}
          style={ringingStyle}
        >
          <Part>
            <ShownCallContext value={session?.key ?? null}>{calls}</ShownCallContext>
          </Part>
        </div>
        {/* The view *People* shows the favourites itself. */}
        {view !== 'people' && !showsOnlyCall && (
          <div data-favourites className={styles.favourites} style={ringingStyle}>
            <Part>{favourites}</Part>
          </div>
        )}
      </div>
    </div>
  );
}
