import { Dialpad20Regular } from '@fluentui/react-icons/svg/dialpad';
import { useTranslation } from 'react-i18next';
import { useFeature } from '../../calling/react.tsx';
import { MoreItem } from '../../ui/MoreItem.tsx';
import { usePanel } from '../../ui/Panel.tsx';
import { keypad } from './keypad.ts';

export function KeypadItem() {
  const { t } = useTranslation();
  const { togglePanel } = usePanel();
  const { state } = useFeature(keypad);
  return (
    <MoreItem
      label={t('keypad.title')}
      icon={<Dialpad20Regular />}
      unavailable={state.availability === 'yes' ? null : t(`unavailable.${state.availability}`)}
      onClick={() => togglePanel(keypad.name)}
    />
  );
}
