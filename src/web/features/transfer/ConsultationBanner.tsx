import { Button } from '@fluentui/react-components';
import { CallForward20Regular } from '@fluentui/react-icons/svg/call-forward';
import { useTranslation } from 'react-i18next';
import { usePersonName } from '../../people/PeopleProvider.tsx';
import { CallProvider, useCall, useFeature, usePhone, usePhoneState } from '../../calling/react.tsx';
import { Banner } from '../../ui/Banner.tsx';
import { transfer } from './transfer.ts';

/** Shown in a consultation: names the participant who waits to be transferred, and completes the transfer. */
export function ConsultationBanner() {
  const phone = usePhone();
  const calls = usePhoneState((state) => state.calls);
  const key = useCall((call) => call.key);
  const id = useCall((call) => call.id);
  const rawId = useCall((call) => call.other);
  const isConnected = useCall(({ connectedAt }) => connectedAt !== null);
  const others = calls.flatMap((one) => (one === key ? [] : (phone.session(one) ?? [])));
  return others.map((session) => (
    <CallProvider session={session} key={session.key}>
      <Waiting consultation={{ id, rawId, isConnected }} onBack={() => void phone.switchTo(session.key)} />
    </CallProvider>
  ));
}

interface WaitingProps {
  consultation: { readonly id: string; readonly rawId: string | null; readonly isConnected: boolean };
  onBack: () => void;
}

function Waiting({ consultation, onBack }: WaitingProps) {
  const { t } = useTranslation();
  const name = usePersonName(useCall((call) => call.other));
  const { state, pending, run } = useFeature(transfer);
  if (state.consulted === null || state.consulted !== consultation.rawId) return null;
  const isReady = consultation.isConnected && state.can === 'yes' && !pending;
  return (
    <Banner icon={<CallForward20Regular />}>
      {t('transfer.waits', { name })}
      <Button
        size="small"
        appearance="primary"
        disabledFocusable={!isReady || state.attempt?.state === 'Transferring'}
        onClick={() =>
          run({ kind: 'start', to: { kind: 'call', id: consultation.id, rawId: consultation.rawId } })
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
