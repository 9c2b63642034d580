import { Body1 } from '@fluentui/react-components';
import { Chat20Regular } from '@fluentui/react-icons/svg/chat';
import { useTranslation } from 'react-i18next';
import { useFeature } from '../../calling/react.tsx';
import { ConsentPrompt } from '../../consent/ConsentPrompt.tsx';
import { useConsent } from '../../consent/ConsentProvider.tsx';
import { objectIdOf } from '../../people/rawId.ts';
import { MoreItem } from '../../ui/MoreItem.tsx';
import { Panel, usePanel } from '../../ui/Panel.tsx';
import { chat } from './chat.ts';
import { Conversation } from './Conversation.tsx';

/** The Teams chat with the other participant: the latest messages, and a text box. */
export function ChatPanel() {
  const { t } = useTranslation();
  const { otherId } = useFeature(chat).state;
  const consentState = useConsent('chat').state;
  const otherOid = objectIdOf(otherId ?? '');
  return (
    <Panel title={t('chat.title')}>
      {otherId === null && <Body1>{t('chat.onlyWithColleague')}</Body1>}
      {otherId !== null && <ConsentPrompt feature="chat" />}
      {otherId !== null && otherOid !== null && consentState === 'granted' && (
        // The key makes a new conversation when the call goes on with another person, for example after a transfer.
        <Conversation key={otherOid} otherId={otherId} otherOid={otherOid} />
      )}
    </Panel>
  );
}

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
