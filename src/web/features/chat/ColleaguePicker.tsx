import { Button, Caption1, Field, Input, makeStyles, tokens } from '@fluentui/react-components';
import { Search20Regular } from '@fluentui/react-icons/svg/search';
import { useTranslation } from 'react-i18next';
import { useKnownPeople } from '../../callee/useKnownPeople.ts';
import { usePeoplePicker } from '../../callee/usePeoplePicker.ts';
import { isSameIdentity } from '../../calling/call/target.ts';
import { useCall, usePhone } from '../../calling/react.tsx';
import { usePersonName } from '../../people/PeopleProvider.tsx';
import { objectIdOf, rawIdOf } from '../../people/rawId.ts';
import { useIdentityWords } from '../../people/useIdentityWords.ts';
import { usePhoto } from '../../people/usePhoto.ts';
import { usePresence } from '../../people/usePresence.ts';
import { oneLine } from '../../ui/oneLine.ts';
import { PersonAvatar } from '../../ui/PersonAvatar.tsx';

const useStyles = makeStyles({
  list: { listStyleType: 'none', margin: 0, padding: 0 },
  // The photo is wider than the icon for which Fluent reserves room.
  row: { width: '100%', justifyContent: 'start', gap: tokens.spacingHorizontalS, minHeight: '44px' },
  lines: { display: 'flex', flexDirection: 'column', minWidth: 0, textAlign: 'start' },
  name: oneLine,
  // Reserves the line, because its words arrive later.
  about: { ...oneLine, minHeight: tokens.lineHeightBase200, color: tokens.colorNeutralForeground2 },
});

/** The most rows to show. Typing two letters of a name is quicker than looking through a longer list. */
const maxRows = 8;

/**
 * Lets the user choose a colleague: the favourites and the people of earlier calls before the user types, then the matches. Enter
 * chooses the first one.
 */
export function ColleaguePicker({ onPick }: { onPick: (rawId: string) => void }) {
  const { t } = useTranslation();
  const styles = useStyles();
  const { ownId } = usePhone();
  const participantIds = useCall((call) => call.participants).map(({ id }) => id);
  const { input, onChange, callee } = usePeoplePicker();
  const known = useKnownPeople(true);
  const listed =
    input.text === '' ? known : callee.suggestions.map(({ oid, name }) => ({ rawId: rawIdOf(oid), name }));
  const colleagues = listed
    .filter(
      ({ rawId }) =>
        objectIdOf(rawId) !== null && ![ownId, ...participantIds].some((id) => isSameIdentity(id, rawId)),
    )
    .slice(0, maxRows);
  const [first] = colleagues;
  const isNobodyFound = input.text !== '' && !first && !callee.isSearching;
  return (
    <>
      <Field label={t('chat.askWhom')} hint={isNobodyFound ? t('transfer.nobody') : ''}>
        <Input
          contentBefore={<Search20Regular />}
          autoComplete="off"
          spellCheck={false}
          value={input.text}
          aria-busy={callee.isSearching}
          onChange={(_event, { value }) => onChange({ text: value, chosenPeople: [] })}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || event.nativeEvent.isComposing || !first || input.text === '') return;
            // The box for the message gets the focus at once, and the browser would write the new line there.
            event.preventDefault();
            onPick(first.rawId);
          }}
        />
      </Field>
      <ul aria-label={t('chat.askWhom')} className={styles.list}>
        {colleagues.map(({ rawId, name }) => (
          <li key={rawId}>
            <Colleague rawId={rawId} storedName={name} onPick={onPick} />
          </li>
        ))}
      </ul>
    </>
  );
}

interface ColleagueProps {
  rawId: string;
  /** The name to show until the directory answers; `null` if none is known. */
  storedName: string | null;
  onPick: (rawId: string) => void;
}

function Colleague({ rawId, storedName, onPick }: ColleagueProps) {
  const styles = useStyles();
  const name = usePersonName(rawId, storedName);
  const photo = usePhoto(rawId, 48);
  const presence = usePresence(rawId);
  const about = [presence?.words, useIdentityWords(rawId, name)].filter(Boolean).join(' · ');
  return (
    <Button
      appearance="subtle"
      className={styles.row}
      icon={<PersonAvatar name={name} size={28} photo={photo} status={presence?.status} />}
      onClick={() => onPick(rawId)}
    >
      <span className={styles.lines}>
        <bdi className={styles.name}>{name}</bdi>
        <Caption1 className={styles.about} title={about}>
          <bdi>{about}</bdi>
        </Caption1>
      </span>
    </Button>
  );
}
