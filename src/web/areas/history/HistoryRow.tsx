import { createFocusOutlineStyle, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { Call20Regular } from '@fluentui/react-icons/svg/call';
import { Note16Regular } from '@fluentui/react-icons/svg/note';
import { memo, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { findLineOfNumber } from '../../calling/call/company.ts';
import { findRefusal } from '../../calling/call/target.ts';
import { useCapabilities, usePhone } from '../../calling/react.tsx';
import { usePhoto } from '../../people/usePhoto.ts';
import { usePresence } from '../../people/usePresence.ts';
import { PersonAvatar } from '../../ui/PersonAvatar.tsx';
import { oneLine } from '../../ui/oneLine.ts';
import { visuallyHidden } from '../../ui/visuallyHidden.ts';
import { useTimeFormats } from '../../i18n/formatTime.ts';
import type { CallGroup } from './groupEntries.ts';
import { findCallBackTarget, HistoryDetails } from './HistoryDetails.tsx';
import { findOutcome } from './outcome.ts';
import { OutcomeIcon, useOutcomeText } from './Outcome.tsx';
import { useEntryName } from './entryName.ts';

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
    '&[aria-expanded=true]': { backgroundColor: tokens.colorSubtleBackgroundSelected },
    '&[aria-disabled=true]': {
      cursor: 'not-allowed',
      backgroundColor: tokens.colorTransparentBackground,
      color: tokens.colorNeutralForegroundDisabled,
    },
    ...createFocusOutlineStyle(),
  },
  toggle: { gap: tokens.spacingHorizontalM, flexGrow: 1, flexShrink: 1 },
  call: { flexShrink: 0, padding: tokens.spacingHorizontalSNudge, color: tokens.colorBrandForeground1 },
  // Has the width of the button, so that the times line up.
  noCall: { flexShrink: 0, width: '32px' },
  lines: { display: 'flex', flexDirection: 'column', flexGrow: 1, minWidth: 0 },
  nameLine: {
    display: 'flex',
    gap: tokens.spacingHorizontalXS,
    minWidth: 0,
    fontSize: tokens.fontSizeBase300,
    lineHeight: tokens.lineHeightBase300,
  },
  name: oneLine,
  smallLine: {
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalXS,
    minWidth: 0,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    color: tokens.colorNeutralForeground2,
    '& > svg': { flexShrink: 0 },
  },
  note: oneLine,
  // Up to three lines, because the end of the text, which says to whom a call was transferred, must not be cut off.
  outcome: {
    display: '-webkit-box',
    WebkitLineClamp: 3,
    WebkitBoxOrient: 'vertical',
    overflow: 'hidden',
    overflowWrap: 'anywhere',
  },
  time: {
    flexShrink: 0,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    color: tokens.colorNeutralForeground2,
  },
  missed: { color: tokens.colorStatusDangerForeground2, fontWeight: tokens.fontWeightSemibold },
  hidden: visuallyHidden,
});

interface HistoryRowProps {
  group: CallGroup;
  isOpen: boolean;
  /** Whether the user has talked to the caller since this missed call. */
  isReturned: boolean;
  canPlaceCall: boolean;
  onToggle: (groupKey: string) => void;
}

/** One call of the history, or repeated calls. A press on the row opens or closes the details. Only the button beside it calls. */
export const HistoryRow = memo(function HistoryRow(props: HistoryRowProps) {
  const { group, isOpen, isReturned, canPlaceCall, onToggle } = props;
  const { t } = useTranslation();
  const styles = useStyles();
  const phone = usePhone();
  const [entry] = group.entries;
  const { formatTime } = useTimeFormats();
  const name = useEntryName(entry);
  const photo = usePhoto(entry.other, 48);
  const presence = usePresence(entry.other ?? '');
  const outcome = findOutcome(entry);
  const { line } = useOutcomeText(entry);
  const isOpenMatter = outcome.kind === 'missed' && !isReturned;
  const annotatedEntry = group.entries.find(({ note, label }) => note !== undefined || label !== undefined);
  const note = [annotatedEntry?.label, annotatedEntry?.note].filter((text) => text !== undefined).join(' · ');
  // The avatar shows no initials of an unknown caller.
  const isUnknown = entry.other === null && entry.name === null && !entry.target;
  const { call: reach } = useCapabilities();
  const knownTarget = findCallBackTarget(entry);
  const target = knownTarget && findRefusal(knownTarget, reach) === null ? knownTarget : null;
  const placeCall = () =>
    target &&
    void phone.placeCall(target, {
      video: false,
      onBehalfOf: findLineOfNumber(entry.companyNumber, phone.company),
    });
  const row = useRef<HTMLDivElement>(null);
  const wasOpen = useRef(isOpen);
  // Only a press brings the details into view, and not a row that comes back while the user scrolls.
  useEffect(() => {
    if (isOpen && !wasOpen.current) row.current?.closest('li')?.scrollIntoView({ block: 'nearest' });
    wasOpen.current = isOpen;
  }, [isOpen]);
  const callLabel = entry.target?.kind === 'meeting' ? 'history.join' : 'person.call';
  return (
    <>
      <div ref={row} className={styles.row}>
        <button
          type="button"
          aria-expanded={isOpen}
          className={mergeClasses(styles.button, styles.toggle)}
          onClick={() => onToggle(group.key)}
        >
          {/* The spaces are not drawn, but separate the words of the button's accessible name. */}
          <PersonAvatar name={name} isUnknown={isUnknown} photo={photo} size={32} status={presence?.status} />
          <span className={styles.lines}>
            <span className={styles.nameLine}>
              <bdi className={styles.name}>{name}</bdi>
              {group.entries.length > 1 && (
                <span> {t('history.count', { count: group.entries.length })}</span>
              )}
            </span>{' '}
            <span className={mergeClasses(styles.smallLine, isOpenMatter && styles.missed)}>
              <OutcomeIcon outcome={outcome} />
              <span className={styles.outcome}>{line}</span>
            </span>
            {note !== '' && (
              <>
                {' '}
                <span className={styles.smallLine}>
                  <Note16Regular aria-hidden />
                  <bdi className={styles.note}>{note}</bdi>
                </span>
              </>
            )}
          </span>{' '}
          <span className={styles.time}>{formatTime(entry.at)}</span>
          {presence && <span className={styles.hidden}> {presence.words}</span>}
        </button>
        {target === null ? (
          <span className={styles.noCall} />
        ) : (
          <button
            type="button"
            className={mergeClasses(styles.button, styles.call)}
            aria-label={t(callLabel, { name })}
            {...(!canPlaceCall && { 'aria-disabled': true })}
            onClick={() => canPlaceCall && placeCall()}
          >
            <Call20Regular />
          </button>
        )}
      </div>
      {isOpen && <HistoryDetails group={group} canPlaceCall={canPlaceCall} />}
    </>
  );
});
