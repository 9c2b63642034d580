import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCallee, type CalleeInput } from './useCallee.ts';

const emptyInput: CalleeInput = { text: '', chosenPeople: [] };

/** Lets the user pick people for a call that goes on, to which no meeting and no emergency number can be added. */
export function usePeoplePicker() {
  const { t } = useTranslation();
  const [input, setInput] = useState(emptyInput);
  const callee = useCallee(input);
  const isMeeting = callee.target?.kind === 'meeting';
  const { isEmergency } = callee;
  const rawIds: readonly string[] =
    callee.target?.kind === 'people' && !isEmergency ? callee.target.rawIds : [];
  let { warning } = callee;
  if (isMeeting) warning = t('callee.noMeeting');
  else if (isEmergency) warning = t('callee.noEmergency');
  let hint = input.text === '' ? t('callee.hint') : callee.hint;
  // Once people are picked, the hint of `callee` says what *Call* would do, which is wrong here.
  if (rawIds.length > 0) hint = '';
  return {
    input,
    onChange: setInput,
    /** Whom the input means (see `useCallee`). */
    callee,
    /** The text below the box that says why the input cannot be added; `null` if it can be. */
    warning,
    /** The text below the box if there is no warning. */
    hint,
    /** Raw ids of the picked people, also ids that the directory does not know. Empty while nothing can be picked. */
    rawIds,
    clear: (): void => setInput(emptyInput),
  };
}

export type PeoplePicker = ReturnType<typeof usePeoplePicker>;
