import { useState, type ComponentType } from 'react';
import { CallProvider, PhoneProvider, usePhone, usePhoneState } from '../calling/react.tsx';
import type { OpenPreview } from '../calling/devices/preview.ts';
import type { Phone } from '../calling/phone.ts';
import { AgentStatusBar } from '../areas/agent-status/AgentStatusBar.tsx';
import { IncomingCalls } from '../areas/incoming/IncomingCalls.tsx';
import { OtherTabBar } from '../areas/incoming/OtherTabBar.tsx';
import { NoticeList } from '../areas/call-notices/NoticeList.tsx';
import { ProblemList } from '../areas/problems/ProblemList.tsx';
import { RejoinBar } from '../areas/rejoin/RejoinBar.tsx';
import { Boundary } from '../ui/Boundary.tsx';
import { Part } from '../ui/Parts.tsx';
import { EndedScreen } from './EndedScreen.tsx';
import { FailedCallScreen } from './FailedCallScreen.tsx';
import { HomeScreen } from './HomeScreen.tsx';
import { FailedScreen } from './FailedScreen.tsx';
import { Shortcuts } from './Shortcuts.tsx';

interface PhoneScreenProps {
  phone: Phone;
  /** A prop, because the component is in a chunk that loads with the Calling SDK. */
  CallScreen: ComponentType;
  /** Starts the camera preview of the device check. */
  preview: OpenPreview;
  // These run when the user presses the button of a problem with the remedy `signIn`, `retry` or `checkConfiguration`.
  onSignIn: () => void;
  onRetry: () => void;
  onCheckSetUp: () => void;
}

/**
 * The screen of a connected user. Below the bars it shows the front call (the call on the screen). Without a call, it shows how
 * the last call ended, or else the home screen.
 */
export function PhoneScreen({ phone, CallScreen, preview, ...remedies }: PhoneScreenProps) {
  return (
    <PhoneProvider phone={phone}>
      {/* `IncomingCalls` comes first, so that Shift+Tab in the dial box moves the focus to an incoming call. */}
      <Part>
        <IncomingCalls />
      </Part>
      <Part>
        <OtherTabBar />
      </Part>
      <Part>
        <AgentStatusBar />
      </Part>
      <Part>
        <RejoinBar />
      </Part>
      <Part>
        <ProblemList {...remedies} />
      </Part>
      <Part>
        <NoticeList />
      </Part>
      <MainScreen CallScreen={CallScreen} preview={preview} />
      <Part>
        <Shortcuts />
      </Part>
    </PhoneProvider>
  );
}

function MainScreen({ CallScreen, preview }: Pick<PhoneScreenProps, 'CallScreen' | 'preview'>) {
  const phone = usePhone();
  const front = usePhoneState((state) => state.front);
  const ended = usePhoneState((state) => state.ended);
  const session = phone.findSession(front ?? '');
  // `lastRender.ended` is the ended call of the last render. If `ended` is now `null`, the user has closed its screen.
  const [lastRender, setLastRender] = useState({ ended, isAfterCall: false });
  if (lastRender.ended !== ended) setLastRender({ ended, isAfterCall: ended === null });
  if (session)
    return (
      <CallProvider session={session} key={session.key}>
        <Boundary fallback={<FailedCallScreen />}>
          <CallScreen />
        </Boundary>
      </CallProvider>
    );
  return (
    <Boundary key={ended ? 'ended' : 'home'} fallback={<FailedScreen />}>
      {ended ? (
        <EndedScreen ended={ended} />
      ) : (
        <HomeScreen preview={preview} isAfterCall={lastRender.isAfterCall} />
      )}
    </Boundary>
  );
}
