import { Button } from '@fluentui/react-components';
import { CallForward20Regular } from '@fluentui/react-icons/svg/call-forward';
import { useTranslation } from 'react-i18next';
import { usePersonName } from '../../people/PeopleProvider.tsx';
import { CallProvider, useCall, useFeature, usePhone, usePhoneState } from '../../calling/react.tsx';
import { Banner } from '../../ui/Banner.tsx';
import { transfer } from '../../transfer/transfer.ts';

/**
 * Before a transfer, the user can ask the transfer target in a second call, the consultation. While the consultation is on the
 * screen (the front call), this banner names the participant who waits on hold, and offers to complete the transfer.
 */
export function ConsultationBanner() {
  const phone = usePhone();
  const calls = usePhoneState((state) => state.calls);
  const frontKey = useCall((call) => call.key);
  const callId = useCall((call) => call.id);
  const otherId = useCall((call) => call.other);
  const isConnected = useCall(({ connectedAt }) => connectedAt !== null);
  const otherSessions = calls.flatMap((callKey) =>
    callKey === frontKey ? [] : (phone.findSession(callKey) ?? []),
  );
  return otherSessions.map((session) => (
    <CallProvider session={session} key={session.key}>
      <WaitingTransferee
        consultation={{ callId, rawId: otherId, isConnected }}
        onBack={() => void phone.switchTo(session.key)}
      />
    </CallProvider>
  ));
}

interface WaitingTransfereeProps {
  /** The front call. `rawId` is its other participant; `null` while the SDK does not say. */
  consultation: { readonly callId: string; readonly rawId: string | null; readonly isConnected: boolean };
  /** Resumes the other call. */
  onBack: () => void;
}

/** The banner for one other call of the user. It belongs inside the `CallProvider` of that call. */
function WaitingTransferee({ consultation, onBack }: WaitingTransfereeProps) {
  const { t } = useTranslation();
  const name = usePersonName(useCall((call) => call.other));
  const { state, pending, run } = useFeature(transfer);
  // The front call is no consultation for this other call.
  if (state.consultedId === null || state.consultedId !== consultation.rawId) return null;
  const isReady = consultation.isConnected && state.availability === 'yes' && !pending;
  return (
    <Banner icon={<CallForward20Regular />}>
      {t('transfer.waits', { name })}
      <Button
        size="small"
        appearance="primary"
        disabledFocusable={!isReady || state.attempt?.state === 'Transferring'}
        onClick={() =>
          run({
            kind: 'start',
            target: { kind: 'call', callId: consultation.callId, rawId: consultation.rawId },
          })
        }
      >
        {t('transfer.complete', { name })}
      </Button>
      <Button size="small" onClick={onBack}>
        {t('transfer.backTo', { name })}
      </Button>
    </Banner>
  );
}
