import { createFocusOutlineStyle, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { Star20Filled, Star20Regular } from '@fluentui/react-icons/svg/star';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { usePeople, usePersonName } from '../../people/PeopleProvider.tsx';
import { useReadable } from '../../base/useReadable.ts';
import type { HistoryEntry } from '../../history/history.ts';
import { isShortNumber } from '../../calling/call/target.ts';
import { usePhoto } from '../../people/usePhoto.ts';
import { useTargetName } from '../../people/useTargetName.ts';
import { formatDuration } from '../../ui/formatDuration.ts';
import { PersonAvatar } from '../../ui/PersonAvatar.tsx';
import { visuallyHidden } from '../../ui/visuallyHidden.ts';
import { findCallBackTarget } from './rowActions.ts';

const useStyles = makeStyles({
  row: { display: 'flex', alignItems: 'center', minWidth: 0 },
  button: {
    display: 'flex',
    alignItems: 'center',
    minWidth: 0,
    padding: `${tokens.spacingVerticalSNudge} ${tokens.spacingHorizontalSNudge}`,
    border: 'none',
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorSubtleBackground,
    color: tokens.colorNeutralForeground1,
    fontFamily: tokens.fontFamilyBase,
    textAlign: 'start',
    cursor: 'pointer',
    ':hover': { backgroundColor: tokens.colorSubtleBackgroundHover },
    ':active': { backgroundColor: tokens.colorSubtleBackgroundPressed },
    '&[aria-disabled=true]': { cursor: 'not-allowed', backgroundColor: tokens.colorTransparentBackground },
    ...createFocusOutlineStyle(),
  },
  call: { gap: tokens.spacingHorizontalM, flexGrow: 1, flexShrink: 1 },
  lines: { display: 'flex', flexDirection: 'column', flexGrow: 1, minWidth: 0 },
  name: {
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
    fontSize: tokens.fontSizeBase300,
    lineHeight: tokens.lineHeightBase300,
  },
  outcome: {
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    color: tokens.colorNeutralForeground2,
  },
  hidden: visuallyHidden,
  missed: { color: tokens.colorStatusDangerForeground1 },
});

/**
 * The number of characters of a name that are drawn. The caller chooses the display name, and a very long one would be slow
 * to draw.
 */
const maxNameLength = 200;

/**
 * One call of the history. A press on the row calls the other person back, and the star adds that person to the favourites.
 * The buttons have no listeners of their own: the list listens for all of them (`useRowClickListener`).
 */
export const HistoryRow = memo(function HistoryRow({ entry }: { entry: HistoryEntry }) {
  const { t, i18n } = useTranslation();
  const styles = useStyles();
  const { favourites } = usePeople();
  const isFavourite = useReadable(favourites.list).some(({ id }) => id === entry.other);
  const { key, other: otherId, target, seconds } = entry;
  const canCall = findCallBackTarget(entry) !== null;
  const personName = usePersonName(otherId, entry.name);
  const groupName = useTargetName(target);
  const name = (groupName || personName || t('history.someone')).slice(0, maxNameLength);
  const photo = usePhoto(otherId, 48);
  const outcome = t(`history.outcome.${entry.outcome}`);
  const time = new Intl.DateTimeFormat(i18n.language, { hour: 'numeric', minute: '2-digit' }).format(
    entry.at,
  );
  const outcomeAndDuration = seconds === null ? outcome : `${outcome} · ${formatDuration(seconds)}`;
  return (
    <div className={styles.row}>
      <button
        type="button"
        data-action="call"
        data-call={key}
        className={mergeClasses(styles.button, styles.call)}
        {...(!canCall && { 'aria-disabled': true })}
      >
        {/* The text is the button's accessible name. The spaces are not drawn. They separate the words of that name. */}
        <PersonAvatar name={name} size={32} photo={photo} />
        <span className={styles.lines}>
          <bdi className={styles.name}>{name}</bdi>{' '}
          <span className={mergeClasses(styles.outcome, entry.outcome === 'missed' && styles.missed)}>
            {outcomeAndDuration}
          </span>
        </span>{' '}
        <span className={styles.outcome}>{time}</span>{' '}
        {canCall && <span className={styles.hidden}>{t('history.callBack')}</span>}
      </button>
      {otherId !== null && !isShortNumber(otherId) && (
        <button
          type="button"
          data-action="star"
          data-call={key}
          data-name={name}
          className={styles.button}
          aria-pressed={isFavourite}
          aria-label={t('person.star', { name })}
        >
          {isFavourite ? <Star20Filled /> : <Star20Regular />}
        </button>
      )}
    </div>
  );
});
