import { Body1, Caption1, makeStyles, Subtitle2, tokens, typographyStyles } from '@fluentui/react-components';
import { useId, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useReadable } from '../base/useReadable.ts';
import type { Favourite } from '../people/favourites.ts';
import { usePeople, usePersonName } from '../people/PeopleProvider.tsx';
import { PersonRow, type ChosenPerson } from './PersonRow.tsx';
import { useReadableLater } from '../base/useReadableLater.ts';
import { joinPresentIds, splitIds } from '../calling/call/participantList.ts';
import { followCalls, sessionsOf } from '../calling/calls/followCalls.ts';
import { lacksCountryCode } from '../calling/call/target.ts';
import type { HistoryEntry } from '../history/entry.ts';
import { useHistory } from '../history/HistoryProvider.tsx';
import { toDisplayId } from '../people/phoneNumbers.ts';
import { useKnownMatches } from '../callee/useKnownPeople.ts';
import { nameWork } from '../people/people.ts';
import { useSearch, useSearchFailureWords } from '../callee/useSearch.ts';
import { usePhone } from '../calling/react.tsx';
import { rawIdOf } from '../people/rawId.ts';
import { StarButton } from '../people/StarButton.tsx';

const useStyles = makeStyles({
  heading: {
    margin: 0,
    padding: tokens.spacingHorizontalXS,
    ...typographyStyles.caption1Strong,
  },
  list: { listStyleType: 'none', margin: 0, padding: 0 },
  message: {
    display: 'block',
    paddingInline: tokens.spacingHorizontalXS,
    minHeight: tokens.lineHeightBase200,
  },
  text: { margin: 0, padding: tokens.spacingHorizontalXS, color: tokens.colorNeutralForeground2 },
});

interface OtherPerson extends Favourite {
  /** Job title and department; missing if they are not known. */
  readonly work?: string;
}

interface OtherPeopleProps {
  title: string;
  people: readonly OtherPerson[];
  /** A text below the heading, for example that nobody was found; empty for none. */
  message?: string;
  /** Whether the rows have the buttons *Call*, *Transfer* and *Consult*; `true` by default. */
  hasActions?: boolean;
  onOpen: (person: ChosenPerson) => void;
}

function OtherPeople({ title, people, message = '', hasActions = true, onOpen }: OtherPeopleProps) {
  const styles = useStyles();
  const headingId = useId();
  return (
    <div>
      <Subtitle2 as="h3" id={headingId} className={styles.heading}>
        {title}
      </Subtitle2>
      <Caption1 role="status" className={styles.message}>
        {message}
      </Caption1>
      <ul aria-labelledby={headingId} className={styles.list}>
        {people.map(({ id, name, work = '' }) => (
          <PersonRow
            key={id}
            rawId={id}
            storedName={name}
            work={work}
            hasActions={hasActions}
            onOpen={onOpen}
          >
            <Star rawId={id} storedName={name} />
          </PersonRow>
        ))}
      </ul>
    </div>
  );
}

export const Star = ({ rawId, storedName }: { rawId: string; storedName: string }) => (
  <StarButton rawId={rawId} name={usePersonName(rawId, storedName)} />
);

const maxSuggestions = 6;

/** @param unwanted the raw ids of people whom the list leaves out */
function findRecentPeople(entries: readonly HistoryEntry[], unwanted: readonly string[]): Favourite[] {
  const names = new Map<string, string>();
  for (const { other, name } of entries) {
    if (names.size === maxSuggestions) break;
    if (other !== null && !unwanted.includes(other) && !lacksCountryCode(other) && !names.has(other))
      names.set(other, name ?? toDisplayId(other));
  }
  return Array.from(names, ([id, name]) => ({ id, name }));
}

/** Returns the raw ids of the people in the user's calls, also of those on hold, as one text (see `splitIds`). */
function useIdsInCalls(): string {
  const phone = usePhone();
  const ids = useMemo(
    () => ({
      subscribe: (onChange: () => void) => followCalls(phone, onChange),
      get: () =>
        sessionsOf(phone)
          .map(({ call }) => `${call.get().other} ${joinPresentIds(call.get().participants)}`)
          .join(' '),
    }),
    [phone],
  );
  return useReadableLater(ids, (value) => value);
}

/** While there is no favourite: says how to add one, and suggests people from the call history who are in no call. */
export function NoFavourites({ onOpen }: Pick<OtherPeopleProps, 'onOpen'>) {
  const { t } = useTranslation();
  const styles = useStyles();
  // `useReadableLater`, because a change of the history may wait while a call is being set up.
  const entries = useReadableLater(useHistory().entries, (all) => all);
  const inCalls = useIdsInCalls();
  const recentPeople = useMemo(() => findRecentPeople(entries, splitIds(inCalls)), [entries, inCalls]);
  return (
    <>
      <Body1 as="p" className={styles.text}>
        {t('favourites.empty')}
      </Body1>
      {recentPeople.length > 0 && (
        <OtherPeople
          title={t('favourites.recent')}
          people={recentPeople}
          hasActions={false}
          onOpen={onOpen}
        />
      )}
    </>
  );
}

/** With fewer letters, the directory would find nearly everyone. */
const minLetters = 2;

/** The contacts, people of earlier calls and directory people who match a search, without the favourites and the user. */
export function OtherMatches({ text, onOpen }: Pick<OtherPeopleProps, 'onOpen'> & { text: string }) {
  const { t } = useTranslation();
  const { ownId } = usePhone();
  const { favourites } = usePeople();
  const favouriteList = useReadable(favourites.list);
  const isLongEnough = text.trim().length >= minLetters;
  const matches = useSearch(isLongEnough ? text : null);
  const known = useKnownMatches(isLongEnough ? text : '');
  const wordFailure = useSearchFailureWords();
  const title = t('favourites.others');
  if (!isLongEnough)
    return <OtherPeople title={title} people={[]} message={t('favourites.tooShort')} onOpen={onOpen} />;
  // `matches` is a list, `null` during the search, or a string that says why the search failed.
  const inDirectory = typeof matches === 'string' ? [] : (matches ?? []);
  const found = new Map<string, OtherPerson>(
    known.map(({ rawId, name }) => [rawId, { id: rawId, name: name ?? toDisplayId(rawId) }]),
  );
  for (const person of inDirectory) {
    const id = rawIdOf(person.oid);
    found.set(id, { id, name: person.name, work: nameWork(person) });
  }
  const others = [...found.values()].filter(
    ({ id }) => id !== ownId && !favouriteList.some((favourite) => favourite.id === id),
  );
  let message = others.length === 0 ? t('favourites.nobodyElse') : '';
  if (matches === null) message = t('dial.searching');
  else if (typeof matches === 'string') message = wordFailure(matches);
  return <OtherPeople title={title} people={others} message={message} onOpen={onOpen} />;
}
