import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { useDeferredValue, useEffect, useRef, type ComponentType } from 'react';
import { openView, useMainView } from '../base/view.ts';
import type { CallSession } from '../calling/call/session.ts';
import type { OpenPreview } from '../calling/devices/preview.ts';
import { CallProvider } from '../calling/react.tsx';
import { HomeView } from './HomeView.tsx';
import { PeopleView } from '../areas/people/PeopleView.tsx';
import { MeetingsView } from '../areas/meetings/MeetingsView.tsx';
import { Boundary } from '../ui/Boundary.tsx';
import { lineAtBlockStart } from '../ui/lines.ts';
import { onLowScreen, onOneColumn } from '../ui/screenWidth.ts';
import { FailedCallScreen } from './FailedCallScreen.tsx';
import { FailedScreen } from './ProblemScreen.tsx';

const useStyles = makeStyles({
  call: { display: 'flex', flexGrow: 1, flexBasis: 0, minHeight: 0, minWidth: 0 },
  // A phone has no room for a call and another view. The call goes on, and the list of calls leads back to it.
  behindView: {
    [onOneColumn]: { position: 'absolute', visibility: 'hidden', inset: 0 },
    [onLowScreen]: { position: 'absolute', visibility: 'hidden', inset: 0 },
  },
  view: {
    display: 'flex',
    flexDirection: 'column',
    flexGrow: 1,
    flexBasis: 0,
    minHeight: 0,
    minWidth: 0,
    backgroundColor: tokens.colorNeutralBackground2,
  },
  besideCall: { ...lineAtBlockStart },
  leaving: { display: 'none' },
});

interface MainAreaProps {
  /** The front call (the call on the screen); `null` if there is no call. */
  session: CallSession | null;
  CallScreen: ComponentType;
  preview: OpenPreview;
}

/** The middle of the console: the front call, and the open view below it. */
export function MainArea({ session, CallScreen, preview }: MainAreaProps) {
  const styles = useStyles();
  const view = useMainView();
  const frontKey = session?.key ?? null;
  const lastFrontKey = useRef(frontKey);
  // The user wants to see a call that comes to the front.
  useEffect(() => {
    if (frontKey !== null && frontKey !== lastFrontKey.current) openView('calls');
    lastFrontKey.current = frontKey;
  }, [frontKey]);
  const shownView = session === null || view !== 'calls' ? view : null;
  // A view that gives way to a call is hidden at once, and removed later: removing its lists takes longer than the call may wait.
  const leavingView = useDeferredValue(shownView);
  const renderedView = shownView ?? leavingView;
  return (
    <>
      {session && (
        <div className={mergeClasses(styles.call, shownView !== null && styles.behindView)}>
          <CallProvider session={session} key={session.key}>
            <Boundary fallback={<FailedCallScreen />}>
              <CallScreen />
            </Boundary>
          </CallProvider>
        </div>
      )}
      {renderedView !== null && (
        <div
          className={mergeClasses(
            styles.view,
            session !== null && styles.besideCall,
            shownView === null && styles.leaving,
          )}
        >
          <Boundary key={renderedView} fallback={<FailedScreen />}>
            {renderedView === 'people' && <PeopleView />}
            {renderedView === 'meetings' && <MeetingsView />}
            {renderedView === 'calls' && <HomeView preview={preview} />}
          </Boundary>
        </div>
      )}
    </>
  );
}
