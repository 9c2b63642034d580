import { Combobox, Field, makeStyles, type PositioningProps } from '@fluentui/react-components';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { onOneColumn } from '../ui/screenWidth.ts';
import { ChosenPeople } from './ChosenPeople.tsx';
import { createInnerTarget } from './createInnerTarget.ts';
import { formatWhileTyping } from './parseTarget.ts';
import { PersonOption } from './PersonOption.tsx';
import type { Callee, CalleeInput } from './useCallee.ts';

const useStyles = makeStyles({
  // The field is high enough for the longest message, so that the buttons below it do not move while the user types.
  field: { textAlign: 'start', minHeight: '100px', alignContent: 'start' },
  // In a bar the message has one line, which stays free without a message.
  bar: { minHeight: '60px', [onOneColumn]: { minHeight: '46px' } },
  combobox: { width: '100%', minWidth: 0, '& input': { minWidth: 0, textOverflow: 'ellipsis' } },
});

/** The distance of the suggestions from the box; Fluent's own value. */
const listOffset = { crossAxis: 0, mainAxis: 2 };
/** Where the suggestions open. `fallbackPositions` are Fluent's own. */
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
  /** Whom the input means, and the suggestions (see `useCallee`). */
  callee: Callee;
  /** Shown below the box in place of `hint`; `null` for none. */
  warning: string | null;
  /** Says below the box what the button beside the box will do. */
  hint: string;
  /** Whether the box is a large bar whose label only screen readers read, and whose hint appears once the user types. */
  isBar?: boolean;
  /** Whether only one person can be chosen, so a second choice replaces the first. `false` by default. */
  isSingleChoice?: boolean;
  /** The suggestions open below this element and fill its width. By default, they open below the box. */
  suggestionsBelow?: HTMLElement | null;
  /** Runs when the user presses Enter while no suggestions are open. */
  onEnter?: () => void;
}

/** The box in which the user searches for people and chooses them, or enters an id, a phone number or a meeting link. */
export function CalleeBox({
  label,
  placeholder,
  input: { text, chosenPeople },
  onChange,
  callee: { suggestions, isSearching },
  warning,
  hint,
  isBar = false,
  isSingleChoice = false,
  suggestionsBelow,
  onEnter,
}: CalleeBoxProps) {
  const { t } = useTranslation();
  const styles = useStyles();
  /** Whether the suggestions are open if there are any. */
  const [mayOpen, setMayOpen] = useState(false);
  const [box, setBox] = useState<HTMLInputElement | null>(null);
  const choosePerson = (oid: string) => {
    const person = suggestions.find((suggestion) => suggestion.oid === oid);
    if (!person) return;
    onChange({ text: '', chosenPeople: isSingleChoice ? [person] : [...chosenPeople, person] });
    setMayOpen(false);
  };
  const positioning = useMemo(
    () => ({ ...listPosition, ...(suggestionsBelow && { target: createInnerTarget(suggestionsBelow) }) }),
    [suggestionsBelow],
  );
  const isEmpty = text === '' && chosenPeople.length === 0;
  const isOpen = mayOpen && suggestions.length > 0;
  return (
    <>
      <ChosenPeople
        label={t('dial.chosen')}
        people={chosenPeople}
        onRemove={(oid) => {
          onChange({ text, chosenPeople: chosenPeople.filter((person) => person.oid !== oid) });
          // The pressed button has disappeared, so the browser has lost the focus.
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
          // Without this direction, right-to-left languages show the groups of a phone number in reverse order. An empty box keeps
          // the page's direction, for the placeholder.
          {...(text !== '' && { dir: 'auto' })}
          open={isOpen}
          onOpenChange={(_event, data) => setMayOpen(data.open)}
          selectedOptions={[]}
          onOptionSelect={(_event, { optionValue }) => {
            if (optionValue) choosePerson(optionValue);
          }}
          onChange={({ target: { value, selectionStart } }) => {
            // With the caret in the middle, the text is not formatted, because that would move the caret.
            const isCaretAtEnd = selectionStart === value.length;
            onChange({ text: isCaretAtEnd ? formatWhileTyping(value) : value, chosenPeople });
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
          // Fluent looks for the place of the list whenever this object has another `offset`, which lays the page out several
          // times. While the list is closed, nobody sees where it is.
          positioning={isOpen ? { ...positioning, offset: { ...listOffset } } : positioning}
        >
          {suggestions.map((person) => (
            <PersonOption key={person.oid} person={person} />
          ))}
        </Combobox>
      </Field>
    </>
  );
}
