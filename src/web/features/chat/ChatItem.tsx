import { Chat20Regular } from '@fluentui/react-icons/svg/chat';
import { useTranslation } from 'react-i18next';
import { useFeature } from '../../calling/react.tsx';
import { MoreItem } from '../../ui/MoreItem.tsx';
import { usePanel } from '../../ui/Panel.tsx';
import { chat } from './chat.ts';

export function ChatItem() {
  const { t } = useTranslation();
  const { togglePanel } = usePanel();
  const { state } = useFeature(chat);
  return (
    <MoreItem
      label={t('chat.title')}
      icon={<Chat20Regular />}
      unavailable={state.otherId === null ? t('chat.onlyWithColleague') : null}
      onClick={() => togglePanel(chat.name)}
    />
  );
}
