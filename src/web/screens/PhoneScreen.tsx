import { CallProvider, PhoneProvider, usePhone, usePhoneState } from '../calling/react.tsx';
import type { OpenPreview } from '../calling/preview.ts';
import type { Phone } from '../calling/phone.ts';
import { IncomingDialog } from '../features/incoming/IncomingDialog.tsx';
import { Notices } from '../features/notices/Notices.tsx';
import { CallScreen } from './CallScreen.tsx';
import { EndedScreen } from './EndedScreen.tsx';
import { HomeScreen } from './HomeScreen.tsx';

interface PhoneScreenProps {
  phone: Phone;
  preview: OpenPreview;
  onSignIn: () => void;
  onRetry: () => void;
}

/** The phone, ready: the call in front, or how the last one ended, or the box to dial from. */
export function PhoneScreen({ phone, preview, onSignIn, onRetry }: PhoneScreenProps) {
  return (
    <PhoneProvider phone={phone}>
      <Notices onSignIn={onSignIn} onRetry={onRetry} />
      <Front preview={preview} />
      <IncomingDialog />
    </PhoneProvider>
  );
}

function Front({ preview }: { preview: OpenPreview }) {
  const phone = usePhone();
  const { calls, ended } = usePhoneState();
  const session = phone.session(calls.at(-1) ?? '');
  if (session)
    return (
      <CallProvider session={session} key={session.key}>
        <CallScreen />
      </CallProvider>
    );
  return ended ? <EndedScreen ended={ended} /> : <HomeScreen preview={preview} />;
}
