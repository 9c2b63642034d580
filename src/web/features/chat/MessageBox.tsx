import { Button, Field, makeStyles, Textarea, tokens } from '@fluentui/react-components';
import { Send20Regular } from '@fluentui/react-icons/svg/send';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { fail } from '../../errors/problem.ts';
import { ProblemBar } from '../../ui/ProblemBar.tsx';
import { onNarrowScreen } from '../../ui/screenWidth.ts';
import type { SendFailure } from './useConversation.ts';

const useStyles = makeStyles({
  replies: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalXS },
  reply: { [onNarrowScreen]: { minHeight: '40px' } },
  send: { alignSelf: 'flex-end', [onNarrowScreen]: { minHeight: '40px' } },
});

/** The keys of the texts that one press sends. */
const quickReplies = ['callerWaits', 'canYouTakeIt', 'callYouBack'] as const;
/** Teams limits a message to about 28 KB, and a character may take four bytes. */
const maxTextLength = 4_000;

interface MessageBoxProps {
  /** The name of the other person. */
  name: string;
  isSending: boolean;
  /** The message that was not sent; `null` if the last message was sent. */
  failure: SendFailure | null;
  /** @returns whether the message was sent */
  onSend: (text: string) => Promise<boolean>;
}

/** The box for a new message, and quick replies. Enter sends the message, and Shift+Enter begins a new line. */
export function MessageBox({ name, isSending, failure, onSend }: MessageBoxProps) {
  const { t } = useTranslation();
  const styles = useStyles();
  const [text, setText] = useState('');
  const trimmedText = text.trim();
  const send = async (message: string) => {
    if (message === '' || isSending) return;
    // A typed text stays in the box until it is sent, so that a failure loses nothing.
    if (await onSend(message)) setText((present) => (present.trim() === message ? '' : present));
  };
  return (
    <>
      <div role="group" aria-label={t('chat.quickReplies')} className={styles.replies}>
        {quickReplies.map((key) => (
          <Button
            key={key}
            className={styles.reply}
            size="small"
            shape="circular"
            disabledFocusable={isSending}
            onClick={() => void send(t(`chat.quick.${key}`))}
          >
            {t(`chat.quick.${key}`)}
          </Button>
        ))}
      </div>
      <Field label={t('chat.to', { name })}>
        <Textarea
          value={text}
          maxLength={maxTextLength}
          resize="vertical"
          onChange={(_event, data) => setText(data.value)}
          onKeyDown={(event) => {
            // While an input method composes a character, Enter ends the composition.
            if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
            event.preventDefault();
            void send(trimmedText);
          }}
        />
      </Field>
      <Button
        className={styles.send}
        appearance="primary"
        icon={<Send20Regular />}
        aria-busy={isSending}
        disabledFocusable={isSending || trimmedText === ''}
        onClick={() => void send(trimmedText)}
      >
        {t('chat.send')}
      </Button>
      {failure !== null && (
        <ProblemBar
          problem={fail('message-not-sent', { detail: failure.reason }).problem}
          onRemedy={() => void send(failure.text)}
        />
      )}
    </>
  );
}
