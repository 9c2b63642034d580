import { CallForward24Regular } from '@fluentui/react-icons/svg/call-forward';
import { useTranslation } from 'react-i18next';
import { useCall, useFeature, useSession, useShortcut } from '../../calling/react.tsx';
import { transfer } from '../../transfer/transfer.ts';
import { ControlButton } from '../../ui/ControlButton.tsx';
import { usePanel } from '../../ui/Panel.tsx';

/** Opens the panel *Transfer*. Group calls and meetings cannot be transferred, so they have no such button. */
export function TransferButton() {
  const { t } = useTranslation();
  const { name: openPanelName, togglePanel } = usePanel();
  const shortcut = useShortcut('transfer');
  const { target } = useSession();
  const { state } = useFeature(transfer);
  const hasSeveralParticipants = useCall(({ participants }) => participants.length > 1);
  const isGroupTarget = target !== null && (target.kind === 'meeting' || target.rawIds.length > 1);
  if (hasSeveralParticipants || isGroupTarget) return null;
  return (
    <ControlButton
      label={t('transfer.title')}
      icon={<CallForward24Regular className="mirrored" />}
      unavailable={state.availability === 'yes' ? null : t(`unavailable.${state.availability}`)}
      shortcut={shortcut}
      expanded={openPanelName === transfer.name}
      onClick={() => togglePanel(transfer.name)}
    />
  );
}
