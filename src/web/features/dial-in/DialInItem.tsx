import { CallConnecting20Regular } from '@fluentui/react-icons/svg/call-connecting';
import { useTranslation } from 'react-i18next';
import { useFeature } from '../../calling/react.tsx';
import { MoreItem } from '../../ui/MoreItem.tsx';
import { usePanel } from '../../ui/Panel.tsx';
import { dialIn } from './dialIn.ts';

/** Opens the dial-in details of a meeting. Other calls have none, and so no such item. */
export function DialInItem() {
  const { t } = useTranslation();
  const { togglePanel } = usePanel();
  const { state } = useFeature(dialIn);
  if (state.availability === 'callKind') return null;
  return (
    <MoreItem
      label={t('dialIn.title')}
      icon={<CallConnecting20Regular />}
      unavailable={state.availability === 'yes' ? null : t(`unavailable.${state.availability}`)}
      onClick={() => togglePanel(dialIn.name)}
    />
  );
}
