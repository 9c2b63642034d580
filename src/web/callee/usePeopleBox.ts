import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCallee, type Callee, type Typed } from './useCallee.ts';

/** The state of a `PeopleBox`. */
export interface PickedPeople {
  readonly typed: Typed;
  readonly onChange: (typed: Typed) => void;
  readonly callee: Callee;
  readonly warning: string | null;
  readonly hint: string;
  /** Raw ids of those who are meant; empty while that is not clear. */
  readonly rawIds: readonly string[];
  readonly clear: () => void;
}

const nobody: Typed = { text: '', chosen: [] };

/** For a box in which people are picked for a call that there is: no meeting can be meant. */
export function usePeopleBox(): PickedPeople {
  const { t } = useTranslation();
  const [typed, setTyped] = useState(nobody);
  const callee = useCallee(typed);
  const isMeeting = callee.target?.kind === 'meeting';
  const { isEmergency } = callee;
  const rawIds = callee.target?.kind === 'people' && !isEmergency ? callee.target.rawIds : [];
  return {
    typed,
    onChange: setTyped,
    callee,
    warning: isMeeting ? t('callee.noMeeting') : isEmergency ? t('callee.noEmergency') : callee.warning,
    // What *Call* would do is not what is done here.
    hint: rawIds.length > 0 ? '' : typed.text === '' ? t('callee.hint') : callee.hint,
    rawIds,
    clear: () => setTyped(nobody),
  };
}
