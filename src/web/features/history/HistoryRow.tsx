import { Body1, Button, Caption1, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { HistoryEntry } from '../../calling/history.ts';
import { usePersonName, usePhone } from '../../calling/react.tsx';
import type { Target } from '../../calling/target.ts';
import { StarButton } from '../../person/StarButton.tsx';
import { usePhoto } from '../../person/usePhoto.ts';
import { useTargetName } from '../../person/useTargetName.ts';
import { formatDuration } from '../../ui/formatDuration.ts';
import { PersonAvatar } from '../../ui/PersonAvatar.tsx';
import { visuallyHidden } from '../../ui/visuallyHidden.ts';

const useStyles = makeStyles({
  row: { display: 'flex', alignItems: 'center', minWidth: 0 },
  call: {
    display: 'flex',
    justifyContent: 'start',
    gap: tokens.spacingHorizontalM,
    flexGrow: 1,
    flexShrink: 1,
    maxWidth: 'none',
    minWidth: 0,
    fontWeight: tokens.fontWeightRegular,
    textAlign: 'start',
  },
  lines: { display: 'flex', flexDirection: 'column', flexGrow: 1, minWidth: 0 },
  name: { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
  what: { color: tokens.colorNeutralForeground2 },
  said: visuallyHidden,
  missed: { color: tokens.colorStatusDangerForeground1 },
});

/** One call of the past; pressing it calls back, and the star keeps whom it was with. */
export const HistoryRow = memo(function HistoryRow({ entry }: { entry: HistoryEntry }) {
  const { t, i18n } = useTranslation();
  const styles = useStyles();
  const phone = usePhone();
  const { other, placed, seconds, withVideo } = entry;
  const target: Target | null = placed ?? (other === null ? null : { kind: 'people', rawIds: [other] });
  const person = usePersonName(other, entry.name);
  const several = useTargetName(placed);
  // Whoever calls chose the name: what is drawn of it costs the same however long it is.
  const name = (several || person || t('history.someone')).slice(0, 200);
  const photo = usePhoto(other, 48);
  const outcome = t(`history.outcome.${entry.outcome}`);
  const time = new Intl.DateTimeFormat(i18n.language, { hour: 'numeric', minute: '2-digit' }).format(
    entry.at,
  );
  const what = seconds === null ? outcome : `${outcome} · ${formatDuration(seconds)}`;
  return (
    <div className={styles.row}>
      <Button
        appearance="subtle"
        className={styles.call}
        disabledFocusable={target === null}
        onClick={() => {
          if (target) void phone.dial(target, { video: withVideo });
        }}
      >
        {/* The button's name is what it shows; the spaces are not drawn and keep its words apart. */}
        <PersonAvatar name={name} size={32} photo={photo} />
        <span className={styles.lines}>
          <Body1 className={styles.name}>
            <bdi>{name}</bdi>
          </Body1>{' '}
          <Caption1 className={mergeClasses(styles.what, entry.outcome === 'missed' && styles.missed)}>
            {what}
          </Caption1>
        </span>{' '}
        <Caption1 className={styles.what}>{time}</Caption1>{' '}
        {target && <span className={styles.said}>{t('history.callBack')}</span>}
      </Button>
      {other !== null && <StarButton rawId={other} name={name} />}
    </div>
  );
});
