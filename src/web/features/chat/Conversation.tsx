import {
  Body1,
  Spinner,
  Caption1,
  makeStyles,
  mergeClasses,
  tokens,
  Button,
  Field,
  Textarea,
} from '@fluentui/react-components';
import { Send16Regular, Send20Regular } from '@fluentui/react-icons/svg/send';
import { useEffect, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePersonName } from '../../people/PeopleProvider.tsx';
import type { GraphFailure } from '../../errors/graphFailure.ts';
import { fail } from '../../errors/problem.ts';
import { ProblemBar } from '../../ui/ProblemBar.tsx';
import { useTimeFormats } from '../../i18n/formatTime.ts';
import { useEndFollower } from '../../ui/useEndFollower.ts';
import type { ChatMessage } from '../../workday/workday.ts';
import { useWorkday } from '../../workday/WorkdayProvider.tsx';
import { onNarrowScreen } from '../../ui/screenWidth.ts';
import { useMessages } from './useMessages.ts';

const useStyles = makeStyles({
  list: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalS,
    flex: '1 1 0',
    minHeight: '8lh',
    overflowY: 'auto',
    overflowWrap: 'anywhere',
  },
  message: {
    display: 'flex',
    flexDirection: 'column',
    alignSelf: 'flex-start',
    maxWidth: '90%',
    padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalM}`,
    borderRadius: tokens.borderRadiusLarge,
    backgroundColor: tokens.colorNeutralBackground3,
    whiteSpace: 'pre-wrap',
  },
  own: { alignSelf: 'flex-end', backgroundColor: tokens.colorBrandBackground2 },
  sender: { color: tokens.colorNeutralForeground2 },
  replies: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalXS },
  reply: { [onNarrowScreen]: { minHeight: '40px' } },
  send: { alignSelf: 'flex-end', [onNarrowScreen]: { minHeight: '40px' } },
});

interface ConversationProps {
  /** Raw id of the person, `8:orgid:…`. */
  otherId: string;
  /** The object id in `otherId`, by which Microsoft Graph knows the person. */
  otherOid: string;
  /** Messages that the user can send with one press each. */
  quickTexts: readonly string[];
  onSent?: (message: ChatMessage) => void;
  /** Whether the box for a message gets the focus when it appears, because the user has just chosen the person. */
  takesFocus?: boolean;
}

/** The latest messages of the chat with a person, and the box for a new message. */
export function Conversation({
  otherId,
  otherOid,
  quickTexts,
  onSent,
  takesFocus = false,
}: ConversationProps) {
  const { t } = useTranslation();
  const { formatTime } = useTimeFormats();
  const styles = useStyles();
  const name = usePersonName(otherId);
  const { messages, failure, read, addSent } = useMessages(otherOid);
  const scroller = useEndFollower();
  return (
    <>
      {messages === null && failure === null && (
        <Spinner role="status" size="tiny" labelPosition="after" label={t('chat.loading')} />
      )}
      {failure !== null && (
        <ProblemBar problem={fail('messages-not-read', { detail: failure }).problem} onRemedy={read} />
      )}
      {messages?.length === 0 && <Body1>{t('chat.empty', { name })}</Body1>}
      {messages && messages.length > 0 && (
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- The keyboard scrolls the list, so it must be focusable.
        <div role="log" aria-label={t('chat.messages')} className={styles.list} tabIndex={0} {...scroller}>
          {messages.map(({ id, senderOid, text, sentAt }) => (
            <div key={id} className={mergeClasses(styles.message, senderOid !== otherOid && styles.own)}>
              <Caption1 className={styles.sender}>
                <bdi>{senderOid === otherOid ? name : t('chat.you')}</bdi> · {formatTime(sentAt)}
              </Caption1>
              <bdi>{text}</bdi>
            </div>
          ))}
        </div>
      )}
      <MessageBox
        otherOid={otherOid}
        otherName={name}
        quickTexts={quickTexts}
        takesFocus={takesFocus}
        onSent={(message) => {
          addSent(message);
          onSent?.(message);
        }}
      />
    </>
  );
}

/** In characters, which may take four bytes each. Teams limits a message to about 28 KB. */
const maxTextLength = 4_000;

interface MessageBoxProps {
  otherOid: string;
  otherName: string;
  quickTexts: readonly string[];
  takesFocus: boolean;
  onSent: (message: ChatMessage) => void;
}

/** The box for a new message, and quick replies. Enter sends the message, and Shift+Enter begins a new line. */
function MessageBox({ otherOid, otherName, quickTexts, takesFocus, onSent }: MessageBoxProps) {
  const { t } = useTranslation();
  const styles = useStyles();
  const { messages: source } = useWorkday();
  const fieldId = useId();
  useEffect(() => {
    if (takesFocus) document.getElementById(fieldId)?.focus();
  }, [takesFocus, fieldId]);
  const [text, setText] = useState('');
  const [isSending, setSending] = useState(false);
  const [failure, setFailure] = useState<{ text: string; reason: GraphFailure } | null>(null);
  const trimmedText = text.trim();
  const send = async (message: string) => {
    if (message === '' || isSending) return;
    setSending(true);
    const answer = await source.send(otherOid, message);
    setSending(false);
    if (typeof answer === 'string') return setFailure({ text: message, reason: answer });
    setFailure(null);
    onSent(answer);
    // Only now, so that a failure loses nothing. Another text stays: the message may be a quick reply, or the user may type again.
    setText((present) => (present.trim() === message ? '' : present));
  };
  return (
    <>
      <div role="group" aria-label={t('chat.quickReplies')} className={styles.replies}>
        {quickTexts.map((quickText) => (
          <Button
            key={quickText}
            className={styles.reply}
            size="small"
            shape="circular"
            // Says that a press sends the text at once, and does not fill the box below.
            icon={<Send16Regular />}
            title={t('chat.send')}
            disabledFocusable={isSending}
            onClick={() => void send(quickText)}
          >
            {quickText}
          </Button>
        ))}
      </div>
      <Field label={t('chat.to', { name: otherName })}>
        <Textarea
          id={fieldId}
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
