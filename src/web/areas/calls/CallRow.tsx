import { Button, mergeClasses, makeStyles, tokens, Avatar } from '@fluentui/react-components';
import { CalendarLtr20Regular } from '@fluentui/react-icons/svg/calendar-ltr';
import { CallEnd20Regular } from '@fluentui/react-icons/svg/call-end';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useCall, usePhone, usePhoneState, useSession } from '../../calling/react.tsx';
import { usePersonName } from '../../people/PeopleProvider.tsx';
import { useCallTitle } from '../../people/useCallTitle.ts';
import { usePhoto } from '../../people/usePhoto.ts';
import { PersonAvatar } from '../../ui/PersonAvatar.tsx';
import { RunningTime } from '../../ui/RunningTime.tsx';
import { useCallRowStyles } from '../../ui/useCallRowStyles.ts';
import { useCallDragSource, useTransferDropTarget } from '../../transfer/dragAndDrop.ts';
import { useTransferOutcome } from '../../transfer/useTransferOutcome.ts';

const useStyles = makeStyles({
  // The words for screen readers are positioned in the row. In the page, they would make it wider than the window.
  row: { position: 'relative', flexDirection: 'column', alignItems: 'stretch' },
  call: { position: 'relative', display: 'flex', alignItems: 'center', minWidth: 0 },
  possible: { outline: `2px dashed ${tokens.colorBrandStroke1}`, outlineOffset: '-2px' },
  over: { backgroundColor: tokens.colorBrandBackground2 },
  outcome: {
    padding: `0 ${tokens.spacingHorizontalS} ${tokens.spacingVerticalXS}`,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    color: tokens.colorNeutralForeground2,
    overflowWrap: 'anywhere',
  },
  failed: { color: tokens.colorStatusDangerForeground1, fontWeight: tokens.fontWeightSemibold },
});

/** A call of the user, with its state, its time, and a button that ends it without showing it first. */
export function CallRow({ isInFront, onSwitch }: { isInFront: boolean; onSwitch: () => void }) {
  const { t } = useTranslation();
  const styles = useCallRowStyles();
  const phone = usePhone();
  const session = useSession();
  const name = useCallTitle();
  const other = useCall((call) => call.other);
  const isMeeting = session.target?.kind === 'meeting';
  const photo = usePhoto(isMeeting ? null : other, 48);
  const state = useCall((call) => call.state);
  const isReconnecting = useCall((call) => call.isReconnecting);
  const isHeld = state === 'LocalHold' || state === 'RemoteHold';
  // The rows have moved, so a press may be meant for the call that was in this place a moment ago.
  const areCardsSettling = usePhoneState((phoneState) => phoneState.areCardsSettling);
  const isSettling = usePhoneState((phoneState) => phoneState.isSettling) || areCardsSettling;
  const label = t('call.item', { name, state: t(`call.state.${state}`) });
  return (
    <TransferableRow label={label} isInFront={isInFront}>
      <Button
        appearance="subtle"
        className={styles.main}
        aria-current={isInFront}
        icon={isMeeting ? <MeetingAvatar /> : <PersonAvatar name={name} size={32} photo={photo} />}
        disabledFocusable={areCardsSettling}
        onClick={onSwitch}
      >
        <span className={styles.lines}>
          <bdi className={styles.name} title={name}>
            {name}
            {/* Screen readers read the name and the state as one text. */}
            <span className={styles.unseen}>,</span>
          </bdi>
          <span className={styles.state}>
            {isHeld ? t(`call.hold.${state}`) : t(`call.state.${isReconnecting ? 'reconnecting' : state}`)}
          </span>
          <CallVia />
        </span>
      </Button>
      <CallTime />
      {!isInFront && (
        <Button
          appearance="subtle"
          className={styles.end}
          icon={<CallEnd20Regular />}
          aria-label={t('call.endWith', { name })}
          title={t('call.endWith', { name })}
          disabledFocusable={isSettling}
          onClick={() => void phone.hangUp(session.key)}
        />
      )}
    </TransferableRow>
  );
}

function CallVia() {
  const { t } = useTranslation();
  const styles = useCallRowStyles();
  const via = useCall((call) => call.via);
  const name = usePersonName(via?.rawId ?? null, via?.displayName);
  return via && <bdi className={styles.state}>{t('incoming.via', { name })}</bdi>;
}

/** After this many seconds on hold, the other participant needs attention. */
const longHoldSeconds = 60;

/** How long the call has been on hold, or else how long it has been connected. */
function CallTime() {
  const { t } = useTranslation();
  const styles = useCallRowStyles();
  const connectedAt = useCall((call) => call.connectedAt);
  const heldSince = useCall((call) => call.heldSince);
  const since = heldSince ?? connectedAt;
  if (since === null) return null;
  return (
    <RunningTime
      since={since}
      label={t(heldSince === null ? 'call.time' : 'call.holdTime')}
      className={styles.time}
      {...(heldSince !== null && { late: { afterSeconds: longHoldSeconds, className: styles.late } })}
    />
  );
}

interface TransferableRowProps {
  label: string;
  isInFront: boolean;
  children: ReactNode;
}

/**
 * The row of a call. The user transfers the call by dragging it onto a person or onto another call. Below the call, the row says
 * how the transfer goes, and keeps a failure until the user has dismissed its notice.
 */
function TransferableRow({ label, isInFront, children }: TransferableRowProps) {
  const callRowStyles = useCallRowStyles();
  const styles = useStyles();
  const { key } = useSession();
  const dragSource = useCallDragSource(key);
  const dropTarget = useTransferDropTarget({ kind: 'call', callKey: key });
  const outcome = useTransferOutcome(key);
  return (
    <li
      aria-label={label}
      {...dragSource}
      {...dropTarget.props}
      className={mergeClasses(
        callRowStyles.row,
        styles.row,
        isInFront && callRowStyles.front,
        dropTarget.isPossible && styles.possible,
        dropTarget.isOver && styles.over,
      )}
    >
      <div className={styles.call}>{children}</div>
      {outcome && (
        <span className={mergeClasses(styles.outcome, outcome.kind === 'failed' && styles.failed)}>
          {outcome.text}
        </span>
      )}
    </li>
  );
}

/** The avatar of a meeting. Screen readers ignore it, because the meeting's title stands beside it. */
const MeetingAvatar = () => (
  <Avatar aria-hidden icon={<CalendarLtr20Regular className="mirrored" />} size={32} />
);
