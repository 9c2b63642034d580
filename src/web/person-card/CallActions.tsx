import { Button, makeStyles, tokens, type ButtonProps } from '@fluentui/react-components';
import { Call20Regular } from '@fluentui/react-icons/svg/call';
import { CallForward20Regular } from '@fluentui/react-icons/svg/call-forward';
import { PersonQuestionMark20Regular } from '@fluentui/react-icons/svg/person-question-mark';
import { Video20Regular } from '@fluentui/react-icons/svg/video';
import { useTranslation } from 'react-i18next';
import { usePersonName } from '../people/PeopleProvider.tsx';
import { formatPhoneNumber, toE164 } from '../people/phoneNumbers.ts';
import { usePhone, usePhoneState } from '../calling/react.tsx';
import { useTransferActions } from '../transfer/useTransferActions.ts';

/** Something that the user can do now with a person or a phone number. */
interface CallAction {
  readonly kind: 'call' | 'videoCall' | 'holdAndCall' | 'transfer' | 'consult';
  readonly label: string;
  readonly isDisabled: boolean;
  readonly run: () => void;
}

/**
 * Returns what the user can do with a person or a phone number. While the user has no call: a call, and to a person also a
 * video call. During a call that can be transferred: a transfer, or a call that consults the person first. During any
 * other call, such as a meeting: a call, for which the present call is held.
 * @param rawId `8:orgid:…` of a person, or `4:+…` of a phone number
 * @param name names the person or the number in the labels
 */
function useCallActions(rawId: string, name: string): readonly CallAction[] {
  const { t } = useTranslation();
  const phone = usePhone();
  const hasCall = usePhoneState(({ front }) => front !== null);
  const isDisabled = usePhoneState(({ connection, isPlacing }) => isPlacing || connection !== 'Connected');
  const transferActions = useTransferActions();
  const caller = usePersonName(transferActions?.waitingCaller ?? null);
  const placeCall = (video: boolean) => void phone.placeCall({ kind: 'people', rawIds: [rawId] }, { video });
  const call = { isDisabled, run: () => placeCall(false) };
  if (!hasCall) {
    const audioCall: CallAction = { kind: 'call', label: t('person.call', { name }), ...call };
    if (rawId.startsWith('4:')) return [audioCall];
    const label = t('person.videoCall', { name });
    return [audioCall, { kind: 'videoCall', label, isDisabled, run: () => placeCall(true) }];
  }
  if (!transferActions) return [{ kind: 'holdAndCall', label: t('person.holdAndCall', { name }), ...call }];
  if (!transferActions.canTransferTo(rawId)) return [];
  const { transfer, consult } = transferActions;
  const transferLabel = caller
    ? t('person.transferCallerTo', { caller, name })
    : t('person.transferTo', { name });
  return [
    { kind: 'transfer', label: transferLabel, isDisabled, run: () => transfer(rawId) },
    { kind: 'consult', label: t('person.consult', { name }), isDisabled, run: () => consult(rawId) },
  ];
}

const icons = {
  call: Call20Regular,
  videoCall: Video20Regular,
  holdAndCall: Call20Regular,
  transfer: CallForward20Regular,
  consult: PersonQuestionMark20Regular,
};

function CallActionIcon({ kind }: Pick<CallAction, 'kind'>) {
  const Icon = icons[kind];
  return <Icon />;
}

type ActionButtonProps = CallAction & Pick<ButtonProps, 'appearance' | 'size'>;

const ActionButton = ({ kind, label, isDisabled, run, ...look }: ActionButtonProps) => (
  <Button
    {...look}
    icon={<CallActionIcon kind={kind} />}
    aria-label={label}
    title={label}
    disabledFocusable={isDisabled}
    onClick={run}
  />
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

/** A number that one press calls, or transfers the call to. @param props.text from the directory; shown as text if no number */
export function NumberButton({ text }: { text: string }) {
  const number = toE164(text);
  return number === null ? <bdi>{text}</bdi> : <DialableNumber number={number} />;
}

/** @param props.number for example `+14255550100` */
function DialableNumber({ number }: { number: string }) {
  const styles = useStyles();
  const shown = formatPhoneNumber(number);
  const actions = useCallActions(`4:${number}`, shown);
  const [only] = actions;
  if (only && actions.length === 1)
    return (
      <Button
        appearance="transparent"
        className={styles.number}
        icon={<CallActionIcon kind={only.kind} />}
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
      {actions.map((action) => (
        <ActionButton key={action.kind} {...action} appearance="subtle" size="small" />
      ))}
    </span>
  );
}

/** Buttons for what the user can do with a person now: call, or transfer the present call to the person. */
export function PersonCallButtons({ rawId, name }: { rawId: string; name: string }) {
  return useCallActions(rawId, name).map((action) => <ActionButton key={action.kind} {...action} />);
}
