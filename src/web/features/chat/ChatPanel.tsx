import { Button } from '@fluentui/react-components';
import { Chat20Regular, Chat24Regular } from '@fluentui/react-icons/svg/chat';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFeature, useShortcut } from '../../calling/react.tsx';
import { ConsentPrompt } from '../../consent/ConsentPrompt.tsx';
import { useConsent } from '../../consent/ConsentProvider.tsx';
import { objectIdOf } from '../../people/rawId.ts';
import { useCallTitle } from '../../people/useCallTitle.ts';
import { LargeControl } from '../../ui/LargeControl.tsx';
import { useHidesCaller } from '../../caller/useShowsCaller.ts';
import { MoreItem } from '../../ui/MoreItem.tsx';
import { Panel, usePanel } from '../../ui/Panel.tsx';
import { askIntent, chat } from './chat.ts';
import { Conversation } from './Conversation.tsx';
import { ColleaguePicker } from './ColleaguePicker.tsx';

/** The chat with the other participant, or with the colleague whom the user wants to ask something. */
export function ChatPanel() {
  const { t } = useTranslation();
  const { intent } = usePanel();
  const { other, question } = useFeature(chat).state;
  const consentState = useConsent('chat').state;
  const [chosenId, setChosenId] = useState(question?.rawId ?? null);
  const isAsking = intent === askIntent || other === null;
  const otherId = isAsking ? chosenId : other;
  return (
    <Panel title={t(isAsking ? 'chat.askTitle' : 'chat.title')}>
      <ConsentPrompt feature="chat" />
      {consentState === 'granted' &&
        (otherId === null ? (
          <ColleaguePicker onPick={setChosenId} />
        ) : (
          <>
            {/* The key makes React start a new conversation for another person, for example after a transfer. */}
            {isAsking ? (
              <AskConversation key={otherId} otherId={otherId} onLeave={() => setChosenId(null)} />
            ) : (
              <OtherConversation key={otherId} otherId={otherId} />
            )}
          </>
        ))}
    </Panel>
  );
}

function OtherConversation({ otherId }: { otherId: string }) {
  const { t } = useTranslation();
  const quickTexts = [t('chat.quick.callerWaits'), t('chat.quick.canYouTakeIt'), t('chat.quick.callYouBack')];
  return <Conversation otherId={otherId} otherOid={objectIdOf(otherId) ?? ''} quickTexts={quickTexts} />;
}

/** @param props.onLeave lets the user choose another colleague */
function AskConversation({ otherId, onLeave }: { otherId: string; onLeave: () => void }) {
  const { t } = useTranslation();
  const { run } = useFeature(chat);
  const caller = useCallTitle();
  const quickTexts = [t('chat.quick.callerWaitsFor', { caller }), t('chat.quick.canYouTakeIt')];
  return (
    <>
      <Conversation
        otherId={otherId}
        otherOid={objectIdOf(otherId) ?? ''}
        quickTexts={quickTexts}
        takesFocus
        onSent={({ id }) => run({ rawId: otherId, messageId: id })}
      />
      <Button appearance="subtle" onClick={onLeave}>
        {t('chat.askOther')}
      </Button>
    </>
  );
}

/** *Ask* while the caller's page, which has a large button for it, gives way to videos. */
export function AskItem() {
  const { t } = useTranslation();
  const { togglePanel } = usePanel();
  const hasLostPage = useHidesCaller();
  return (
    hasLostPage && (
      <MoreItem
        label={t('chat.ask')}
        icon={<Chat20Regular />}
        onClick={() => togglePanel(chat.name, askIntent)}
      />
    )
  );
}

/** Opens the chat with the other participant, or if there is none, lets the user ask a colleague. */
export function ChatItem() {
  const { t } = useTranslation();
  const { togglePanel } = usePanel();
  const { other } = useFeature(chat).state;
  const hasAskItem = useHidesCaller();
  if (other === null && hasAskItem) return null;
  return (
    <MoreItem
      label={t(other === null ? 'chat.askTitle' : 'chat.title')}
      icon={<Chat20Regular />}
      unavailable={null}
      onClick={() => togglePanel(chat.name)}
    />
  );
}

/** *Ask* on the caller's page: sends a message to a colleague while the caller waits. */
export function LargeAskButton() {
  const { t } = useTranslation();
  const { name, intent, togglePanel } = usePanel();
  return (
    <LargeControl
      label={t('chat.ask')}
      icon={<Chat24Regular />}
      shortcut={useShortcut('ask')}
      unavailable={null}
      expanded={name === chat.name && intent === askIntent}
      onClick={() => togglePanel(chat.name, askIntent)}
    />
  );
}
