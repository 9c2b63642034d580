import { Body1, Button, Caption1, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { useLayoutEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useHistory } from '../../history/HistoryProvider.tsx';
import { addPeople } from '../../add-people/addPeople.ts';
import { usePersonName, usePeople } from '../../people/PeopleProvider.tsx';
import { objectIdOf, rawIdOf } from '../../people/rawId.ts';
import { createNameSearch } from '../../people/nameSearch.ts';
import { usePhoto } from '../../people/usePhoto.ts';
import { useBusyWords } from '../../people/useBusyWords.ts';
import { useIdentityWords } from '../../people/useIdentityWords.ts';
import { usePresence, useStatusMessage } from '../../people/usePresence.ts';
import { onPhoneCall } from '../../ui/callWidth.ts';
import { PersonAvatar } from '../../ui/PersonAvatar.tsx';
import { oneLine } from '../../ui/oneLine.ts';
import { useReadable } from '../../base/useReadable.ts';
import { useKnownPeople, type KnownPerson } from '../../callee/useKnownPeople.ts';
import type { PeoplePicker } from '../../callee/usePeoplePicker.ts';
import {
  findRefusalOf,
  lacksCountryCode,
  removeDuplicateIds,
  selectNewIds,
} from '../../calling/call/target.ts';
import { sessionsOf } from '../../calling/calls/followCalls.ts';
import { useCall, useCapabilities, useFeatureValue, usePhone } from '../../calling/react.tsx';

/** The most rows to show. Typing two letters of a name is quicker than looking through a longer list. */
const maxCandidates = 30;

interface Candidates {
  readonly candidates: readonly KnownPerson[];
  /** Whether they are the people of the latest calls, because the user has no favourites and types nothing. */
  readonly areRecent: boolean;
}

/**
 * Finds the people to whom the call can be transferred: first the familiar people, from the user's other calls, the favourites,
 * the call history and the Outlook contacts. When the user types, people from the directory follow below them, so that late results do not move the
 * rows above. `callee.suggestions` are the directory's matches for the text, and `rawIds` the ids that the text stands for.
 */
export function useCandidates({ input: { text }, callee, rawIds }: PeoplePicker): Candidates {
  const phone = usePhone();
  const people = usePeople();
  const names = useReadable(people.names);
  const knownPeople = useKnownPeople(true);
  const transfereeId = useCall((call) => call.other);
  const { invite: reach } = useCapabilities();
  const ownFavourites = useReadable(people.favourites.list);
  const hasFavourites = ownFavourites.length + useReadable(people.sharedFavourites).people.length > 0;
  const entries = useReadable(useHistory().entries);
  const otherCallPartners = sessionsOf(phone).map((session) => session.call.get().other);
  const callPartners = new Set([...otherCallPartners, ...entries.map(({ other }) => other)]);

  const storedNames = new Map(knownPeople.map(({ rawId, name }) => [rawId, name]));
  for (const { oid, name } of callee.suggestions) storedNames.set(rawIdOf(oid), name);
  const nameOf = (rawId: string) => names.get(rawId) ?? storedNames.get(rawId) ?? null;

  const familiarIds = [...otherCallPartners, ...knownPeople.map(({ rawId }) => rawId)].filter(
    (rawId): rawId is string => rawId !== null && !lacksCountryCode(rawId),
  );
  const search = createNameSearch(text);
  const matchingIds = removeDuplicateIds(familiarIds).filter(
    (id) => search(nameOf(id) ?? '', id) === 'begins',
  );
  // Instead of a name, the user may type a phone number or an id. If the user types several, no transfer is possible.
  const typedIds = rawIds.length === 1 ? rawIds : [];
  const foundIds = text === '' ? [] : [...callee.suggestions.map(({ oid }) => rawIdOf(oid)), ...typedIds];
  // Neither the user nor the person in the call (the transferee) can be the target.
  const unsuitableIds = transfereeId === null ? [phone.ownId] : [phone.ownId, transfereeId];
  const suitableIds = selectNewIds([...matchingIds, ...foundIds], { alreadyPresent: unsuitableIds }).filter(
    (rawId) => findRefusalOf(rawId, reach) === null,
  );
  // The contacts come last, and would hide that the others are those of the latest calls.
  const recentIds = suitableIds.filter((rawId) => callPartners.has(rawId));
  const areRecent = text === '' && !hasFavourites && recentIds.length > 0;
  const candidates = (areRecent ? recentIds : suitableIds)
    .slice(0, maxCandidates)
    .map((rawId) => ({ rawId, name: nameOf(rawId) }));
  return { candidates, areRecent };
}

const useStyles = makeStyles({
  row: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalXS,
    padding: `${tokens.spacingVerticalSNudge} ${tokens.spacingHorizontalS}`,
    // Undoes the padding, so that the photos line up with the edge of the search field.
    marginInline: `calc(-1 * ${tokens.spacingHorizontalS})`,
    borderRadius: tokens.borderRadiusMedium,
    minWidth: 0,
  },
  highlighted: {
    backgroundColor: tokens.colorNeutralBackground1Selected,
    '@media (forced-colors: active)': { outline: '2px solid Highlight' },
  },
  person: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalS, minWidth: 0 },
  lines: { display: 'flex', flexDirection: 'column', minWidth: 0 },
  name: oneLine,
  // Reserves the lines, because their words arrive later or never: the rows must not move under the pointer.
  about: {
    display: '-webkit-box',
    WebkitLineClamp: 2,
    WebkitBoxOrient: 'vertical',
    overflow: 'hidden',
    overflowWrap: 'anywhere',
    minHeight: tokens.lineHeightBase200,
    color: tokens.colorNeutralForeground2,
  },
  colleague: { minHeight: `calc(2 * ${tokens.lineHeightBase200})` },
  // The buttons begin under the name. On a phone they need the whole width.
  buttons: {
    display: 'flex',
    flexWrap: 'wrap',
    // A press that misses *Consult first* must not transfer the call.
    gap: tokens.spacingHorizontalS,
    paddingInlineStart: '40px',
    [onPhoneCall]: { paddingInlineStart: 0 },
  },
  // With Fluent's minimum width, the buttons would need a second line.
  button: { minWidth: 0 },
});

export type CandidateAction = 'transfer' | 'consult' | 'consultInCall' | 'voicemail';

interface CandidateRowProps {
  /** The id of the element, by which the search field refers to the highlighted row. */
  id: string;
  candidate: KnownPerson;
  /** Whether the keys of the search field act on this row. */
  isHighlighted: boolean;
  /** Whether the call can be transferred now. */
  isReady: boolean;
  /** What Enter in the search field does. The highlighted row emphasizes the button for it. */
  mainAction: 'transfer' | 'consult';
  onAction: (action: CandidateAction, rawId: string) => void;
}

/** A person to whom the call can be transferred, with one button for each way to transfer it. */
export function CandidateRow(props: CandidateRowProps) {
  const { id, candidate, isHighlighted, isReady, mainAction, onAction } = props;
  const { t } = useTranslation();
  const styles = useStyles();
  const { rawId } = candidate;
  const { call: reach, voicemail } = useCapabilities();
  const isColleague = objectIdOf(rawId) !== null;
  const canCall = findRefusalOf(rawId, reach) === null;
  const canAdd = useFeatureValue(addPeople, ({ availability }) => availability === 'yes') ?? false;
  const name = usePersonName(rawId, candidate.name);
  // Graph has no photos of 32 pixels.
  const photo = usePhoto(rawId, 48);
  const presence = usePresence(rawId);
  const about = [
    presence?.words,
    useBusyWords(rawId),
    useIdentityWords(rawId, name),
    // Comes last, because it may be long.
    useStatusMessage(rawId),
  ]
    .filter(Boolean)
    .join(' · ');
  const row = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (isHighlighted) row.current?.scrollIntoView({ block: 'nearest' });
  }, [isHighlighted]);
  /** What Enter does with this person. */
  const enterAction: CandidateAction = mainAction === 'consult' && !canCall ? 'consultInCall' : mainAction;
  const createButtonProps = (action: CandidateAction) =>
    ({
      className: styles.button,
      appearance: isHighlighted && action === enterAction ? 'primary' : 'secondary',
      'aria-describedby': `${id}-name`,
      disabledFocusable: !isReady,
      onClick: () => onAction(action, rawId),
    }) as const;
  return (
    <div
      role="row"
      id={id}
      ref={row}
      aria-selected={isHighlighted}
      className={mergeClasses(styles.row, isHighlighted && styles.highlighted)}
    >
      <div role="gridcell" className={styles.person}>
        <PersonAvatar name={name} size={32} photo={photo} status={presence?.status} />
        <span className={styles.lines}>
          <Body1 className={styles.name} id={`${id}-name`}>
            <bdi>{name}</bdi>
          </Body1>
          <Caption1 className={mergeClasses(styles.about, isColleague && styles.colleague)} title={about}>
            <bdi>{about}</bdi>
          </Caption1>
        </span>
      </div>
      <div role="gridcell" className={styles.buttons}>
        <Button {...createButtonProps('transfer')}>{t('transfer.now')}</Button>
        {canCall && <Button {...createButtonProps('consult')}>{t('transfer.consult')}</Button>}
        {!canCall && canAdd && <Button {...createButtonProps('consultInCall')}>{t('addPeople.add')}</Button>}
        {voicemail && isColleague && (
          <Button {...createButtonProps('voicemail')} appearance="subtle">
            {t('transfer.voicemail')}
          </Button>
        )}
      </div>
    </div>
  );
}
