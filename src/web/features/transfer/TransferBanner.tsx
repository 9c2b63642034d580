import { Button, makeStyles, mergeClasses, tokens, type ButtonProps } from '@fluentui/react-components';
import { CallForward20Regular } from '@fluentui/react-icons/svg/call-forward';
import { useTranslation } from 'react-i18next';
import { usePersonName } from '../../people/PeopleProvider.tsx';
import { useOtherName } from '../../people/useOtherName.ts';
import { useFeature, usePhone, useSession, useShortcut, usePhoneState } from '../../calling/react.tsx';
import { transfer } from '../../transfer/transfer.ts';
import { visuallyHidden } from '../../ui/visuallyHidden.ts';
import { useShortcutProps } from '../../ui/shortcutProps.ts';
import { Banner } from '../../ui/Banner.tsx';
import { onPhoneStage } from '../../ui/callWidth.ts';
import { useReadable } from '../../base/useReadable.ts';
import type { CallSession } from '../../calling/call/session.ts';
import { sessionsOf } from '../../calling/calls/followCalls.ts';
import { canTransferToCall, findPreparedTransfer, transferToCall } from '../../transfer/startTransfer.ts';

const useStyles = makeStyles({
  // Keeps the buttons together: if there is no room beside the words, all of them move below.
  // The words stand above the buttons, so that no button moves when the words change.
  step: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalXS,
    minWidth: 0,
    paddingBlock: tokens.spacingVerticalXS,
    [onPhoneStage]: { paddingBlock: 0 },
  },
  text: {
    minWidth: 0,
    [onPhoneStage]: {
      display: '-webkit-box',
      WebkitBoxOrient: 'vertical',
      WebkitLineClamp: 2,
      overflow: 'hidden',
    },
  },
  buttons: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: tokens.spacingHorizontalS,
    // On a phone, both stand on one line, so that the notice stays low.
    [onPhoneStage]: { flexWrap: 'nowrap', width: '100%' },
  },
  button: {
    position: 'relative',
    maxWidth: 'none',
    [onPhoneStage]: { flex: '0 1 auto', minWidth: 0, minHeight: '40px', overflowWrap: 'anywhere' },
  },
  // The next step of a consultation is the largest control on the screen (see `LargeControl`).
  complete: {
    minHeight: '48px',
    [onPhoneStage]: { flexGrow: 1, paddingInline: tokens.spacingHorizontalS },
  },
  // Stays in the button's name, which also contains the short label.
  whole: { [onPhoneStage]: visuallyHidden },
  short: { display: 'none', [onPhoneStage]: { display: 'inline' } },
});

interface StepButtonProps extends Pick<
  ButtonProps,
  'size' | 'appearance' | 'className' | 'disabledFocusable'
> {
  label: string;
  /** What the button shows on a phone, where the words before it name the participants. */
  shortLabel: string;
  shortcut: string | null;
  onClick: () => void;
}

/** A button for a step of the consultation. */
function StepButton({ label, shortLabel, shortcut, className, ...button }: StepButtonProps) {
  const styles = useStyles();
  const shortcutProps = useShortcutProps(shortcut);
  return (
    <Button {...button} {...shortcutProps} className={mergeClasses(styles.button, className)}>
      <bdi className={styles.whole}>{label}</bdi> <span className={styles.short}>{shortLabel}</span>
    </Button>
  );
}

/** Says that the call on the screen is being transferred, or that the user asks the transfer target first. */
export const TransferBanner = () => (
  <>
    <ProgressBanner />
    <ConsultationBanner />
  </>
);

/** Shown while the service calls the transfer target. The screen already names the other participant, whom *Resume* reaches. */
function ProgressBanner() {
  const { t } = useTranslation();
  const { target } = useFeature(transfer).state;
  const targetName = usePersonName(target?.rawId ?? null) || t('transfer.someone');
  if (target === null) return null;
  return (
    <Banner icon={<CallForward20Regular className="mirrored" />}>
      {t(target.kind === 'voicemail' ? 'transfer.onTheWayToVoicemail' : 'transfer.onTheWay', {
        target: targetName,
      })}
    </Banner>
  );
}

/** Resumes a call on hold. @param props.name the name of the other participant */
function ResumeButton({ callKey, name }: { callKey: string; name: string }) {
  const { t } = useTranslation();
  const phone = usePhone();
  return (
    <StepButton
      label={t('transfer.backTo', { name })}
      shortLabel={t('hold.off')}
      shortcut={useShortcut('resumeTransferee')}
      onClick={() => void phone.switchTo(callKey)}
    />
  );
}

/**
 * Before a transfer, the user can ask the transfer target in a second call, the consultation. While one of the two calls is on
 * the screen, this banner names the participant of the other call, and offers to complete the transfer.
 */
function ConsultationBanner() {
  const phone = usePhone();
  const front = useSession();
  // Renders again when a call begins or ends.
  usePhoneState(({ calls }) => calls);
  return sessionsOf(phone).map(
    (other) => other !== front && <PreparedTransferBanner key={other.key} front={front} other={other} />,
  );
}

/** Shows nothing unless one of the two calls is a consultation about the other. `front` is the call on the screen. */
function PreparedTransferBanner({ front, other }: { front: CallSession; other: CallSession }) {
  const { t } = useTranslation();
  const styles = useStyles();
  const shortcut = useShortcut('transfer');
  // Renders again when one of the calls or its features changes.
  useReadable(front.call);
  useReadable(front.features);
  useReadable(other.call);
  useReadable(other.features);
  const prepared = findPreparedTransfer(front, other);
  const name = useOtherName(prepared?.waitingCall) || t('transfer.someone');
  const target = useOtherName(prepared?.consultation) || t('transfer.someone');
  if (!prepared) return null;
  const { waitingCall, consultation } = prepared;
  const isConsulting = consultation === front;
  const isAnswered = consultation.call.get().connectedAt !== null;
  const frontWords = t(isAnswered ? 'transfer.waits' : 'transfer.calling', { name, target });
  const backWords = isAnswered
    ? t('transfer.targetWaits', { name, target })
    : t('transfer.outcome.consulting', { target });
  return (
    <Banner icon={<CallForward20Regular className="mirrored" />}>
      <span className={styles.step}>
        <span className={styles.text}>{isConsulting ? frontWords : backWords}</span>
        <span className={styles.buttons}>
          <StepButton
            label={t('transfer.complete', { name, target })}
            shortLabel={t('transfer.completeShort')}
            shortcut={shortcut}
            size="large"
            // While the call on the screen is on hold, *Resume* is the primary button.
            appearance={front.call.get().state === 'LocalHold' ? 'secondary' : 'primary'}
            className={styles.complete}
            // Keeps its place until then, so that it never appears under a pointer that is on its way to another button.
            disabledFocusable={!canTransferToCall(waitingCall, consultation)}
            onClick={() => transferToCall(waitingCall, consultation)}
          />
          {isConsulting && <ResumeButton callKey={waitingCall.key} name={name} />}
        </span>
      </span>
    </Banner>
  );
}
