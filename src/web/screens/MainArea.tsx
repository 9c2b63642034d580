import { Button, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { ChevronDown16Regular } from '@fluentui/react-icons/svg/chevron-down';
import { ChevronRight16Regular } from '@fluentui/react-icons/svg/chevron-right';
import {
  memo,
  Suspense,
  useDeferredValue,
  useEffect,
  useMemo,
  useRef,
  useState,
  type ComponentType,
  type ReactNode,
} from 'react';
import { useTranslation } from 'react-i18next';
import { useReadable } from '../base/useReadable.ts';
import { currentView, openView, useViewBeforeSettings } from '../base/view.ts';
import type { CallSession } from '../calling/call/session.ts';
import type { OpenPreview } from '../calling/devices/preview.ts';
import { CallProvider, useCapabilities } from '../calling/react.tsx';
import { CameraCheck } from '../areas/device-check/CameraCheck.tsx';
import { EndedCallNote } from '../areas/history/EndedCallNote.tsx';
import { HistoryList } from '../areas/history/HistoryList.tsx';
import { Reachability } from '../areas/incoming/Reachability.tsx';
import { ReachabilityOffer } from '../areas/incoming/ReachabilityOffer.tsx';
import { MeetingsView } from '../areas/meetings/MeetingsView.tsx';
import { DoNotDisturbNote } from '../areas/own-presence/DoNotDisturbNote.tsx';
import { TodayList } from '../areas/meetings/Today.tsx';
import { ComputerQuestion } from '../areas/settings/ComputerQuestion.tsx';
import { useComputer } from '../areas/settings/useComputer.ts';
import { MissingNames, PeopleConsent, PeopleView } from '../areas/people/PeopleView.tsx';
import { QuietConsentContext } from '../consent/ConsentPrompt.tsx';
import { noteAfterCall } from '../history/noteAfterCall.ts';
import { useShowsOnlyCall } from '../integration/IntegrationContext.ts';
import { Boundary } from '../ui/Boundary.tsx';
import { lineAtBlockStart } from '../ui/lines.ts';
import { lazyPart } from '../ui/lazyPart.tsx';
import { EachPart, Part } from '../ui/Parts.tsx';
import { onLowScreen, onOneColumn } from '../ui/screenWidth.ts';
import { viewStyle } from '../ui/viewStyle.ts';
import { visuallyHidden } from '../ui/visuallyHidden.ts';
import { FailedCallScreen } from './FailedCallScreen.tsx';
import { FailedScreen } from './ProblemScreen.tsx';

const SettingsView = lazyPart(() => import('../areas/settings/SettingsView.tsx'), 'SettingsView');

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
  besideCall: lineAtBlockStart,
  leaving: { display: 'none' },
  home: { ...viewStyle, overflowY: 'auto' },
  homeTitle: visuallyHidden,
  offers: {
    display: 'contents',
    [onOneColumn]: { display: 'flex', flexDirection: 'column', flexShrink: 0, gap: tokens.spacingVerticalS },
    // Without an offer, the line that opens the offers would open nothing.
    '&:not(:has(> button + *))': { display: 'none' },
  },
  closed: { [onOneColumn]: { '& > button ~ *': { display: 'none' } } },
  offersLine: {
    display: 'none',
    [onOneColumn]: { display: 'inline-flex' },
    alignSelf: 'start',
    padding: `0 ${tokens.spacingHorizontalXS}`,
    color: tokens.colorBrandForegroundLink,
  },
});

interface MainAreaProps {
  /** The front call (the call on the screen); `null` if there is no call. */
  session: CallSession | null;
  CallScreen: ComponentType;
  preview: OpenPreview;
}

/** The middle of the main screen: the front call, and the open view below it. */
export function MainArea({ session, CallScreen, preview }: MainAreaProps) {
  const styles = useStyles();
  const openedView = useReadable(currentView);
  const viewBeforeSettings = useViewBeforeSettings();
  const { meetings } = useCapabilities();
  // A link or the app's icon may open a view that this case does not have.
  const view = openedView === 'meetings' && !meetings ? 'calls' : openedView;
  const lastSession = useRef(session);
  // Another front call opens the view in which the user sees it, and has a note of its own. But the user may still be writing about
  // the call before, which has just ended or lost the screen.
  useEffect(() => {
    const last = lastSession.current;
    lastSession.current = session;
    if (session === null) return;
    if (last === null || last.call.get().id !== noteAfterCall.get()) noteAfterCall.set(null);
    if (session !== last) openView('calls');
  }, [session]);
  const shownView = session === null || view !== 'calls' ? view : null;
  // A view that gives way to a call is hidden at once, but removed later: the call would wait while React removes the view's lists.
  const leavingView = useDeferredValue(shownView);
  // When the phone appears, the user can call before the view with its lists is rendered.
  const rendersView = useDeferredValue(true, false);
  const renderedView = rendersView ? (shownView ?? leavingView) : null;
  const cameraCheck = useMemo(() => <CameraCheck openPreview={preview} />, [preview]);
  const reachability = useMemo(() => <Reachability>{cameraCheck}</Reachability>, [cameraCheck]);
  return (
    <QuietConsentContext value={session !== null}>
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
            {renderedView === 'settings' && (
              <Part>
                <Suspense>
                  <SettingsView reachability={reachability} onLeave={() => openView(viewBeforeSettings)} />
                </Suspense>
              </Part>
            )}
            {renderedView === 'calls' && <HomeView reachability={reachability} cameraCheck={cameraCheck} />}
          </Boundary>
        </div>
      )}
      {session === null && (
        <Part>
          <EndedCallNote />
        </Part>
      )}
    </QuietConsentContext>
  );
}

interface HomeViewProps {
  reachability: ReactNode;
  cameraCheck: ReactNode;
}

/**
 * The view *Calls* while there is no call: at the first start a question and offers, then the next meetings and the call history.
 * `memo`, because a call that takes its place would wait while React renders all its rows once more.
 */
const HomeView = memo(function HomeView({ reachability, cameraCheck }: HomeViewProps) {
  const { t } = useTranslation();
  const styles = useStyles();
  const { meetings } = useCapabilities();
  const showsOnlyCall = useShowsOnlyCall();
  const isFirstStart = useComputer().answer === null;
  return (
    <div className={styles.home}>
      <h1 className={styles.homeTitle}>{t('rail.calls')}</h1>
      <Part>
        <DoNotDisturbNote />
      </Part>
      {/* Without the navigation, there are no settings, which have these controls. */}
      {showsOnlyCall ? (
        <Part>{reachability}</Part>
      ) : (
        <EachPart>
          <ComputerQuestion />
          <MissingNames />
          <Offers>
            <ReachabilityOffer isFirstStart={isFirstStart}>{cameraCheck}</ReachabilityOffer>
            <PeopleConsent />
          </Offers>
          {meetings && <TodayList />}
          <HistoryList />
        </EachPart>
      )}
    </div>
  );
});

/**
 * Offers what makes the phone better. On a phone, a line opens the offers, so that they do not push the calls off the screen. The
 * offers are the same elements at every width, so that an open camera check stays.
 */
function Offers({ children }: { children: ReactNode }) {
  const { t } = useTranslation();
  const styles = useStyles();
  const [isOpen, setOpen] = useState(false);
  return (
    <div className={mergeClasses(styles.offers, !isOpen && styles.closed)}>
      <Button
        appearance="transparent"
        className={styles.offersLine}
        icon={isOpen ? <ChevronDown16Regular /> : <ChevronRight16Regular className="mirrored" />}
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      >
        {t('rail.setUp')}
      </Button>
      <EachPart>{children}</EachPart>
    </div>
  );
}
