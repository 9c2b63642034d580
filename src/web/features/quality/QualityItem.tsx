import { Pulse20Regular } from '@fluentui/react-icons/svg/pulse';
import { useTranslation } from 'react-i18next';
import { MoreItem } from '../../ui/MoreItem.tsx';
import { usePanel } from '../../ui/Panel.tsx';
import { quality } from './quality.ts';

export function QualityItem() {
  const { t } = useTranslation();
  const { togglePanel } = usePanel();
  return (
    <MoreItem
      label={t('quality.title')}
      icon={<Pulse20Regular />}
      onClick={() => togglePanel(quality.name)}
    />
  );
}
