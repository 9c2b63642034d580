import { Body1Strong, Button, Caption1, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { Call20Filled } from '@fluentui/react-icons/svg/call';
import { CallEnd20Filled } from '@fluentui/react-icons/svg/call-end';
import { Video20Filled } from '@fluentui/react-icons/svg/video';
import { useId, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { usePersonName } from '../../people/PeopleProvider.tsx';
import { usePhone, usePhoneState } from '../../calling/react.tsx';
import { toDisplayId } from '../../people/displayId.ts';
import type { IncomingSnapshot } from '../../calling/call/snapshot.ts';
import { usePhoto } from '../../people/usePhoto.ts';
import { PersonAvatar } from '../../ui/PersonAvatar.tsx';
import { sanitizeName } from './sanitizeName.ts';
import { useNotification } from './useNotification.ts';
import { useCallerName } from './useIncomingCalls.ts';

const oneLine = { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' } as const;

const useStyles = makeStyles({
  card: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalM,
    padding: tokens.spacingHorizontalL,
    border: `1px solid ${tokens.colorNeutralStroke1}`,
    borderRadius: tokens.borderRadiusXLarge,
    backgroundColor: tokens.colorNeutralBackground1,
    boxShadow: tokens.shadow28,
    pointerEvents: 'auto',
    minWidth: 0,
    // The outline is inside the card, because the scrolling list would cut off an outer outline.
    '&:focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '-2px' },
  },
  person: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalM, minWidth: 0 },
  lines: { display: 'flex', flexDirection: 'column', minWidth: 0, textAlign: 'start' },
  name: { ...oneLine, fontSize: tokens.fontSizeBase400, lineHeight: tokens.lineHeightBase400 },
  id: { ...oneLine, fontFamily: tokens.fontFamilyMonospace, color: tokens.colorNeutralForeground2 },
  // The buttons share the full width of their row.
  buttons: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
  button: {
    flexGrow: 1,
    minWidth: 0,
    whiteSpace: 'nowrap',
    // Makes room for two buttons beside each other on a phone.
    '@media (max-width: 480px)': { paddingInline: tokens.spacingHorizontalXS },
  },
  decline: { '& .fui-Button__icon': { color: tokens.colorStatusDangerForeground1 } },
});

interface IncomingCardProps {
  incoming: IncomingSnapshot;
  /** A further line of text; `null` for none. */
  hint: string | null;
}

/** The card of one incoming call, with the buttons that accept or decline the call. */
export function IncomingCard({ incoming, hint }: IncomingCardProps) {
  const { t } = useTranslation();
  const styles = useStyles();
  const descriptionId = useId();
  const name = sanitizeName(useCallerName(incoming));
  const photo = usePhoto(incoming.callerId, 96);
  const displayCallerId = incoming.callerId === null ? '' : toDisplayId(incoming.callerId);
  const title = t('incoming.title', { name });
  useNotification(incoming.key, title, displayCallerId);
  return (
    <section
      role="alertdialog"
      aria-label={title}
      aria-describedby={descriptionId}
      tabIndex={-1}
      className={styles.card}
    >
      <div className={styles.person}>
        <PersonAvatar name={name} size={48} photo={photo} />
        <div className={styles.lines} id={descriptionId}>
          <CallDetails incoming={incoming} name={name} displayCallerId={displayCallerId} />
          {hint && <Caption1>{hint}</Caption1>}
        </div>
      </div>
      <AnswerButtons incoming={incoming} />
    </section>
  );
}

/**
 * The name that the caller chose, the id that the service guarantees, and what accepting does to the present call.
 * @param props.displayCallerId the caller's object id or phone number, without the prefix of the raw id; empty if the
 * SDK does not say
 */
function CallDetails({
  incoming,
  name,
  displayCallerId,
}: {
  incoming: IncomingSnapshot;
  name: string;
  displayCallerId: string;
}) {
  const { t } = useTranslation();
  const styles = useStyles();
  const isInCall = usePhoneState(({ calls }) => calls.length > 0);
  const transferorName = sanitizeName(usePersonName(incoming.via?.rawId ?? null, incoming.via?.displayName));
  return (
    <>
      <Caption1>{t('incoming.heading')}</Caption1>
      <Body1Strong className={styles.name}>
        <bdi>{name}</bdi>
      </Body1Strong>
      {transferorName && (
        <Caption1 className={styles.name}>
          <bdi>{t('incoming.via', { name: transferorName })}</bdi>
        </Caption1>
      )}
      {displayCallerId && (
        <Caption1 className={styles.id} title={`${t('incoming.id')}: ${displayCallerId}`}>
          <bdi>{displayCallerId}</bdi>
        </Caption1>
      )}
      {isInCall && <Caption1>{t('incoming.holdHint')}</Caption1>}
      {incoming.isAnswering && <Caption1 role="status">{t('incoming.answering')}</Caption1>}
    </>
  );
}

function AnswerButtons({ incoming: { key, isAnswering } }: { incoming: IncomingSnapshot }) {
  const { t } = useTranslation();
  const styles = useStyles();
  const phone = usePhone();
  const isInCall = usePhoneState(({ calls }) => calls.length > 0);
  /** Creates the click listener that accepts the call. */
  const createAcceptListener = (options: { video: boolean; endFrontCall?: boolean }) => () =>
    void phone.acceptCall(key, options);
  return (
    <div className={styles.buttons} onKeyDownCapture={ignoreRepeats}>
      <Button
        className={styles.button}
        appearance="primary"
        icon={<Call20Filled />}
        disabledFocusable={isAnswering}
        onClick={createAcceptListener({ video: false })}
      >
        {t('incoming.accept')}
      </Button>
      <Button
        className={styles.button}
        icon={<Video20Filled />}
        disabledFocusable={isAnswering}
        onClick={createAcceptListener({ video: true })}
      >
        {t('incoming.acceptWithVideo')}
      </Button>
      {isInCall && (
        <Button
          className={styles.button}
          icon={<Call20Filled />}
          disabledFocusable={isAnswering}
          onClick={createAcceptListener({ video: false, endFrontCall: true })}
        >
          {t('incoming.endAndAccept')}
        </Button>
      )}
      <Button
        className={mergeClasses(styles.button, styles.decline)}
        icon={<CallEnd20Filled />}
        onClick={() => void phone.declineCall(key)}
      >
        {t('incoming.decline')}
      </Button>
    </div>
  );
}

/** Ignores a key that the user has held down since before the call rang. The user meant that key for something else. */
function ignoreRepeats(event: KeyboardEvent): void {
  if (event.repeat && (event.key === 'Enter' || event.key === ' ')) event.preventDefault();
}
