import { Call20Regular } from '@fluentui/react-icons/svg/call';
import { CallForward20Regular } from '@fluentui/react-icons/svg/call-forward';
import { PersonQuestionMark20Regular } from '@fluentui/react-icons/svg/person-question-mark';
import { useDeferredValue, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { usePhone, usePhoneStateLater } from '../calling/react.tsx';
import { useTransferActions } from '../transfer/useTransferActions.ts';
import { useRowStyles } from './rowStyles.ts';

/**
 * The buttons of a person's row: *Call* while the user has no call, and *Transfer* and *Consult* while the front call (the
 * call on the screen) can be transferred to this person.
 */
export function PersonActions({ rawId }: { rawId: string }) {
  const { t } = useTranslation();
  const phone = usePhone();
  const hasCall = usePhoneStateLater(({ front }) => front !== null);
  const isDisabled = usePhoneStateLater(
    ({ connection, isPlacing }) => isPlacing || connection !== 'Connected',
  );
  const transferActions = useDeferredValue(useTransferActions());
  if (!hasCall)
    return (
      <ActionButton
        label={t('favourites.call')}
        isDisabled={isDisabled}
        onPress={() => void phone.placeCall({ kind: 'people', rawIds: [rawId] }, { video: false })}
      >
        <Call20Regular />
      </ActionButton>
    );
  if (!transferActions?.canTransferTo(rawId)) return null;
  return (
    <>
      <ActionButton label={t('favourites.transfer')} onPress={() => transferActions.transfer(rawId)}>
        <CallForward20Regular className="mirrored" />
      </ActionButton>
      <ActionButton label={t('favourites.consult')} onPress={() => transferActions.consult(rawId)}>
        <PersonQuestionMark20Regular />
      </ActionButton>
    </>
  );
}

interface ActionButtonProps {
  label: string;
  isDisabled?: boolean;
  onPress: () => void;
  /** The icon. */
  children: ReactNode;
}

function ActionButton({ label, isDisabled = false, onPress, children }: ActionButtonProps) {
  const styles = useRowStyles();
  return (
    <button
      type="button"
      className={styles.button}
      aria-label={label}
      title={label}
      {...(isDisabled && { 'aria-disabled': true })}
      onClick={() => {
        if (!isDisabled) onPress();
      }}
    >
      {children}
    </button>
  );
}
