import { Button } from '@fluentui/react-components';
import { Chat20Filled } from '@fluentui/react-icons/svg/chat';
import { useTranslation } from 'react-i18next';
import { useFeature } from '../../calling/react.tsx';
import { usePersonName } from '../../people/PeopleProvider.tsx';
import { objectIdOf } from '../../people/rawId.ts';
import { Banner } from '../../ui/Banner.tsx';
import { usePanel } from '../../ui/Panel.tsx';
import { askIntent, chat } from './chat.ts';
import { useMessages } from './useMessages.ts';

/** While the messages panel is closed, shows in the call what the colleague has answered. */
export function AnswerBanner() {
  const { name } = usePanel();
  const { question } = useFeature(chat).state;
  if (question === null || name === chat.name) return null;
  return <Answer key={question.rawId} {...question} />;
}

function Answer({ rawId, messageId }: { rawId: string; messageId: string }) {
  const { t } = useTranslation();
  const { togglePanel } = usePanel();
  const { run } = useFeature(chat);
  const oid = objectIdOf(rawId) ?? '';
  const name = usePersonName(rawId);
  const { messages } = useMessages(oid);
  const askedAt = messages?.findIndex(({ id }) => id === messageId) ?? -1;
  const answer = messages?.findLast(({ senderOid }, index) => senderOid === oid && index > askedAt);
  // If the question is not in the list, an old message could be taken for the answer.
  if (askedAt < 0 || !answer) return null;
  return (
    <Banner icon={<Chat20Filled />}>
      <span>
        <bdi>{name}</bdi>: <bdi>{answer.text}</bdi>
      </span>
      <Button size="small" onClick={() => togglePanel(chat.name, askIntent)}>
        {t('chat.reply')}
      </Button>
      <Button size="small" appearance="subtle" onClick={() => run(null)}>
        {t('chat.done')}
      </Button>
    </Banner>
  );
}
