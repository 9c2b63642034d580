import { Body1Strong, Button, Caption1, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { Call20Filled } from '@fluentui/react-icons/svg/call';
import { CallEnd20Filled } from '@fluentui/react-icons/svg/call-end';
import { Video20Filled } from '@fluentui/react-icons/svg/video';
import { useId, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { usePersonName } from '../../people/PeopleProvider.tsx';
import { usePhone, usePhoneState } from '../../calling/react.tsx';
import { shortId } from '../../people/shortId.ts';
import type { IncomingSnapshot } from '../../calling/call/snapshot.ts';
import { usePhoto } from '../../people/usePhoto.ts';
import { PersonAvatar } from '../../ui/PersonAvatar.tsx';
import { plainName } from './plainName.ts';
import { useNotification } from './useNotification.ts';
import { useCallerName } from './useRinging.ts';

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
    // Inside: the list of cards scrolls, and would cut off what is outside.
    '&:focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '-2px' },
  },
  person: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalM, minWidth: 0 },
  lines: { display: 'flex', flexDirection: 'column', minWidth: 0, textAlign: 'start' },
  name: { ...oneLine, fontSize: tokens.fontSizeBase400, lineHeight: tokens.lineHeightBase400 },
  id: { ...oneLine, fontFamily: tokens.fontFamilyMonospace, color: tokens.colorNeutralForeground2 },
  // Full rows, whatever stands in them; what ends something is red, as in the call.
  buttons: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
  button: {
    flexGrow: 1,
    minWidth: 0,
    whiteSpace: 'nowrap',
    // Two fit beside each other on a phone, and two cards below each other.
    '@media (max-width: 480px)': { paddingInline: tokens.spacingHorizontalXS },
  },
  red: { '& .fui-Button__icon': { color: tokens.colorStatusDangerForeground1 } },
});

/** One call that rings: who it says it is, who it verifiably is, and what can be done. */
export function IncomingCard({ incoming, hint }: { incoming: IncomingSnapshot; hint: string | null }) {
  const { t } = useTranslation();
  const styles = useStyles();
  const phone = usePhone();
  const isInCall = usePhoneState(({ calls }) => calls.length > 0);
  const description = useId();
  const name = plainName(useCallerName(incoming));
  const via = plainName(usePersonName(incoming.transferorId));
  const photo = usePhoto(incoming.callerId, 96);
  const id = incoming.callerId === null ? '' : shortId(incoming.callerId);
  const title = t('incoming.title', { name });
  useNotification(incoming.key, title, id);
  const accept = (options: { video: boolean; endPresent?: boolean }) => () =>
    void phone.accept(incoming.key, options);
  return (
    <section
      role="alertdialog"
      aria-label={title}
      aria-describedby={description}
      tabIndex={-1}
      className={styles.card}
    >
      <div className={styles.person}>
        <PersonAvatar name={name} size={48} photo={photo} />
        <div className={styles.lines} id={description}>
          <Caption1>{t('incoming.heading')}</Caption1>
          <Body1Strong className={styles.name}>
            <bdi>{name}</bdi>
          </Body1Strong>
          {via && (
            <Caption1 className={styles.name}>
              <bdi>{t('incoming.via', { name: via })}</bdi>
            </Caption1>
          )}
          {id && (
            <Caption1 className={styles.id} title={`${t('incoming.id')}: ${id}`}>
              <bdi>{id}</bdi>
            </Caption1>
          )}
          {isInCall && <Caption1>{t('incoming.holdHint')}</Caption1>}
          {incoming.isAnswering && <Caption1 role="status">{t('incoming.answering')}</Caption1>}
          {hint && <Caption1>{hint}</Caption1>}
        </div>
      </div>
      {/* A key held down since before the call rang is meant for something else. */}
      <div className={styles.buttons} onKeyDownCapture={ignoreRepeats}>
        <Button
          className={styles.button}
          appearance="primary"
          icon={<Call20Filled />}
          disabledFocusable={incoming.isAnswering}
          onClick={accept({ video: false })}
        >
          {t('incoming.accept')}
        </Button>
        <Button
          className={styles.button}
          icon={<Video20Filled />}
          disabledFocusable={incoming.isAnswering}
          onClick={accept({ video: true })}
        >
          {t('incoming.acceptWithVideo')}
        </Button>
        {isInCall && (
          <Button
            className={styles.button}
            icon={<Call20Filled />}
            disabledFocusable={incoming.isAnswering}
            onClick={accept({ video: false, endPresent: true })}
          >
            {t('incoming.endAndAccept')}
          </Button>
        )}
        <Button
          className={mergeClasses(styles.button, styles.red)}
          icon={<CallEnd20Filled />}
          onClick={() => void phone.decline(incoming.key)}
        >
          {t('incoming.decline')}
        </Button>
      </div>
    </section>
  );
}

function ignoreRepeats(event: KeyboardEvent): void {
  if (event.repeat && (event.key === 'Enter' || event.key === ' ')) event.preventDefault();
}
