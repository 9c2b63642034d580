import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCallee, type Callee, type CalleeInput } from './useCallee.ts';

/** The state of a callee box in which the user picks people for a running call. */
export interface PeoplePicker {
  readonly input: CalleeInput;
  readonly onChange: (input: CalleeInput) => void;
  readonly callee: Callee;
  readonly warning: string | null;
  readonly hint: string;
  /** Raw ids of the picked people; empty while the input has no target. An id that the directory does not know counts. */
  readonly rawIds: readonly string[];
  readonly clear: () => void;
}

const emptyInput: CalleeInput = { text: '', chosen: [] };

/** Picks people for a running call. It refuses meetings and emergency numbers, which cannot be added to a call. */
export function usePeoplePicker(): PeoplePicker {
  const { t } = useTranslation();
  const [input, setInput] = useState(emptyInput);
  const callee = useCallee(input);
  const isMeeting = callee.target?.kind === 'meeting';
  const { isEmergency } = callee;
  const rawIds = callee.target?.kind === 'people' && !isEmergency ? callee.target.rawIds : [];
  return {
    input,
    onChange: setInput,
    callee,
    warning: isMeeting ? t('callee.noMeeting') : isEmergency ? t('callee.noEmergency') : callee.warning,
    // The hint of a complete input says what *Call* would do, which is wrong here.
    hint: rawIds.length > 0 ? '' : input.text === '' ? t('callee.hint') : callee.hint,
    rawIds,
    clear: () => setInput(emptyInput),
  };
}
