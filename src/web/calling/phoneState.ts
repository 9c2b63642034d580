import type { TeamsCallAgent } from '@azure/communication-calling';
import { reuseEqual } from '../base/reuseEqual.ts';
import { createStore } from '../base/store.ts';
import type { Problem } from '../errors/problem.ts';
import { withNotice, type CallNotice } from './call/notice.ts';
import type { EndedCall, IncomingSnapshot } from './call/snapshot.ts';
import type { CallList } from './calls/calls.ts';

export interface PhoneSnapshot extends CallList {
  readonly connection: TeamsCallAgent['connectionState'];
  /** Whether the user has pressed *Call* and the call does not exist yet. */
  readonly isPlacing: boolean;
  readonly incoming: readonly IncomingSnapshot[];
  /** The call that ended last, until the user closes its screen. */
  readonly ended: EndedCall | null;
  /** The latest problem of each code that the user has not dismissed, newest last. */
  readonly problems: readonly Problem[];
  /** Notices that the user has not dismissed, newest last. */
  readonly notices: readonly CallNotice[];
}

/** The state of the phone, and the only functions that change it. */
export function createPhoneState(connection: PhoneSnapshot['connection']) {
  const state = createStore<PhoneSnapshot>({
    connection,
    isPlacing: false,
    calls: [],
    front: null,
    incoming: [],
    ended: null,
    problems: [],
    notices: [],
  });
  const update = (part: Partial<PhoneSnapshot>) =>
    state.set(reuseEqual(state.get(), { ...state.get(), ...part }));
  const problemsWithout = (code: Problem['code']) =>
    state.get().problems.filter((problem) => problem.code !== code);
  return {
    state,
    update,
    reportProblem: (problem: Problem) => update({ problems: [...problemsWithout(problem.code), problem] }),
    dismissProblem: (code: Problem['code']) => update({ problems: problemsWithout(code) }),
    addNotice: (notice: CallNotice) => update({ notices: withNotice(state.get().notices, notice) }),
    dismissNotice: (id: string) =>
      update({ notices: state.get().notices.filter((notice) => notice.id !== id) }),
    closeEnded: () => update({ ended: null }),
  };
}
