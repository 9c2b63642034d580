import {
  Avatar,
  Button,
  makeStyles,
  Menu,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
  mergeClasses,
  tokens,
} from '@fluentui/react-components';
import { CalendarLtr20Regular } from '@fluentui/react-icons/svg/calendar-ltr';
import { CallEnd20Regular } from '@fluentui/react-icons/svg/call-end';
import { MoreHorizontal20Regular } from '@fluentui/react-icons/svg/more-horizontal';
import { Pause12Filled } from '@fluentui/react-icons/svg/pause';
import { Play20Filled } from '@fluentui/react-icons/svg/play';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { readShownState } from '../../calling/call/snapshot.ts';
import { useCall, usePhone, usePhoneState, useSession, useSettings } from '../../calling/react.tsx';
import { useCaller } from '../../caller/useCaller.ts';
import { useIsOneToOne } from '../../caller/useShowsCaller.ts';
import { useReadable } from '../../base/useReadable.ts';
import { useHistory } from '../../history/HistoryProvider.tsx';
import { usePersonName } from '../../people/PeopleProvider.tsx';
import { useLineName } from '../../people/useLineName.ts';
import { useCallStateWords } from '../../people/useCallStateWords.ts';
import { useCallTitle } from '../../people/useCallTitle.ts';
import { usePhoto } from '../../people/usePhoto.ts';
import { useKeyNames } from '../../i18n/keyNames.ts';
import { defaultHeldAlertSeconds } from '../../settings/settings.ts';
import { findShortcut, findSlotAction } from '../../settings/shortcuts.ts';
import { CallTitleText } from '../../ui/CallTitleText.tsx';
import { findMenuParent, menuAboveRows } from '../../ui/menuParent.ts';
import { PersonAvatar } from '../../ui/PersonAvatar.tsx';
import { RunningTime } from '../../ui/RunningTime.tsx';
import { onConsole, onNoSideColumn } from '../../ui/screenWidth.ts';
import { toAriaKeys } from '../../ui/shortcutProps.ts';
import { useCallRowStyles } from '../../ui/useCallRowStyles.ts';
import { useCallDragSource, useTransferDropTarget } from '../../transfer/dragAndDrop.ts';
import { useTransferOutcome } from '../../transfer/useTransferOutcome.ts';

const useStyles = makeStyles({
  // Positioned, so that words for screen readers, which have an absolute position, do not make the page wider than the window.
  row: { position: 'relative', flexDirection: 'column', alignItems: 'stretch' },
  call: { position: 'relative', display: 'flex', alignItems: 'center', minWidth: 0 },
  possible: { outline: `2px dashed ${tokens.colorBrandStroke1}`, outlineOffset: '-2px' },
  over: { backgroundColor: tokens.colorBrandBackground2 },
  // Where the keys do not fit beside the state, they stand below it.
  withKeys: { whiteSpace: 'normal', overflow: 'visible' },
  // The keys that switch to the call. Where the rows share the width, there is no room for them.
  keys: {
    display: 'inline-block',
    marginInlineStart: tokens.spacingHorizontalS,
    paddingInline: tokens.spacingHorizontalXS,
    border: `1px solid ${tokens.colorNeutralStroke1}`,
    borderRadius: tokens.borderRadiusSmall,
    fontFamily: 'inherit',
    [onNoSideColumn]: { display: 'none' },
  },
  // Begins where the name begins. With a column for the calls, that is beside the avatar.
  below: {
    minWidth: 0,
    paddingBlockEnd: tokens.spacingVerticalXS,
    paddingInline: `9px ${tokens.spacingHorizontalS}`,
    [onConsole]: { paddingInlineStart: '43px' },
  },
  outcome: {
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    color: tokens.colorNeutralForeground2,
    overflowWrap: 'anywhere',
  },
  facts: { display: 'flex', flexDirection: 'column' },
  // Says that a press on the row resumes its call.
  resume: { flexShrink: 0, color: tokens.colorBrandForeground1 },
  // Where the rows share the width, the time is above the menu's button, so that the name keeps its width.
  end: {
    display: 'flex',
    flexShrink: 0,
    alignItems: 'center',
    marginInlineEnd: '2px',
    [onNoSideColumn]: { flexDirection: 'column', alignItems: 'end', alignSelf: 'start' },
  },
  // Below the time, it makes no row higher than the lines beside it.
  menuButton: {
    minWidth: '32px',
    color: tokens.colorNeutralForeground2,
    [onNoSideColumn]: { height: '28px' },
  },
  menu: menuAboveRows,
  danger: { color: tokens.colorStatusDangerForeground3 },
  failed: { color: tokens.colorStatusDangerForeground3, fontWeight: tokens.fontWeightSemibold },
});

/**
 * One of the user's calls: its state, its time, and a menu that ends it without showing it first. The user can drag the row onto
 * a person or another call, which transfers the call. The row then says how the transfer goes, and keeps the text about a failure
 * until the user has dismissed the notice about it.
 */
export function CallRow({ isInFront }: { isInFront: boolean }) {
  const { t } = useTranslation();
  const styles = useStyles();
  const rowStyles = useCallRowStyles();
  const phone = usePhone();
  const { key, slot, target } = useSession();
  const nameKeys = useKeyNames();
  const name = useCallTitle();
  const other = useCall((call) => call.other);
  const via = useCall((call) => call.via);
  const viaName = usePersonName(via?.rawId ?? null, via?.displayName);
  const isMeeting = target?.kind === 'meeting';
  const photo = usePhoto(isMeeting ? null : other, 48);
  const state = useCall(readShownState);
  const words = useCallStateWords();
  const isHeld = state === 'LocalHold' || state === 'RemoteHold';
  const slotAction = findSlotAction(slot);
  const { shortcuts } = useSettings()[0];
  // The keys do nothing to the call to which the user talks.
  const canSwitch = !isInFront || state === 'LocalHold';
  const keys = canSwitch && slotAction ? findShortcut(slotAction, shortcuts) : null;
  // For a moment after the cards of incoming calls have changed, a press may be meant for what was here.
  const areCardsSettling = usePhoneState((phoneState) => phoneState.areCardsSettling);
  const dragSource = useCallDragSource(key);
  const dropTarget = useTransferDropTarget({ kind: 'call', callKey: key });
  const transferOutcome = useTransferOutcome(key);
  // A call that has waited keeps these lines when it comes to the screen, so that the rows below it stay where they are.
  const [hasWaited, setHasWaited] = useState(!isInFront);
  if (!isInFront && !hasWaited) setHasWaited(true);
  // On the screen, the call itself says that it is being transferred.
  const outcome = isInFront && transferOutcome?.kind === 'transferring' ? null : transferOutcome;
  return (
    <li
      aria-label={t('call.item', { name, state: words })}
      data-call={key}
      {...dragSource}
      {...dropTarget.props}
      className={mergeClasses(
        rowStyles.row,
        styles.row,
        isInFront && rowStyles.front,
        dropTarget.isPossible && styles.possible,
        dropTarget.isOver && styles.over,
      )}
    >
      <div className={styles.call}>
        <Button
          appearance="subtle"
          className={rowStyles.main}
          aria-current={isInFront}
          {...(keys !== null && { 'aria-keyshortcuts': toAriaKeys(keys) })}
          {...(state === 'LocalHold' && { title: t('hold.off') })}
          icon={isMeeting ? <MeetingAvatar /> : <PersonAvatar name={name} size={32} photo={photo} />}
          disabledFocusable={areCardsSettling}
          onClick={() => void phone.switchTo(key)}
        >
          <span className={rowStyles.lines}>
            <CallTitleText className={rowStyles.name} title={name}>
              {name}
              {/* A comma for screen readers, which read the name and the state as one text. */}
              <span className={rowStyles.unseen}>,</span>
            </CallTitleText>
            <span className={mergeClasses(rowStyles.state, keys !== null && styles.withKeys)}>
              {isHeld ? t(`call.hold.${state}`) : words}
              {/* Screen readers read `aria-keyshortcuts`. */}
              {keys !== null && (
                <kbd aria-hidden className={styles.keys}>
                  {nameKeys(keys)}
                </kbd>
              )}
            </span>
            {via && <bdi className={rowStyles.state}>{t('incoming.via', { name: viaName })}</bdi>}
            <CompanyLine />
          </span>
          {state === 'LocalHold' && <Play20Filled aria-hidden className={styles.resume} />}
        </Button>
        <div className={styles.end}>
          <CallTime />
          <CallMenu name={name} />
        </div>
      </div>
      {hasWaited && <CallerFacts />}
      {outcome && (
        <span
          className={mergeClasses(styles.below, styles.outcome, outcome.kind === 'failed' && styles.failed)}
        >
          {outcome.text}
        </span>
      )}
    </li>
  );
}

/** Ends the call. It is behind a menu, because the rest of the row returns to the call, and a slip would lose the caller. */
function CallMenu({ name }: { name: string }) {
  const { t } = useTranslation();
  const styles = useStyles();
  const phone = usePhone();
  const { key } = useSession();
  // Just after the cards of incoming calls or the call on the screen have changed, a press may be meant for what was here.
  const isSettling = usePhoneState((state) => state.isSettling || state.areCardsSettling);
  return (
    <Menu positioning={{ position: 'below', align: 'end', autoSize: true }} mountNode={findMenuParent()}>
      <MenuTrigger disableButtonEnhancement>
        <Button
          appearance="subtle"
          className={styles.menuButton}
          icon={<MoreHorizontal20Regular />}
          aria-label={t('call.options', { name })}
        />
      </MenuTrigger>
      <MenuPopover className={styles.menu}>
        <MenuList>
          <MenuItem
            icon={<CallEnd20Regular className={styles.danger} />}
            disabled={isSettling}
            onClick={() => void phone.hangUp(key)}
          >
            {t('call.endWith', { name })}
          </MenuItem>
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}

/** Says on which of the company's lines an agent's call goes. */
function CompanyLine() {
  const { t } = useTranslation();
  const rowStyles = useCallRowStyles();
  const companyCall = useCall((call) => call.companyCall);
  const direction = useCall((call) => call.direction);
  const line = useLineName(companyCall?.number ?? '');
  if (companyCall === null) return null;
  return (
    <bdi className={rowStyles.state}>
      {t(direction === 'Incoming' ? 'company.to' : 'company.from', { line })}
    </bdi>
  );
}

/** Shows who the other person is and what the user has noted about the call. */
function CallerFacts() {
  const styles = useStyles();
  const rowStyles = useCallRowStyles();
  const isOneToOne = useIsOneToOne();
  const id = useCall((call) => call.id);
  const { company, work, number } = useCaller(
    useCall((call) => call.other),
    useCall((call) => call.otherName),
  );
  const entry = useReadable(useHistory().entries).find(({ key }) => key === id);
  const facts = isOneToOne ? [company, work, number] : [];
  const lines = [facts.filter(Boolean).join(' · '), [entry?.label, entry?.note].filter(Boolean).join(' · ')];
  const shownLines = lines.filter(Boolean);
  if (shownLines.length === 0) return null;
  return (
    <div className={mergeClasses(styles.below, styles.facts)}>
      {shownLines.map((line) => (
        <bdi key={line} className={rowStyles.state} title={line}>
          {line}
        </bdi>
      ))}
    </div>
  );
}

/** How long the call has been on hold, or else how long it has been connected. */
function CallTime() {
  const { t } = useTranslation();
  const styles = useCallRowStyles();
  const connectedAt = useCall((call) => call.connectedAt);
  const heldSince = useCall((call) => call.heldSince);
  const [{ heldAlertSeconds }] = useSettings();
  const since = heldSince ?? connectedAt;
  // Reserves the place of the time: the row must not grow, and the call below it must not move, when the other person answers.
  if (since === null) return <span className={styles.time}>{'\u00A0'}</span>;
  return (
    <RunningTime
      since={since}
      label={t(heldSince === null ? 'call.time' : 'call.holdTime')}
      className={styles.time}
      {...(heldSince !== null && {
        icon: <Pause12Filled aria-hidden className={styles.timeIcon} />,
        // Highlighted even for a user who wants no reminders.
        late: { afterSeconds: heldAlertSeconds || defaultHeldAlertSeconds, className: styles.late },
      })}
    />
  );
}

/** The avatar of a meeting. Screen readers ignore it, because the meeting's title is beside it. */
const MeetingAvatar = () => (
  <Avatar aria-hidden icon={<CalendarLtr20Regular className="mirrored" />} size={32} />
);
