import { Button, Caption1, makeStyles, tokens, type ButtonProps } from '@fluentui/react-components';
import { Call20Regular } from '@fluentui/react-icons/svg/call';
import { CallForward20Regular } from '@fluentui/react-icons/svg/call-forward';
import { PersonAdd20Regular } from '@fluentui/react-icons/svg/person-add';
import { PersonCall20Regular } from '@fluentui/react-icons/svg/person-call';
import { Video20Regular } from '@fluentui/react-icons/svg/video';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useOtherName } from '../people/useOtherName.ts';
import { formatPhoneNumber, toE164 } from '../people/phoneNumbers.ts';
import { findRefusalOf } from '../calling/call/target.ts';
import { useCapabilities, usePhone, usePhoneState } from '../calling/react.tsx';
import { useTransferActions } from '../transfer/useTransferActions.ts';

const icons = {
  call: <Call20Regular />,
  videoCall: <Video20Regular />,
  holdAndCall: <Call20Regular />,
  transfer: <CallForward20Regular />,
  consult: <PersonCall20Regular />,
  consultInCall: <PersonAdd20Regular />,
};
type ActionKind = keyof typeof icons;

interface CallAction {
  /** Also the React key, so that the button keeps the focus when its label changes, for example when the person's name arrives. */
  readonly kind: ActionKind;
  readonly icon: ReactElement;
  readonly label: string;
  readonly isDisabled: boolean;
  readonly run: () => void;
}

/**
 * Returns what the user can do with a person or a phone number:
 * - without a call: call them, and a person also with video
 * - during a call that can be transferred: transfer it to them, or consult them first in another call, or inside this call if the
 *   user cannot call them; nothing for its participants
 * - during any other call, such as a meeting: call them, which holds the current call
 * Nothing that this case refuses is among the actions.
 * @param rawId `8:orgid:…` of a person, or `4:+…` of a phone number
 */
function useCallActions(rawId: string, name: string): readonly CallAction[] {
  const { t } = useTranslation();
  const phone = usePhone();
  const { call: reach, videoCalls } = useCapabilities();
  const canCall = findRefusalOf(rawId, reach) === null;
  const hasCall = usePhoneState(({ front }) => front !== null);
  const isDisabled = usePhoneState(({ connection, isPlacing }) => isPlacing || connection !== 'Connected');
  const transferActions = useTransferActions();
  /** The caller who waits while the user consults somebody; empty if nobody waits. */
  const caller = useOtherName(transferActions?.waitingCall);
  const placeCall = (video: boolean): void => {
    // Just after a caller has hung up, the press may be meant for *Transfer*, which was here.
    if (!phone.state.get().isSettling) void phone.placeCall({ kind: 'people', rawIds: [rawId] }, { video });
  };
  const createAction = (kind: ActionKind, label: string, run: () => void): CallAction => {
    return { kind, icon: icons[kind], label, isDisabled, run };
  };
  if (!canCall && !transferActions) return [];
  if (!hasCall) {
    const call = createAction('call', t('person.call', { name }), () => placeCall(false));
    if (rawId.startsWith('4:') || !videoCalls) return [call];
    return [call, createAction('videoCall', t('person.videoCall', { name }), () => placeCall(true))];
  }
  if (!transferActions)
    return [createAction('holdAndCall', t('person.holdAndCall', { name }), () => placeCall(false))];
  const { canTransferTo, canConsult, canConsultInCall, transfer, consult, consultInCall } = transferActions;
  if (!canTransferTo(rawId)) return [];
  const transferLabel = t(caller ? 'person.transferCallerTo' : 'person.transferTo', { caller, name });
  const transferAction = createAction('transfer', transferLabel, () => transfer(rawId));
  if (canConsult(rawId))
    return [transferAction, createAction('consult', t('person.consult', { name }), () => consult(rawId))];
  if (!canConsultInCall(rawId)) return [transferAction];
  const addLabel = t('person.addToCall', { name });
  return [transferAction, createAction('consultInCall', addLabel, () => consultInCall(rawId))];
}

type ActionButtonProps = Omit<CallAction, 'kind'> & Pick<ButtonProps, 'appearance' | 'size'>;

const ActionButton = ({ label, isDisabled, run, ...look }: ActionButtonProps) => (
  <Button {...look} aria-label={label} title={label} disabledFocusable={isDisabled} onClick={run} />
);

const useStyles = makeStyles({
  number: {
    display: 'flex',
    justifyContent: 'start',
    width: '100%',
    paddingInline: 0,
    fontWeight: tokens.fontWeightRegular,
  },
  line: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalXS, minHeight: '32px' },
});

/** A button that calls a number, or transfers the call to it. @param props.text the number, or any other text of the directory */
export function NumberButton({ text }: { text: string }) {
  const number = toE164(text);
  return number === null ? <bdi>{text}</bdi> : <DialableNumber number={number} />;
}

/** @param props.number for example `+14255550100` */
function DialableNumber({ number }: { number: string }) {
  const styles = useStyles();
  const shown = formatPhoneNumber(number);
  const actions = useCallActions(`4:${number}`, shown);
  const only = actions.length === 1 ? actions[0] : undefined;
  if (only)
    return (
      <Button
        appearance="transparent"
        className={styles.number}
        icon={only.icon}
        aria-label={only.label}
        disabledFocusable={only.isDisabled}
        onClick={only.run}
      >
        <bdi>{shown}</bdi>
      </Button>
    );
  return (
    <span className={styles.line}>
      <bdi>{shown}</bdi>
      {actions.map(({ kind, ...action }) => (
        <ActionButton key={kind} {...action} appearance="subtle" size="small" />
      ))}
    </span>
  );
}

/** Buttons that call the person or transfer the call. If there are none because this case refuses them, a text says so. */
export function PersonCallButtons({ rawId, name }: { rawId: string; name: string }) {
  const { t } = useTranslation();
  const actions = useCallActions(rawId, name);
  const refusal = findRefusalOf(rawId, useCapabilities().call);
  if (actions.length === 0 && refusal) return <Caption1>{t(`refused.${refusal}`)}</Caption1>;
  return actions.map(({ kind, ...action }) => <ActionButton key={kind} {...action} />);
}
