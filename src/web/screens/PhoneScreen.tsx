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
  CallScreen: ComponentType;
  preview: OpenPreview;
  onSignIn: () => void;
  onRetry: () => void;
  onCheckSetUp: () => void;
}

/** The screen of a phone that is ready: the front call, or how the last call ended, or the home screen. */
export function PhoneScreen({ phone, CallScreen, preview, ...remedies }: PhoneScreenProps) {
  return (
    <PhoneProvider phone={phone}>
      {/* First, so that Shift+Tab in the dial box moves the focus to the incoming calls. */}
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
  const [previous, setPrevious] = useState({ ended, isAfterCall: false });
  if (previous.ended !== ended) setPrevious({ ended, isAfterCall: ended === null });
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
        <HomeScreen preview={preview} isAfterCall={previous.isAfterCall} />
      )}
    </Boundary>
  );
}
