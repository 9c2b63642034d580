import { Badge, makeStyles, mergeClasses, tokens, Subtitle1, Caption1 } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { onPhoneCall } from '../../ui/callWidth.ts';
import { readShownState } from '../../calling/call/snapshot.ts';
import { useCall } from '../../calling/react.tsx';
import { useCallStateWords } from '../../people/useCallStateWords.ts';
import { useCallTitle } from '../../people/useCallTitle.ts';
import { CallTitleText } from '../../ui/CallTitleText.tsx';
import { oneLine } from '../../ui/oneLine.ts';
import { tag } from '../../ui/tag.ts';
import { usePersonName } from '../../people/PeopleProvider.tsx';
import { useLineText } from '../../people/useLineName.ts';
import { useTimeFormats } from '../../i18n/formatTime.ts';
import { RunningTime } from '../../ui/RunningTime.tsx';

const useStyles = makeStyles({
  status: {
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalXS,
    color: tokens.colorNeutralForeground2,
  },
  // Has the padding even without the background of `warning`, so that the words do not move when the background appears.
  state: { padding: `${tokens.spacingVerticalXXS} ${tokens.spacingHorizontalS}` },
  // Undoes the padding of `state`, so that the words line up with the name above or, on the caller's page, below.
  atStart: { marginInlineStart: `calc(-1 * ${tokens.spacingHorizontalS})` },
  atStartOnPhone: { [onPhoneCall]: { marginInlineStart: `calc(-1 * ${tokens.spacingHorizontalS})` } },
  warning: {
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorStatusWarningBackground2,
    color: tokens.colorNeutralForeground1,
    fontWeight: tokens.fontWeightSemibold,
    '@media (forced-colors: active)': { outline: '1px solid CanvasText', outlineOffset: '-1px' },
  },
  title: {
    flexShrink: 1,
    minWidth: 0,
    margin: 0,
    ...oneLine,
    [onPhoneCall]: { flexBasis: '100%' },
  },
  origin: {
    display: 'flex',
    flexWrap: 'wrap',
    columnGap: tokens.spacingHorizontalM,
    minWidth: 0,
    color: tokens.colorNeutralForeground2,
    overflowWrap: 'anywhere',
  },
  tag,
  time: { fontVariantNumeric: 'tabular-nums', color: tokens.colorNeutralForeground2 },
});

/**
 * The state of the call, and on the caller's page how long the user has held it. Screen readers announce every change of the state.
 * @param props.isBesideTitle whether the call's title is before it, on the same line except on a phone; not on the caller's page
 */
export function CallStatus({ isBesideTitle = true }: { isBesideTitle?: boolean }) {
  const { t } = useTranslation();
  const styles = useStyles();
  const shownState = useCall(readShownState);
  const words = useCallStateWords();
  const isEmergency = useCall((call) => call.isEmergencyCall);
  const heldSince = useCall((call) => (call.heldBy === 'user' ? call.heldSince : null));
  const isInterrupted =
    shownState === 'reconnecting' || shownState === 'LocalHold' || shownState === 'RemoteHold';
  return (
    <div
      className={mergeClasses(
        styles.status,
        !isEmergency && (isBesideTitle ? styles.atStartOnPhone : styles.atStart),
      )}
    >
      {isEmergency && <Badge color="danger">{t('call.emergency')}</Badge>}
      <span role="status" className={mergeClasses(styles.state, isInterrupted && styles.warning)}>
        {words}
      </span>
      {!isBesideTitle && heldSince !== null && (
        <RunningTime since={heldSince} label={t('call.holdTime')} className={styles.time} />
      )}
    </div>
  );
}

export function CallTitle() {
  const styles = useStyles();
  const title = useCallTitle();
  return (
    <Subtitle1 as="h1" className={styles.title}>
      <CallTitleText title={title}>{title}</CallTitleText>
    </Subtitle1>
  );
}

/**
 * Says through whom and on whose behalf the call came, on which line of an agent's company, and what the calling application sent.
 * Most calls have none of these.
 */
export function CallOrigin() {
  const { t } = useTranslation();
  const styles = useStyles();
  const via = useCall((call) => call.via);
  const onBehalfOf = useCall((call) => call.onBehalfOf);
  const customContext = useCall((call) => call.customContext);
  const viaName = usePersonName(via?.rawId ?? null, via?.displayName);
  const delegatorName = usePersonName(onBehalfOf);
  // When the delegator forwarded the call, `via` and `onBehalfOf` are the same person, whom one text names.
  const isVia = via !== null && via.rawId !== onBehalfOf;
  const direction = useCall((call) => call.direction);
  const { formatDuration } = useTimeFormats();
  const companyCall = useCall((call) => call.companyCall);
  const line = useLineText(companyCall?.number ?? '');
  if (!isVia && onBehalfOf === null && customContext === null && companyCall === null) return null;
  return (
    <Caption1 className={styles.origin}>
      {companyCall && (
        <bdi className={styles.tag}>
          {t(direction === 'Incoming' ? 'company.to' : 'company.from', { line })}
        </bdi>
      )}
      {/* Most callers need not wait. */}
      {companyCall?.waitedSeconds ? (
        <span>{t('company.waited', { time: formatDuration(companyCall.waitedSeconds) })}</span>
      ) : null}
      {isVia && <bdi className={styles.tag}>{t('incoming.via', { name: viaName })}</bdi>}
      {onBehalfOf !== null && <bdi>{t('call.onBehalfOf', { name: delegatorName })}</bdi>}
      {customContext?.map(({ key, value }) => (
        <bdi key={`${key} ${value}`}>{key === null ? value : `${key}: ${value}`}</bdi>
      ))}
    </Caption1>
  );
}

/** The time since the call was connected. It is not part of `CallStatus`: beside *On hold* it would read as the time on hold. */
export function CallTime() {
  const { t } = useTranslation();
  const styles = useStyles();
  const connectedAt = useCall((call) => call.connectedAt);
  if (connectedAt === null) return null;
  return <RunningTime since={connectedAt} label={t('call.time')} className={styles.time} />;
}
