import { Combobox, Field, makeStyles, type ComboboxProps } from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ChosenPeople } from './ChosenPeople.tsx';
import { formatWhileTyping } from './parseTarget.ts';
import { PersonOption } from './PersonOption.tsx';
import type { Callee, CalleeInput } from './useCallee.ts';

const useStyles = makeStyles({
  // High enough for the longest message, so that the buttons below do not move while the user types.
  field: { textAlign: 'start', minHeight: '100px', alignContent: 'start' },
  combobox: { width: '100%', minWidth: 0 },
});

interface CalleeBoxProps {
  label: string;
  placeholder: string;
  input: CalleeInput;
  onChange: (input: CalleeInput) => void;
  callee: Callee;
  /** Shown below the box instead of `hint`; `null` for none. */
  warning: string | null;
  /** What the next press will do, shown below the box. */
  hint: string;
  size?: ComboboxProps['size'];
  /** Whether a second choice replaces the first. */
  single?: boolean;
  /** The suggestions open below this element, so that they do not cover its buttons. */
  suggestionsBelow?: HTMLElement | null;
  /** Called when the user presses Enter while no suggestions are open. */
  onEnter?: () => void;
}

/** The box in which the user searches for people and chooses them, or enters an id, a number or a link. */
export function CalleeBox({
  label,
  placeholder,
  input: { text, chosen },
  onChange,
  callee: { suggestions, isSearching },
  warning,
  hint,
  size = 'medium',
  single = false,
  suggestionsBelow,
  onEnter,
}: CalleeBoxProps) {
  const { t } = useTranslation();
  const styles = useStyles();
  const [isRequested, setRequested] = useState(false);
  const [box, setBox] = useState<HTMLInputElement | null>(null);
  const choose = (oid: string) => {
    const person = suggestions.find((suggestion) => suggestion.oid === oid);
    if (!person) return;
    onChange({ text: '', chosen: single ? [person] : [...chosen, person] });
    setRequested(false);
  };
  const isOpen = isRequested && suggestions.length > 0;
  return (
    <>
      <ChosenPeople
        label={t('dial.chosen')}
        people={chosen}
        onRemove={(oid) => {
          onChange({ text, chosen: chosen.filter((person) => person.oid !== oid) });
          // The pressed button has disappeared, and the focus with it.
          box?.focus();
        }}
      />
      <Field
        className={styles.field}
        label={label}
        {...(warning === null && { hint })}
        validationState={warning === null ? 'none' : 'warning'}
        validationMessage={warning}
      >
        <Combobox
          ref={setBox}
          className={styles.combobox}
          freeform
          inlinePopup
          autoComplete="off"
          spellCheck={false}
          size={size}
          expandIcon={null}
          aria-busy={isSearching}
          placeholder={placeholder}
          value={text}
          open={isOpen}
          onOpenChange={(_event, data) => setRequested(data.open)}
          selectedOptions={[]}
          onOptionSelect={(_event, { optionValue }) => {
            if (optionValue) choose(optionValue);
          }}
          onChange={({ target: { value, selectionStart } }) => {
            // Only at the end of the text: formatting would move a caret in the middle.
            onChange({ text: selectionStart === value.length ? formatWhileTyping(value) : value, chosen });
            setRequested(true);
          }}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && !event.nativeEvent.isComposing && !isOpen) onEnter?.();
            if (event.key === 'Backspace' && text === '') onChange({ text, chosen: chosen.slice(0, -1) });
          }}
          positioning={{
            position: 'below',
            align: 'start',
            ...(suggestionsBelow && { target: suggestionsBelow }),
          }}
        >
          {suggestions.map((person) => (
            <PersonOption key={person.oid} person={person} />
          ))}
        </Combobox>
      </Field>
    </>
  );
}
