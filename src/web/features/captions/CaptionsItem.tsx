import { ClosedCaption20Regular } from '@fluentui/react-icons/svg/closed-caption';
import { useTranslation } from 'react-i18next';
import { useFeature } from '../../calling/react.tsx';
import { MoreItem } from '../../ui/MoreItem.tsx';
import { usePanel } from '../../ui/Panel.tsx';
import { captions } from './captions.ts';

export function CaptionsItem() {
  const { t } = useTranslation();
  const { togglePanel } = usePanel();
  const { state } = useFeature(captions);
  return (
    <MoreItem
      label={t('captions.title')}
      icon={<ClosedCaption20Regular />}
      unavailable={state.availability === 'yes' ? null : t(`unavailable.${state.availability}`)}
      onClick={() => togglePanel(captions.name)}
    />
  );
}
