import { Call20Regular } from '@fluentui/react-icons/svg/call';
import { Play20Regular } from '@fluentui/react-icons/svg/play';
import { useEffect, useEffectEvent, useRef, useSyncExternalStore, type JSX, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { subscribeToNothing } from '../../base/subscriptions.ts';
import { useReadable } from '../../base/useReadable.ts';
import { openView } from '../../base/view.ts';
import type { CallNotice } from '../../calling/call/notice.ts';
import type { EndedCall } from '../../calling/call/snapshot.ts';
import { findLineOfNumber } from '../../calling/call/company.ts';
import { findRefusal, toOneClickTarget } from '../../calling/call/target.ts';
import { useCapabilities, usePhone, usePhoneState } from '../../calling/react.tsx';
import { useCannotCall } from '../../callee/useCannotCall.ts';
import { findEndDetail, isUnreachable, type EndDetail } from '../../errors/endReason.ts';
import { useHistory } from '../../history/HistoryProvider.tsx';
import { noteAfterCall } from '../../history/noteAfterCall.ts';
import { useTimeFormats } from '../../i18n/formatTime.ts';
import { useShowsOnlyCall } from '../../integration/IntegrationContext.ts';
import { usePersonName } from '../../people/PeopleProvider.tsx';
import { objectIdOf } from '../../people/rawId.ts';
import { useTargetName } from '../../people/useTargetName.ts';
import { consultIntent, transfer } from '../../transfer/transfer.ts';
import { wordReason, type FailedTransfer } from '../../transfer/useTransferOutcome.ts';
import { Message } from '../../ui/Message.tsx';
import type { MessageProps } from '../../ui/MessageWithAction.tsx';
import { wantedPanel } from '../../ui/Panel.tsx';
import { useIsOneColumn } from '../../ui/useScreenWidth.ts';

/** Notices about calls that ended and transfers that failed while the user may have been looking at another call. */
export function NoticeList() {
  const phone = usePhone();
  const notices = usePhoneState((state) => state.notices);
  const ended = usePhoneState((state) => state.ended);
  return (
    <>
      {notices.map((notice) => {
        if (notice.kind === 'transferFailed') return <TransferFailedNotice key={notice.id} notice={notice} />;
        if (notice.kind === 'consultationEnded')
          return <ConsultationEndedNotice key={notice.id} notice={notice} />;
        const dismiss = () => phone.dismissNotice(notice.id);
        return <EndedCallNotice key={notice.id} ended={notice.ended} onDismiss={dismiss} />;
      })}
      {ended && <EndedCallNotice key={ended.id} ended={ended} onDismiss={phone.dismissEndedCall} />}
    </>
  );
}

type ConsultationEnded = Extract<CallNotice, { kind: 'consultationEnded' }>;

/**
 * Returns what a message about a caller on hold offers: the caller's name, because another call may be on the screen, and the button
 * that resumes the caller's call. Dismisses the message once the user has resumed the call in whatever way.
 */
function useWaitingCaller(notice: FailedTransfer | ConsultationEnded) {
  const { t } = useTranslation();
  const phone = usePhone();
  // Once the caller has hung up, there is no call to resume.
  const session = usePhoneState(({ calls }) => calls.includes(notice.call))
    ? phone.findSession(notice.call)
    : undefined;
  const isOnHold = useSyncExternalStore(
    session?.call.subscribe ?? subscribeToNothing,
    () => session?.call.get().state === 'LocalHold',
  );
  const wasOnHold = useRef(isOnHold);
  const dismiss = useEffectEvent(() => phone.dismissNotice(notice.id));
  useEffect(() => {
    if (wasOnHold.current && !isOnHold && session) dismiss();
    wasOnHold.current = isOnHold;
  }, [isOnHold, session]);
  const name = usePersonName(notice.person, notice.personName) || t('transfer.someone');
  const resumeAction = isOnHold
    ? {
        refusal: null,
        label: t('transfer.backTo', { name }),
        shortLabel: t('hold.off'),
        icon: <Play20Regular />,
        onClick: () => void phone.switchTo(notice.call),
      }
    : null;
  return { name, isOnHold, resumeAction };
}

/**
 * Says how a consultation ended and that its caller still waits, and offers to resume the call with the caller or, while the caller is
 * on the screen, to consult somebody else.
 */
function ConsultationEndedNotice({ notice }: { notice: ConsultationEnded }) {
  const { t } = useTranslation();
  const phone = usePhone();
  const { ended } = notice;
  const { name, isOnHold, resumeAction } = useWaitingCaller(notice);
  const isOnScreen = usePhoneState(({ front }) => front === notice.call);
  const { words, code } = useEndWords(ended);
  const isFailure = ended.seconds === null && !ended.isHungUpByUser;
  const colleague = useOtherName(ended) || t('ended.someone');
  const { kind } = ended;
  const reason = kind === 'declined' || kind === 'busy' || kind === 'noAnswer' ? kind : null;
  // On a phone, a long text loses its end.
  const isShort = useIsOneColumn();
  const outcome =
    isShort && reason ? t('news.ended', { name: colleague, what: t(`transfer.reasons.${reason}`) }) : words;
  const waiting = isShort
    ? t('news.ended', { name: t('call.state.LocalHold'), what: name })
    : t('transfer.stillOnHold', { name });
  return (
    <NoticeBar
      role={isFailure ? 'alert' : 'status'}
      action={resumeAction}
      onDismiss={() => phone.dismissNotice(notice.id)}
      {...(isOnHold &&
        isOnScreen && {
          moreAction: t('transfer.consultOther'),
          onMoreAction() {
            openView('calls');
            wantedPanel.set({ name: transfer.name, intent: consultIntent });
          },
        })}
    >
      {outcome} {isOnHold && waiting}{' '}
      {code !== null && <small data-detail>{t('ended.code', { code })}</small>}
    </NoticeBar>
  );
}

/** Says why a transfer failed, and offers to resume the call with the participant who was to be transferred. */
function TransferFailedNotice({ notice }: { notice: FailedTransfer }) {
  const { t } = useTranslation();
  const phone = usePhone();
  const { name, isOnHold, resumeAction } = useWaitingCaller(notice);
  const target = usePersonName(notice.target) || t('transfer.someone');
  const { company } = usePhone();
  // The service lets agents transfer calls only to other agents and to telephones.
  const isAgentMissing =
    company !== null && notice.reason === 'notAllowed' && notice.target !== null && objectIdOf(notice.target);
  const reason = wordReason(t, notice);
  const field = { voicemail: 'voicemail', person: 'to', call: 'to' } as const;
  const asField = (what: string, value: string) => t('news.ended', { name: what, what: value });
  return (
    <NoticeBar role="alert" action={resumeAction} onDismiss={() => phone.dismissNotice(notice.id)}>
      {/* On a phone, a long text loses its end. So what has happened comes first, then who waits. */}
      {useIsOneColumn() ? (
        <>
          <strong>{t('transfer.transferFailed', { reason })}</strong>{' '}
          {isOnHold ? asField(t('call.state.LocalHold'), name) : t('news.sentence', { text: name })}{' '}
          <span data-detail>{asField(t(`transfer.${field[notice.attempt]}`), target)} </span>
        </>
      ) : (
        <>
          <strong>{reason}.</strong> {t(`transfer.failed.${notice.attempt}`, { name, target })}{' '}
          {isOnHold && t('transfer.stillOnHold', { name })}{' '}
        </>
      )}
      {isAgentMissing && `${t('transfer.notAgent', { target })} `}
      {notice.code !== null && <small data-detail>{t('problems.code', { code: notice.code })}</small>}
    </NoticeBar>
  );
}

interface EndedCallProps {
  ended: EndedCall;
  onDismiss: () => void;
}

/**
 * Whether the other side has just hung up. A call between two also ends so if the other side, or the service for it, ends the call
 * for everyone (0/4097). In a group, that code says more.
 */
const isPlainEnd = ({ code, target, other, seconds }: EndedCall): boolean =>
  code === '0/0' || (code === '0/4097' && target === null && other !== null && seconds !== null);

/** How many milliseconds the message about a successful transfer stays. */
const successMs = 15_000;

/** Says how a call ended, with the code that support needs, and offers to call back and to write the note. */
export function EndedCallNotice({ ended, onDismiss }: EndedCallProps) {
  const { t } = useTranslation();
  const { formatDuration } = useTimeFormats();
  const phone = usePhone();
  const isTransferred = ended.kind === 'transferred';
  const dismiss = useEffectEvent(onDismiss);
  // The user expects that a transfer succeeds, so the message about it disappears by itself.
  useEffect(() => {
    if (!isTransferred) return;
    const timer = setTimeout(() => dismiss(), successMs);
    return () => clearTimeout(timer);
  }, [isTransferred]);
  const { other: otherId, target } = ended;
  const { words, code } = useEndWords(ended);
  /** `null` if the SDK did not name the other participant, or if one press must not repeat the call (an emergency call). */
  const knownTarget = toOneClickTarget(
    target ?? (otherId === null ? null : { kind: 'people', rawIds: [otherId] }),
  );
  const { call: reach } = useCapabilities();
  const canCallBack = !isUnreachable(ended.kind) && knownTarget && findRefusal(knownTarget, reach) === null;
  const callBackTarget = canCallBack ? knownTarget : null;
  const onBehalfOf = findLineOfNumber(ended.companyCall?.number, phone.company);
  const cannotCall = useCannotCall();
  const callBackAction = callBackTarget && {
    refusal: cannotCall,
    label: t(callBackTarget.kind === 'meeting' ? 'news.rejoin' : 'news.callBack'),
    icon: <Call20Regular />,
    onClick: () => void phone.placeCall(callBackTarget, { video: ended.withVideo, onBehalfOf }),
  };
  const toggleNote = useNoteToggle(ended.id);
  return (
    <NoticeBar
      role="status"
      action={callBackAction}
      onDismiss={onDismiss}
      {...(toggleNote && { moreAction: t('note.title'), onMoreAction: toggleNote })}
    >
      {words}{' '}
      <span data-detail>
        {ended.seconds !== null && t('ended.lasted', { time: formatDuration(ended.seconds) })}{' '}
        {code !== null && <small>{t('ended.code', { code })}</small>}
      </span>
    </NoticeBar>
  );
}

/** Returns the words that say how a call ended, and the code that support needs; the code is `null` if the words say enough. */
function useEndWords(ended: EndedCall): { words: JSX.Element; code: string | null } {
  const { t } = useTranslation();
  const { transferredTo, userTransferredTo, unfinishedTransfer } = ended;
  const name = useOtherName(ended) || t('ended.someone');
  const transferTargetId = transferredTo?.rawId ?? userTransferredTo ?? unfinishedTransfer?.target ?? null;
  const transferTarget = usePersonName(transferTargetId) || t('transfer.someone');
  /** For example "Ada declined the call". Not every title contains the name. */
  const title = t(`ended.${findTransferKey(ended) ?? findLeftKey(ended) ?? refineKind(ended)}`, {
    name,
    target: transferTarget,
  });
  const text = title.includes(name)
    ? t('news.sentence', { text: title })
    : t('news.ended', { name, what: title });
  // A successful transfer ends the call with the code of an ordinary end, whose detail would mislead the user.
  const detail = ended.kind === 'transferred' || ended.code === undefined ? null : findEndDetail(ended.code);
  const words = (
    <>
      <bdi>
        <NamedText text={text} name={name} />
      </bdi>{' '}
      {detail && t(`ended.why.${nameNetwork(detail, ended)}`)}
    </>
  );
  return { words, code: ended.code === undefined || isPlainEnd(ended) ? null : ended.code };
}

/**
 * @returns what opens or closes the note about an ended call; `null` on a phone without another call, whose line has little room and
 * whose list of calls has the note
 */
function useNoteToggle(key: string): (() => void) | null {
  const isInHistory = useReadable(useHistory().entries).some((entry) => entry.key === key);
  const isInCall = usePhoneState(({ front }) => front !== null);
  const hasList = !useShowsOnlyCall();
  if ((useIsOneColumn() && hasList && !isInCall) || !isInHistory) return null;
  return () => {
    // On a phone, another view would hide the call and the note over it.
    if (isInCall) openView('calls');
    noteAfterCall.set(noteAfterCall.get() === key ? null : key);
  };
}

/** Returns the name of the meeting, the people or the person of a call; an empty text if the SDK did not name anybody. */
function useOtherName({ target, other, otherName }: EndedCall): string {
  const personName = usePersonName(other, otherName);
  return useTargetName(target) || personName;
}

/** A text with a name, which the `MessageLine` may shorten. */
function NamedText({ text, name }: { text: string; name: string }) {
  const start = text.indexOf(name);
  if (start === -1) return text;
  return (
    <>
      {text.slice(0, start)}
      <bdi data-name>{name}</bdi>
      {text.slice(start + name.length)}
    </>
  );
}

/** Makes `networkBroke` more precise by whose network broke, which the SDK's end reason does not say. */
const nameNetwork = (detail: EndDetail, { failedNetwork }: EndedCall) =>
  detail === 'networkBroke' && failedNetwork ? (`${failedNetwork}NetworkBroke` as const) : detail;

/** @returns the translation key, below `ended.`, of the text about a transfer; `null` if no transfer explains the end */
function findTransferKey(ended: EndedCall) {
  const { transferredTo, userTransferredTo, unfinishedTransfer, isHungUpByUser } = ended;
  if (userTransferredTo !== undefined) return 'transferredUser';
  if (transferredTo) return transferredTo.isVoicemail ? 'transferredToVoicemail' : 'transferredTo';
  if (!unfinishedTransfer || isHungUpByUser) return null;
  return unfinishedTransfer.phase === 'transfer' ? 'leftDuringTransfer' : 'leftDuringConsultation';
}

/** @returns the translation key, below `ended.`, of the text about a participant who hung up; `null` if nobody but the user did */
function findLeftKey(ended: EndedCall) {
  const { kind, target, seconds, isLeftOnHold, isHungUpByUser } = ended;
  if ((kind !== 'hungUp' && !isPlainEnd(ended)) || isHungUpByUser) return null;
  if (isLeftOnHold) return 'leftOnHold';
  // Nobody knows who ended a meeting or group call, and the details of some codes say it better.
  return target === null && seconds !== null && isPlainEnd(ended) ? 'leftCall' : null;
}

/** Takes a plain end as such, and makes `noSuchPerson` more precise: the SDK's end reason 404 is the same for a person, a phone number and a meeting. */
function refineKind(ended: EndedCall): EndedCall['kind'] {
  const { kind, other: otherId, target } = ended;
  if (isPlainEnd(ended)) return 'hungUp';
  if (kind !== 'noSuchPerson') return kind;
  if (target?.kind === 'meeting') return 'noSuchMeeting';
  return otherId?.startsWith('4:') ? 'noSuchNumber' : kind;
}

interface NoticeAction {
  readonly label: string;
  readonly shortLabel?: string;
  readonly icon: JSX.Element;
  /** Why the button cannot be pressed now; `null` if it can. */
  readonly refusal: string | null;
  readonly onClick: () => void;
}

interface NoticeBarProps extends Pick<MessageProps, 'moreAction' | 'onMoreAction'> {
  /** `alert` for a failure, `status` for anything else. */
  role: 'alert' | 'status';
  /** The button beside *Dismiss*; `null` for no button. A press on the button also dismisses the notice. */
  action: NoticeAction | null;
  onDismiss: () => void;
  children: ReactNode;
}

function NoticeBar({ role, action, onDismiss, children, ...more }: NoticeBarProps) {
  const runAction = () => {
    onDismiss();
    action?.onClick();
  };
  return (
    <Message
      role={role}
      urgency={role === 'alert' ? 'failure' : 'notice'}
      action={action?.label ?? null}
      {...(action && { actionIcon: action.icon })}
      {...(action?.shortLabel !== undefined && { shortAction: action.shortLabel })}
      refusal={action?.refusal ?? null}
      onAction={runAction}
      onDismiss={onDismiss}
      {...more}
    >
      {children}
    </Message>
  );
}
