import { Caption1, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { useTimeFormats } from '../../i18n/formatTime.ts';
import { useEndFollower } from '../../ui/useEndFollower.ts';
import type { ChatMessage } from '../../workday/workday.ts';

const useStyles = makeStyles({
  list: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalS,
    // The list fills the panel above the text box.
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
});

interface MessageListProps {
  /** The newest message is last. */
  messages: readonly ChatMessage[];
  otherOid: string;
  otherName: string;
}

/** The messages of a 1:1 chat. Screen readers announce new messages. */
export function MessageList({ messages, otherOid, otherName }: MessageListProps) {
  const { t } = useTranslation();
  const { formatTime } = useTimeFormats();
  const styles = useStyles();
  const newest = useEndFollower();
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- The keyboard scrolls the list, so it must be focusable.
    <div role="log" aria-label={t('chat.messages')} className={styles.list} tabIndex={0} {...newest}>
      {messages.map(({ id, senderOid, text, sentAt }) => (
        <div key={id} className={mergeClasses(styles.message, senderOid !== otherOid && styles.own)}>
          <Caption1 className={styles.sender}>
            <bdi>{senderOid === otherOid ? otherName : t('chat.you')}</bdi> · {formatTime(sentAt)}
          </Caption1>
          <bdi>{text}</bdi>
        </div>
      ))}
    </div>
  );
}
