import { ArrowClockwise20Regular } from '@fluentui/react-icons/svg/arrow-clockwise';
import { Call20Regular } from '@fluentui/react-icons/svg/call';
import { useTranslation } from 'react-i18next';
import { useReadable } from '../../base/useReadable.ts';
import { findLineOfNumber } from '../../calling/call/company.ts';
import { findRefusal, toOneClickTarget, type Target } from '../../calling/call/target.ts';
import { useCapabilities, usePhone, usePhoneState, usePhoneStateLater } from '../../calling/react.tsx';
import type { WayBack } from '../../calling/tab/rejoinOffer.ts';
import { useTimeFormats } from '../../i18n/formatTime.ts';
import { useTargetName } from '../../people/useTargetName.ts';
import { Message } from '../../ui/Message.tsx';
import { useIsOneColumn } from '../../ui/useScreenWidth.ts';
import { useTakesLong } from '../../ui/useTakesLong.ts';

/**
 * After a reload during calls: names each call that the reload has ended, and offers to call the same people or meeting again. During
 * another call, the offers wait.
 */
export function RejoinMessages() {
  const { rejoin } = usePhone();
  const offers = useReadable(rejoin.offers);
  const isInCall = usePhoneStateLater(({ calls }) => calls.length > 0);
  return (
    !isInCall && offers.map((offer) => <RejoinMessage key={JSON.stringify(offer.target)} offer={offer} />)
  );
}

function RejoinMessage({ offer }: { offer: WayBack }) {
  const { t } = useTranslation();
  const { rejoin, placeCall, company } = usePhone();
  // `null` if the target may be an emergency number, which one press must not call.
  const target = toOneClickTarget(offer.target);
  const name = useTargetName(target);
  const isBusy = usePhoneStateLater(({ isPlacing, connection }) => isPlacing || connection !== 'Connected');
  const { call: reach } = useCapabilities();
  if (target === null || findRefusal(target, reach) !== null) return null;
  const onBehalfOf = findLineOfNumber(offer.companyNumber, company);
  return (
    <Message
      role="status"
      urgency="question"
      action={t(isPhoneNumber(target) ? 'news.callBack' : 'rejoin.rejoin')}
      actionIcon={<Call20Regular />}
      isBusy={isBusy}
      onAction={() => void placeCall(target, { video: false, onBehalfOf })}
      onDismiss={() => rejoin.dismiss(offer)}
    >
      {t(findRejoinKey(target), { name })}
    </Message>
  );
}

/** Whether the target is a single telephone: nobody can rejoin its call, but the user can call it back. */
const isPhoneNumber = (target: Target) =>
  target.kind === 'people' && target.rawIds.length === 1 && target.rawIds[0]?.startsWith('4:') === true;

function findRejoinKey(target: Target) {
  if (target.kind === 'people') return 'rejoin.call';
  return target.subject === undefined ? 'rejoin.meeting' : 'rejoin.namedMeeting';
}

/** Says that calls ring in another tab (the leader tab). The button makes them ring in this tab. */
export function OtherTabMessage() {
  const { t } = useTranslation();
  const { leaderTab } = usePhone();
  const isInCall = usePhoneStateLater(({ calls }) => calls.length > 0);
  if (useReadable(leaderTab.status) !== 'other') return null;
  return (
    <Message role="status" action={t('tabs.take')} onAction={leaderTab.takeOver}>
      {t(isInCall ? 'tabs.otherInCall' : 'tabs.other')}
    </Message>
  );
}

/** Says that no call can reach the user while the SDK's call agent is disconnected. The button tries to reconnect at once. */
export function AgentMessage() {
  const { t } = useTranslation();
  const { formatExactTime } = useTimeFormats();
  const { agent } = usePhone();
  const status = useReadable(agent.status);
  const isOneColumn = useIsOneColumn();
  if (status.kind === 'up') return null;
  // `waitsFor` names what must end first: the agent's `calls`, or a running `attempt` to reconnect.
  const { waitsFor, nextAttemptAt } = status;
  return (
    <Message
      role="status"
      urgency="failure"
      action={waitsFor === 'calls' ? null : t('agent.tryNow')}
      actionIcon={<ArrowClockwise20Regular />}
      isBusy={waitsFor === 'attempt'}
      onAction={agent.tryNow}
    >
      {/* On a phone, the short text leaves room for the button's word. */}
      {isOneColumn && waitsFor !== 'calls'
        ? t(waitsFor === 'network' ? 'agent.offline' : 'agent.reconnecting')
        : t(`agent.waitsFor.${waitsFor}`)}{' '}
      {/* Not live, because a screen reader would announce it at every attempt. */}
      <span aria-live="off">
        {nextAttemptAt !== null && t('agent.next', { time: formatExactTime(nextAttemptAt) })}
        {waitsFor === 'attempt' && t('agent.trying')}
      </span>
    </Message>
  );
}

/** Says what the app waits for before it can place a call, and lets the user give up. It appears only after half a second. */
export function PlacingMessage() {
  const { t } = useTranslation();
  const { cancelPlacing } = usePhone();
  const placing = usePhoneState((state) => state.placing);
  const takesLong = useTakesLong(placing !== null);
  if (placing === null || !takesLong) return null;
  return (
    <Message role="status" urgency="question" action={t('placing.cancel')} onAction={cancelPlacing}>
      {t(placing === 'devices' ? 'placing.devices' : 'placing.call')}
    </Message>
  );
}
