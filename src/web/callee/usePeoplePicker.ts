import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCapabilities } from '../calling/react.tsx';
import { useCallee, type CalleeInput } from './useCallee.ts';

const emptyInput: CalleeInput = { text: '', chosenPeople: [] };

/** Lets the user pick people for the current call, for example to add them. Meetings and emergency numbers cannot be picked. */
export function usePeoplePicker() {
  const { t } = useTranslation();
  const [input, setInput] = useState(emptyInput);
  const callee = useCallee(input, useCapabilities().invite);
  const { target, isEmergency } = callee;
  const rawIds: readonly string[] = target?.kind === 'people' && !isEmergency ? target.rawIds : [];
  let { warning } = callee;
  if (target?.kind === 'meeting') warning = t('callee.noMeeting');
  else if (isEmergency) warning = t('callee.noEmergency');
  let hint = input.text === '' ? t('callee.hint') : callee.hint;
  // Once people are picked, `callee.hint` describes the button *Call*, which a picker does not have.
  if (rawIds.length > 0) hint = '';
  return {
    input,
    onChange: setInput,
    /** The people whom the input stands for (see `useCallee`). */
    callee,
    /** The text below the box that says why the input cannot be picked; `null` without such a reason. */
    warning,
    /** The text below the box if there is no warning. It may be empty. */
    hint,
    /** Raw ids of the picked people and phone numbers, including ids that the directory does not know. */
    rawIds,
    clear: (): void => setInput(emptyInput),
  };
}

export type PeoplePicker = ReturnType<typeof usePeoplePicker>;
