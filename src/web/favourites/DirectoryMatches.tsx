import { useTranslation } from 'react-i18next';
import { useReadable } from '../base/useReadable.ts';
import { useSearch } from '../callee/useSearch.ts';
import { usePhone } from '../calling/react.tsx';
import { usePeople } from '../people/PeopleProvider.tsx';
import { rawIdOf } from '../people/rawId.ts';
import { OtherPeople } from './OtherPeople.tsx';
import type { PressedPerson } from './PersonRow.tsx';

/** With fewer letters, a search of the directory finds nearly everyone. */
const minLetters = 2;

interface DirectoryMatchesProps {
  /** The text to search for. */
  text: string;
  onOpen: (person: PressedPerson) => void;
}

/** The people of the directory who match a search and are not favourites. */
export function DirectoryMatches({ text, onOpen }: DirectoryMatchesProps) {
  const { t } = useTranslation();
  const { ownId } = usePhone();
  const { favourites } = usePeople();
  const favouriteList = useReadable(favourites.list);
  const isLongEnough = text.trim().length >= minLetters;
  const matches = useSearch(isLongEnough ? text : null);
  if (!isLongEnough) return null;
  if (matches === null || typeof matches === 'string') {
    const message = matches === null ? t('dial.searching') : t(`dial.search.${matches}`);
    return <OtherPeople title={t('favourites.directory')} people={[]} message={message} onOpen={onOpen} />;
  }
  const others = matches
    .map(({ oid, name }) => ({ id: rawIdOf(oid), name }))
    .filter(({ id }) => id !== ownId && !favouriteList.some((favourite) => favourite.id === id));
  const message = others.length === 0 ? t('favourites.nobodyElse') : '';
  return <OtherPeople title={t('favourites.directory')} people={others} message={message} onOpen={onOpen} />;
}
