import { Body1, Spinner } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { usePersonName } from '../../people/PeopleProvider.tsx';
import { fail } from '../../errors/problem.ts';
import { ProblemBar } from '../../ui/ProblemBar.tsx';
import { MessageBox } from './MessageBox.tsx';
import { MessageList } from './MessageList.tsx';
import { useConversation } from './useConversation.ts';

interface ConversationProps {
  /** Raw id of the other person. */
  otherId: string;
  /** Entra object id of the other person. */
  otherOid: string;
}

/** The latest messages of the chat with a person, and the box for a new message. */
export function Conversation({ otherId, otherOid }: ConversationProps) {
  const { t } = useTranslation();
  const name = usePersonName(otherId);
  const { messages, readFailure, sendFailure, isSending, read, send } = useConversation(otherOid);
  return (
    <>
      {messages === null && readFailure === null && (
        <Spinner role="status" size="tiny" labelPosition="after" label={t('chat.loading')} />
      )}
      {readFailure !== null && (
        <ProblemBar problem={fail('messages-not-read', { detail: readFailure }).problem} onRemedy={read} />
      )}
      {messages?.length === 0 && <Body1>{t('chat.empty', { name })}</Body1>}
      {messages && messages.length > 0 && (
        <MessageList messages={messages} otherOid={otherOid} otherName={name} />
      )}
      <MessageBox name={name} isSending={isSending} failure={sendFailure} onSend={send} />
    </>
  );
}
