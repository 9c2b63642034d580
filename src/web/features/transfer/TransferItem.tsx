import { CallForward20Regular } from '@fluentui/react-icons/svg/call-forward';
import { useTranslation } from 'react-i18next';
import { useFeature } from '../../calling/react.tsx';
import { MoreItem } from '../../ui/MoreItem.tsx';
import { usePanel } from '../../ui/Panel.tsx';
import { transfer } from '../../transfer/transfer.ts';

export function TransferItem() {
  const { t } = useTranslation();
  const { togglePanel } = usePanel();
  const { state } = useFeature(transfer);
  return (
    <MoreItem
      label={t('transfer.title')}
      icon={<CallForward20Regular />}
      unavailable={state.availability === 'yes' ? null : t(`unavailable.${state.availability}`)}
      onClick={() => togglePanel(transfer.name)}
    />
  );
}
