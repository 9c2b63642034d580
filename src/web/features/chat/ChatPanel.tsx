import { getIdentifierRawId } from '@azure/communication-common';
import { Body1 } from '@fluentui/react-components';
import { Chat20Regular } from '@fluentui/react-icons/svg/chat';
import { useTranslation } from 'react-i18next';
import type { CallFeature } from '../../calling/call/feature.ts';
import { readThreadId } from '../../calling/call/snapshot.ts';
import { useFeature } from '../../calling/react.tsx';
import { ConsentPrompt } from '../../consent/ConsentPrompt.tsx';
import { useConsent } from '../../consent/ConsentProvider.tsx';
import { objectIdOf } from '../../people/rawId.ts';
import { MoreItem } from '../../ui/MoreItem.tsx';
import { Panel, usePanel } from '../../ui/Panel.tsx';
import { Conversation } from './Conversation.tsx';

interface ChatState {
  /** The other participant of a 1:1 call; `null` in other calls, and if the participant is no Teams user. */
  readonly other: { readonly rawId: string; readonly oid: string } | null;
}

/** The Teams chat with the other participant of a 1:1 call. The messages go through Microsoft Graph, not through the SDK. */
export const chat: CallFeature<ChatState> = {
  name: 'chat',
  create({ call, watch }) {
    watch(call, 'remoteParticipantsUpdated');
    return {
      read() {
        const [participant, ...furtherParticipants] = call.remoteParticipants;
        // A call with a thread is a group call or a meeting.
        const isOneToOne = furtherParticipants.length === 0 && readThreadId(call) === null;
        if (!participant || !isOneToOne) return { other: null };
        const rawId = getIdentifierRawId(participant.identifier);
        const oid = objectIdOf(rawId);
        return { other: oid === null ? null : { rawId, oid } };
      },
    };
  },
};

export function ChatPanel() {
  const { t } = useTranslation();
  const { other } = useFeature(chat).state;
  const consentState = useConsent('chat').state;
  return (
    <Panel title={t('chat.title')}>
      {other === null ? <Body1>{t('chat.onlyWithColleague')}</Body1> : <ConsentPrompt feature="chat" />}
      {other !== null && consentState === 'granted' && (
        // The key makes React start a new conversation when the other participant changes, for example after a transfer.
        <Conversation key={other.oid} otherId={other.rawId} otherOid={other.oid} />
      )}
    </Panel>
  );
}

export function ChatItem() {
  const { t } = useTranslation();
  const { togglePanel } = usePanel();
  const { other } = useFeature(chat).state;
  return (
    <MoreItem
      label={t('chat.title')}
      icon={<Chat20Regular />}
      unavailable={other === null ? t('chat.onlyWithColleague') : null}
      onClick={() => togglePanel(chat.name)}
    />
  );
}
