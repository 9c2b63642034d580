import { TextT20Regular } from '@fluentui/react-icons/svg/text-t';
import { useTranslation } from 'react-i18next';
import { useFeature } from '../../calling/react.tsx';
import { MoreItem } from '../../ui/MoreItem.tsx';
import { usePanel } from '../../ui/Panel.tsx';
import { realTimeText } from './realTimeText.ts';

/** Opens the panel of real-time text. Meetings have none, and so no such item. */
export function RealTimeTextItem() {
  const { t } = useTranslation();
  const { togglePanel } = usePanel();
  const { state } = useFeature(realTimeText);
  if (state.availability === 'callKind') return null;
  return (
    <MoreItem
      label={t('realTimeText.title')}
      icon={<TextT20Regular />}
      unavailable={state.availability === 'yes' ? null : t(`unavailable.${state.availability}`)}
      onClick={() => togglePanel(realTimeText.name)}
    />
  );
}
