import {
  Caption1,
  Combobox,
  Field,
  InteractionTag,
  InteractionTagPrimary,
  InteractionTagSecondary,
  makeStyles,
  Option,
  TagGroup,
  tokens,
  type PositioningProps,
} from '@fluentui/react-components';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { nameWork, type Person } from '../people/people.ts';
import { toDisplayId } from '../people/phoneNumbers.ts';
import { rawIdOf } from '../people/rawId.ts';
import { usePhoto } from '../people/usePhoto.ts';
import { usePresence } from '../people/usePresence.ts';
import { PersonCard } from '../person-card/PersonCard.tsx';
import { oneLine } from '../ui/oneLine.ts';
import { PersonAvatar } from '../ui/PersonAvatar.tsx';
import { onOneColumn } from '../ui/screenWidth.ts';
import { createInnerTarget } from './createInnerTarget.ts';
import { formatTypedText } from './parseTarget.ts';
import type { Callee, CalleeInput } from './useCallee.ts';
import type { KnownPerson } from './useKnownPeople.ts';

const useStyles = makeStyles({
  // High enough for the longest message, so that the buttons below do not move while the user types.
  field: { textAlign: 'start', minHeight: '100px', alignContent: 'start' },
  // The bar always has room for a message, which has one line there.
  bar: { minHeight: '60px', [onOneColumn]: { minHeight: '46px' } },
  combobox: { width: '100%', minWidth: 0, '& input': { minWidth: 0, textOverflow: 'ellipsis' } },
  chosenPeople: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: tokens.spacingHorizontalXS,
    marginBlockEnd: tokens.spacingVerticalXS,
  },
  chosenName: { ...oneLine, maxWidth: '200px' },
  option: { minWidth: 0, overflow: 'hidden' },
  lines: {
    display: 'flex',
    flexDirection: 'column',
    minWidth: 0,
    marginInlineStart: tokens.spacingHorizontalXS,
  },
  name: oneLine,
  about: { display: 'flex', color: tokens.colorNeutralForeground2 },
  title: { ...oneLine, minWidth: 0 },
  // In a narrow window, the title is cut off, but not the presence.
  presence: { flexShrink: 0, whiteSpace: 'pre' },
});

/** Fluent's default distance between the box and the suggestions. */
const listOffset = { crossAxis: 0, mainAxis: 2 };
/** Where the suggestions open. The fallback positions are Fluent's defaults. */
const listPosition: PositioningProps = {
  position: 'below',
  align: 'start',
  offset: listOffset,
  fallbackPositions: ['above', 'after', 'after-top', 'before', 'before-top'],
};

interface CalleeBoxProps {
  label: string;
  placeholder: string;
  /** The text in the box and the chosen people. The parent component holds them. */
  input: CalleeInput;
  onChange: (input: CalleeInput) => void;
  /** The people whom the input stands for, and the suggestions (see `useCallee`). */
  callee: Callee;
  /** Shown below the box in place of `hint`; `null` for none. */
  warning: string | null;
  /** Says below the box what the button beside the box will do. */
  hint: string;
  /** Whether the box is a large bar. Only screen readers read its label, and its hint appears once the user types. */
  isBar?: boolean;
  /** Whether a second choice replaces the first. `false` by default. */
  isSingleChoice?: boolean;
  /** The suggestions open below this element and fill its width. By default, they open below the box. */
  suggestionsBelow?: HTMLElement | null;
  /** Runs when the user presses Enter while the suggestions are closed. */
  onEnter?: () => void;
}

/** The box in which the user searches for people and chooses them, or enters an id, a phone number or a meeting link. */
export function CalleeBox({
  label,
  placeholder,
  input: { text, chosenPeople },
  onChange,
  callee: { suggestions, knownCount, numbers, isSearching },
  warning,
  hint,
  isBar = false,
  isSingleChoice = false,
  suggestionsBelow,
  onEnter,
}: CalleeBoxProps) {
  const styles = useStyles();
  /** Whether the list of suggestions opens as soon as there are any. */
  const [mayOpen, setMayOpen] = useState(false);
  const [box, setBox] = useState<HTMLInputElement | null>(null);
  /** @param value a suggested person's object id, or a suggested phone number's raw id (the SDK's, `4:+14255550100`) */
  const choose = (value: string) => {
    const person = suggestions.find((suggestion) => suggestion.oid === value);
    if (person) onChange({ text: '', chosenPeople: isSingleChoice ? [person] : [...chosenPeople, person] });
    else onChange({ text: toDisplayId(value), chosenPeople });
    setMayOpen(false);
  };
  const positioning = useMemo(
    () => ({ ...listPosition, ...(suggestionsBelow && { target: createInnerTarget(suggestionsBelow) }) }),
    [suggestionsBelow],
  );
  const isEmpty = text === '' && chosenPeople.length === 0;
  const isOpen = mayOpen && suggestions.length + numbers.length > 0;
  return (
    <>
      <ChosenPeople
        people={chosenPeople}
        onRemove={(oid) => {
          onChange({ text, chosenPeople: chosenPeople.filter((person) => person.oid !== oid) });
          // The pressed button has disappeared, and with it the focus.
          box?.focus();
        }}
      />
      <Field
        className={isBar ? styles.bar : styles.field}
        {...(!isBar && { label })}
        {...(warning === null && !(isBar && isEmpty) && { hint })}
        validationState={warning === null ? 'none' : 'warning'}
        validationMessage={warning}
      >
        <Combobox
          ref={setBox}
          {...(isBar && { 'aria-label': label })}
          className={styles.combobox}
          freeform
          inlinePopup
          autoComplete="off"
          spellCheck={false}
          size={isBar ? 'large' : 'medium'}
          expandIcon={null}
          aria-busy={isSearching}
          placeholder={placeholder}
          value={text}
          // In right-to-left languages, the groups of a phone number would stand in reverse order. The placeholder keeps the page's
          // direction.
          {...(text !== '' && { dir: 'auto' })}
          open={isOpen}
          onOpenChange={(_event, data) => setMayOpen(data.open)}
          // A person whom the user chooses joins the people above the box, so no option stays selected.
          selectedOptions={[]}
          onOptionSelect={(_event, { optionValue }) => {
            if (optionValue) choose(optionValue);
          }}
          onChange={({ target }) => {
            onChange({ text: formatTypedText(target), chosenPeople });
            setMayOpen(true);
          }}
          onKeyDown={(event) => {
            // Fluent ignores Escape while the list is closed. Suggestions that arrive later would then open it.
            if (event.key === 'Escape') setMayOpen(false);
            // While the user composes a character with an input method, Enter only confirms the character.
            if (event.key === 'Enter' && !event.nativeEvent.isComposing && !isOpen) onEnter?.();
            if (event.key === 'Backspace' && text === '')
              onChange({ text, chosenPeople: chosenPeople.slice(0, -1) });
          }}
          // Fluent positions the list again for each new `offset` object. That lays the page out several times, so a closed list,
          // which needs no position, keeps its object.
          positioning={isOpen ? { ...positioning, offset: { ...listOffset } } : positioning}
        >
          {suggestions.slice(0, knownCount).map(toPersonOption)}
          {numbers.map((known) => (
            <NumberOption key={known.rawId} {...known} />
          ))}
          {suggestions.slice(knownCount).map(toPersonOption)}
        </Combobox>
      </Field>
    </>
  );
}

const toPersonOption = (person: Person) => <PersonOption key={person.oid} person={person} />;

function ChosenPeople({ people, onRemove }: { people: readonly Person[]; onRemove: (oid: string) => void }) {
  const { t } = useTranslation();
  const styles = useStyles();
  if (people.length === 0) return null;
  return (
    <TagGroup
      aria-label={t('dial.chosen')}
      className={styles.chosenPeople}
      onDismiss={(_event, { value }) => onRemove(value)}
    >
      {people.map(({ oid, name }) => (
        <InteractionTag key={oid} value={oid}>
          <PersonCard rawId={rawIdOf(oid)} name={name}>
            <InteractionTagPrimary hasSecondaryAction>
              <bdi className={styles.chosenName}>{name}</bdi>
            </InteractionTagPrimary>
          </PersonCard>
          {/* Fluent sets `aria-labelledby`, by which screen readers would say the person's name twice. */}
          <InteractionTagSecondary aria-label={t('dial.remove', { name })} aria-labelledby={undefined} />
        </InteractionTag>
      ))}
    </TagGroup>
  );
}

function NumberOption({ rawId, name }: KnownPerson) {
  const styles = useStyles();
  const number = toDisplayId(rawId);
  return (
    <Option value={rawId} text={name ?? number} checkIcon={null} className={styles.option}>
      <PersonAvatar name={name ?? ''} isUnknown={name === null} size={32} />
      <span className={styles.lines}>
        <bdi className={styles.name}>{name ?? number}</bdi>
        {name !== null && (
          <Caption1 className={styles.about}>
            <bdi className={styles.title}>{number}</bdi>
          </Caption1>
        )}
      </span>
    </Option>
  );
}

function PersonOption({ person }: { person: Person }) {
  const { oid, name, upn } = person;
  const styles = useStyles();
  const rawId = rawIdOf(oid);
  const work = nameWork(person);
  const photo = usePhoto(rawId, 48);
  const presence = usePresence(rawId);
  return (
    <Option value={oid} text={name} checkIcon={null} className={styles.option}>
      <PersonAvatar name={name} size={32} photo={photo} status={presence?.status} />
      <span className={styles.lines}>
        <bdi className={styles.name}>{name}</bdi>
        <Caption1 className={styles.about}>
          <bdi className={styles.title}>{work || (upn ?? rawId)}</bdi>
          {presence && <span className={styles.presence}>{` · ${presence.words}`}</span>}
        </Caption1>
      </span>
    </Option>
  );
}
