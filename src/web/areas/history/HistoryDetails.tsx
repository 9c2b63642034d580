import {
  Button,
  Caption1,
  makeStyles,
  tokens,
  typographyStyles,
  ToggleButton,
} from '@fluentui/react-components';
import { Call20Regular } from '@fluentui/react-icons/svg/call';
import { Note16Regular } from '@fluentui/react-icons/svg/note';
import { Video20Regular } from '@fluentui/react-icons/svg/video';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useCapabilities, usePhone } from '../../calling/react.tsx';
import { findRefusal, lacksCountryCode, toOneClickTarget, type Target } from '../../calling/call/target.ts';
import { findLineOfNumber } from '../../calling/call/company.ts';
import { useLineText } from '../../people/useLineName.ts';
import { NoteFields } from '../../history/NoteFields.tsx';
import { StarButton } from '../../people/StarButton.tsx';
import type { CallGroup } from './groupEntries.ts';
import { useEntryName } from './entryName.ts';
import { findEndDetail, findEndKind, isFailure, isUnreachable } from '../../errors/endReason.ts';
import type { HistoryEntry } from '../../history/entry.ts';
import { CopyableId } from '../../people/CopyableId.tsx';
import { usePersonName } from '../../people/PeopleProvider.tsx';
import { useLookUp, useProfile } from '../../people/useLookUp.ts';
import { useTimeFormats } from '../../i18n/formatTime.ts';
import { lineAtInlineStart } from '../../ui/lines.ts';
import { useOutcomeText } from './Outcome.tsx';

const useStyles = makeStyles({
  details: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalM,
    minWidth: 0,
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalS} ${tokens.spacingVerticalL}`,
    marginInlineStart: tokens.spacingHorizontalM,
    ...lineAtInlineStart,
    borderInlineStartWidth: '2px',
  },
  buttons: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
  facts: {
    display: 'grid',
    gridTemplateColumns: 'max-content minmax(0, 1fr)',
    columnGap: tokens.spacingHorizontalM,
    rowGap: tokens.spacingVerticalXS,
    margin: 0,
    ...typographyStyles.caption1,
  },
  term: { color: tokens.colorNeutralForeground2 },
  fact: { margin: 0, minWidth: 0, overflowWrap: 'anywhere' },
  calls: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalXS },
});

/** @returns the target that *Call back* calls; `null` if the entry cannot be called, or if nobody has the number or the address */
export const findCallBackTarget = ({ other, target, code }: HistoryEntry): Target | null =>
  code !== undefined && isUnreachable(findEndKind(code))
    ? null
    : toOneClickTarget(target ?? (other === null ? null : { kind: 'people', rawIds: [other] }));

/** Shows all that is known about a row's call, below the row. If the row stands for several calls, the user chooses one of them. */
export function HistoryDetails({ group, canPlaceCall }: { group: CallGroup; canPlaceCall: boolean }) {
  const { t } = useTranslation();
  const styles = useStyles();
  const phone = usePhone();
  const [chosenKey, setChosenKey] = useState<string | null>(null);
  const entry = group.entries.find(({ key }) => key === chosenKey) ?? group.entries[0];
  const name = useEntryName(entry);
  const { call: reach, videoCalls } = useCapabilities();
  const knownTarget = findCallBackTarget(entry);
  const refusal = knownTarget && findRefusal(knownTarget, reach);
  const target = refusal ? null : knownTarget;
  const placeCall = (video: boolean) =>
    target &&
    void phone.placeCall(target, { video, onBehalfOf: findLineOfNumber(entry.companyNumber, phone.company) });
  return (
    <div role="group" aria-label={t('history.details')} className={styles.details}>
      {target && (
        <div className={styles.buttons}>
          <Button icon={<Call20Regular />} disabledFocusable={!canPlaceCall} onClick={() => placeCall(false)}>
            {t('history.callBack')}
          </Button>
          {videoCalls && (
            <Button
              icon={<Video20Regular />}
              aria-label={t('person.videoCall', { name })}
              disabledFocusable={!canPlaceCall}
              onClick={() => placeCall(true)}
            />
          )}
          {entry.other !== null && !lacksCountryCode(entry.other) && (
            <StarButton rawId={entry.other} name={name} />
          )}
        </div>
      )}
      {refusal && <Caption1>{t(`refused.${refusal}`)}</Caption1>}
      {group.entries.length > 1 && (
        <RepeatList name={name} entries={group.entries} chosenKey={entry.key} onChoose={setChosenKey} />
      )}
      <CallFacts entry={entry} />
      <NoteFields key={entry.key} callKey={entry.key} />
    </div>
  );
}

function CallFacts({ entry }: { entry: HistoryEntry }) {
  const { t } = useTranslation();
  const styles = useStyles();
  const { formatDateAndTime, formatDuration } = useTimeFormats();
  const { words } = useOutcomeText(entry);
  const viaName = usePersonName(entry.via?.rawId ?? null, entry.via?.name ?? null);
  const { at, seconds, code, other, waitedSeconds } = entry;
  const lineText = useLineText(entry.companyNumber ?? '');
  const person = useLookUp(other);
  const profile = useProfile(other ?? '');
  // A text says why there is no person or profile.
  const address = person === null || typeof person === 'string' ? null : person.upn;
  const workNumber = profile === null || typeof profile === 'string' ? undefined : profile.workNumbers[0];
  // `4:` is the prefix of a phone number.
  const isNumber = other?.startsWith('4:') === true;
  // A colleague's id means nothing to the user, so it stands in only if the directory does not know the colleague.
  const showsId = isNumber || (person !== null && address === null);
  const detail = code === undefined ? null : findEndDetail(code);
  const outcome = detail === null ? words : `${words}. ${t(`ended.why.${detail}`)}`;
  const renderFact = (term: string, value: ReactNode) => (
    <>
      <dt className={styles.term}>{term}</dt>
      <dd className={styles.fact}>{value}</dd>
    </>
  );
  return (
    <dl className={styles.facts}>
      {renderFact(t('history.facts.time'), formatDateAndTime(at))}
      {seconds !== null && renderFact(t('history.facts.duration'), formatDuration(seconds))}
      {renderFact(t('history.facts.outcome'), outcome)}
      {viaName !== '' && renderFact(t('history.facts.via'), <bdi>{viaName}</bdi>)}
      {lineText !== '' && renderFact(t('company.number'), <bdi>{lineText}</bdi>)}
      {waitedSeconds !== undefined &&
        waitedSeconds > 0 &&
        renderFact(t('company.waiting'), formatDuration(waitedSeconds))}
      {address !== null && renderFact(t('person.address'), <bdi>{address}</bdi>)}
      {workNumber !== undefined && renderFact(t('person.workNumber'), <bdi>{workNumber}</bdi>)}
      {other !== null &&
        showsId &&
        renderFact(t(isNumber ? 'person.number' : 'person.id'), <CopyableId rawId={other} />)}
      {code !== undefined && isFailure(findEndKind(code)) && renderFact(t('history.facts.code'), code)}
    </dl>
  );
}

interface RepeatListProps {
  name: string;
  entries: readonly HistoryEntry[];
  chosenKey: string;
  onChoose: (key: string) => void;
}

/** The calls for which one row stands. A press on a call shows its details. */
function RepeatList({ name, entries, chosenKey, onChoose }: RepeatListProps) {
  const { t } = useTranslation();
  const styles = useStyles();
  const { formatTime, formatDuration } = useTimeFormats();
  return (
    <div role="group" aria-label={t('history.repeats', { name })} className={styles.calls}>
      {entries.map(({ key, at, seconds, note }) => (
        <ToggleButton
          key={key}
          size="small"
          checked={key === chosenKey}
          {...(note !== undefined && { icon: <Note16Regular /> })}
          onClick={() => onChoose(key)}
        >
          {seconds === null ? formatTime(at) : `${formatTime(at)} · ${formatDuration(seconds)}`}
        </ToggleButton>
      ))}
    </div>
  );
}
