import { Combobox, Field, makeStyles, type ComboboxProps } from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Chosen } from './Chosen.tsx';
import { grouped } from './parse.ts';
import { PersonOption } from './PersonOption.tsx';
import type { Callee, Typed } from './useCallee.ts';

const useStyles = makeStyles({
  // As high as with the longest explanation, so that the buttons stay where they are while somebody types.
  field: { textAlign: 'start', minHeight: '100px', alignContent: 'start' },
  combobox: { width: '100%', minWidth: 0 },
});

interface CalleeBoxProps {
  label: string;
  placeholder: string;
  typed: Typed;
  onChange: (typed: Typed) => void;
  callee: Callee;
  /** What is said below: why it does not work, or else what happens next. */
  warning: string | null;
  hint: string;
  size?: ComboboxProps['size'];
  /** A second choice takes the place of the first. */
  onlyOne?: boolean;
  /** What the suggestions appear below, so that they never cover the buttons in it. */
  below?: HTMLElement | null;
  onEnter?: () => void;
}

/** The box where people are looked for, picked, or typed as an id or a number. */
export function CalleeBox({
  label,
  placeholder,
  typed: { text, chosen },
  onChange,
  callee: { suggestions, searching },
  warning,
  hint,
  size = 'medium',
  onlyOne = false,
  below,
  onEnter,
}: CalleeBoxProps) {
  const { t } = useTranslation();
  const styles = useStyles();
  const [open, setOpen] = useState(false);
  const [box, setBox] = useState<HTMLInputElement | null>(null);
  const choose = (oid: string) => {
    const person = suggestions.find((one) => one.oid === oid);
    if (!person) return;
    onChange({ text: '', chosen: onlyOne ? [person] : [...chosen, person] });
    setOpen(false);
  };
  const isOpen = open && suggestions.length > 0;
  return (
    <>
      <Chosen
        label={t('dial.chosen')}
        people={chosen}
        onRemove={(oid) => {
          onChange({ text, chosen: chosen.filter((one) => one.oid !== oid) });
          // The button that was pressed is gone.
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
          aria-busy={searching}
          placeholder={placeholder}
          value={text}
          open={isOpen}
          onOpenChange={(_event, data) => setOpen(data.open)}
          selectedOptions={[]}
          onOptionSelect={(_event, { optionValue }) => {
            if (optionValue) choose(optionValue);
          }}
          onChange={({ target: { value, selectionStart } }) => {
            // In the middle of it, other characters would move the caret away from where one types.
            onChange({ text: selectionStart === value.length ? grouped(value) : value, chosen });
            setOpen(true);
          }}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && !event.nativeEvent.isComposing && !isOpen) onEnter?.();
            if (event.key === 'Backspace' && text === '') onChange({ text, chosen: chosen.slice(0, -1) });
          }}
          positioning={{ position: 'below', align: 'start', ...(below && { target: below }) }}
        >
          {suggestions.map((person) => (
            <PersonOption key={person.oid} person={person} />
          ))}
        </Combobox>
      </Field>
    </>
  );
}
