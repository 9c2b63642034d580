import { ClosedCaption20Regular } from '@fluentui/react-icons/svg/closed-caption';
import { useTranslation } from 'react-i18next';
import { useFeature } from '../../calling/react.tsx';
import { MoreItem } from '../../ui/MoreItem.tsx';
import { usePanel } from '../../ui/Panel.tsx';
import { captions } from './captions.ts';

export function CaptionsItem() {
  const { t } = useTranslation();
  const { toggle } = usePanel();
  const { state } = useFeature(captions);
  return (
    <MoreItem
      label={t('captions.title')}
      icon={<ClosedCaption20Regular />}
      unavailable={state.can === 'yes' ? null : t(`unavailable.${state.can}`)}
      onClick={() => toggle(captions.name)}
    />
  );
}
