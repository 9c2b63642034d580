import { Emoji20Regular } from '@fluentui/react-icons/svg/emoji';
import { useTranslation } from 'react-i18next';
import { useFeature } from '../../calling/react.tsx';
import { MoreItem } from '../../ui/MoreItem.tsx';
import { usePanel } from '../../ui/Panel.tsx';
import { reactions } from './reactions.ts';

/** Opens the reactions. A 1:1 call has none, and so no such item. */
export function ReactionsItem() {
  const { t } = useTranslation();
  const { togglePanel } = usePanel();
  const { state } = useFeature(reactions);
  if (state.availability === 'callKind') return null;
  return (
    <MoreItem
      label={t('reactions.title')}
      icon={<Emoji20Regular />}
      unavailable={state.availability === 'yes' ? null : t(`unavailable.${state.availability}`)}
      onClick={() => togglePanel(reactions.name)}
    />
  );
}
