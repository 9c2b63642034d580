import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCallee, type Callee, type CalleeInput } from './useCallee.ts';

/** The state of a callee box in which the user picks people for a call that goes on. */
export interface PeoplePicker {
  readonly input: CalleeInput;
  readonly onChange: (input: CalleeInput) => void;
  /** Whom the input means (see `useCallee`). */
  readonly callee: Callee;
  /** The text below the box that says why the input cannot be added; `null` if it can be. */
  readonly warning: string | null;
  /** The text below the box if there is no warning. */
  readonly hint: string;
  /** Raw ids of the picked people, also ids that the directory does not know. Empty while nothing can be picked. */
  readonly rawIds: readonly string[];
  /** Empties the box. */
  readonly clear: () => void;
}

const emptyInput: CalleeInput = { text: '', chosenPeople: [] };

/**
 * Lets the user pick people for a call that goes on. Refuses meetings and emergency numbers, which cannot be added to a
 * call.
 */
export function usePeoplePicker(): PeoplePicker {
  const { t } = useTranslation();
  const [input, setInput] = useState(emptyInput);
  const callee = useCallee(input);
  const isMeeting = callee.target?.kind === 'meeting';
  const { isEmergency } = callee;
  const rawIds = callee.target?.kind === 'people' && !isEmergency ? callee.target.rawIds : [];
  let { warning } = callee;
  if (isMeeting) warning = t('callee.noMeeting');
  else if (isEmergency) warning = t('callee.noEmergency');
  let hint = input.text === '' ? t('callee.hint') : callee.hint;
  // Once people are picked, the hint of `callee` says what *Call* would do, which is wrong here.
  if (rawIds.length > 0) hint = '';
  return {
    input,
    onChange: setInput,
    callee,
    warning,
    hint,
    rawIds,
    clear: () => setInput(emptyInput),
  };
}
