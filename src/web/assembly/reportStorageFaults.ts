import { storageFaults, type StorageFault } from '../base/storedValue.ts';
import type { Phone } from '../calling/phone.ts';
import { fail } from '../errors/problem.ts';

const codes = { unreadable: 'data-not-read', notStored: 'data-not-stored' } as const;

/** Tells the user what is wrong with the stored lists and settings, as long as it is wrong. @returns a function that stops this */
export function reportStorageFaults(phone: Pick<Phone, 'reportProblem' | 'dismissProblem'>): () => void {
  let reported: readonly StorageFault[] = [];
  const follow = () => {
    const faults = storageFaults.get();
    for (const fault of faults)
      if (!reported.includes(fault)) phone.reportProblem(fail(codes[fault]).problem);
    for (const fault of reported) if (!faults.includes(fault)) phone.dismissProblem({ code: codes[fault] });
    reported = faults;
  };
  follow();
  return storageFaults.subscribe(follow);
}
