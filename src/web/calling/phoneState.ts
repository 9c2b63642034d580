import type { TeamsCallAgent } from '@azure/communication-calling';
import { reuseEqual } from '../base/reuseEqual.ts';
import { asReadable, createStore } from '../base/store.ts';
import type { ProblemCode } from '../errors/catalogue.ts';
import type { Problem } from '../errors/problem.ts';
import { withNotice, type CallNotice } from './call/notice.ts';
import type { EndedCall, IncomingSnapshot } from './call/snapshot.ts';
import type { Placing } from './calls/callPlacer.ts';
import type { CallList } from './calls/calls.ts';

/** What the screens show of the phone, as plain data. */
export interface PhoneSnapshot extends CallList {
  readonly connection: TeamsCallAgent['connectionState'];
  /** Whether the screen has just changed by itself to another call or to none. Presses do nothing: they may be meant for the last call. */
  readonly isSettling: boolean;
  /** Like `isSettling`, but only for *Hang up*, and for longer. Meanwhile the button looks disabled. */
  readonly isHangUpSettling: boolean;
  /** Whether the card of an incoming call has just gone. Buttons that move to its place ignore presses that may be meant for it. */
  readonly areCardsSettling: boolean;
  /** Whether the user has pressed *Call* and the SDK has not created the call yet. Then `placing` is not `null`. */
  readonly isPlacing: boolean;
  /** What the call that is being placed waits for; `null` if no call is being placed. */
  readonly placing: Placing | null;
  readonly incoming: readonly IncomingSnapshot[];
  /** The call that ended last; `null` after the user has dismissed its message, and while another call is on the screen. */
  readonly ended: EndedCall | null;
  /** Newest last. A new problem replaces one with the same code and person. */
  readonly problems: readonly Problem[];
  readonly notices: readonly CallNotice[];
}

/** Problems that say only that nobody answered a call. */
export const unansweredCodes: ReadonlySet<ProblemCode> = new Set(['call-missed', 'call-not-answered-here']);

/** Problems that say only that no call was started. */
const notStartedCodes: ReadonlySet<ProblemCode> = new Set([
  'call-not-started',
  'no-such-person',
  'no-group-chat',
  'microphone-needed',
  'microphone-needed-busy',
]);

/** What tells one problem in the list from another: missed calls from two people are two problems. */
export type ProblemKey = Pick<Problem, 'code' | 'person'>;

export function createPhoneState(connection: PhoneSnapshot['connection']) {
  const state = createStore<PhoneSnapshot>({
    connection,
    isSettling: false,
    isHangUpSettling: false,
    areCardsSettling: false,
    isPlacing: false,
    placing: null,
    calls: [],
    front: null,
    incoming: [],
    ended: null,
    problems: [],
    notices: [],
  });
  const update = (part: Partial<PhoneSnapshot>) =>
    state.set(reuseEqual(state.get(), { ...state.get(), ...part }));
  const problemsWithout = ({ code, person }: ProblemKey) =>
    state.get().problems.filter((problem) => problem.code !== code || problem.person !== person);
  return {
    state: asReadable(state),
    update,
    reportProblem: (problem: Problem): void => {
      // A screen reader would announce the same problem again.
      if (state.get().problems.includes(problem)) return;
      update({ problems: [...problemsWithout(problem), problem] });
    },
    dismissProblem: (problem: ProblemKey) => update({ problems: problemsWithout(problem) }),
    /** Removes all problems with these codes, whose causes are gone. */
    endProblems: (codes: readonly ProblemCode[]) =>
      update({ problems: state.get().problems.filter(({ code }) => !codes.includes(code)) }),
    /** Removes this problem, and none of another call with the same code: their thrown errors tell them apart. */
    endProblem: ({ code, person, cause }: Problem) =>
      update({
        problems: state
          .get()
          .problems.filter(
            (problem) => problem.code !== code || problem.person !== person || problem.cause !== cause,
          ),
      }),
    /**
     * Removes the messages that are out of date because the user has begun to talk in a call.
     * @param callKey the session's key
     * @param rawId the other participant, whose earlier calls the messages may be about; `null` if many people share the id
     */
    dismissMessagesAbout(callKey: string, rawId: string | null): void {
      const { problems, notices } = state.get();
      const isAbout = (person: string | null | undefined) => rawId !== null && person === rawId;
      update({
        problems: problems.filter(({ code, person }) => !unansweredCodes.has(code) || !isAbout(person)),
        notices: notices.filter((notice) =>
          'call' in notice
            ? notice.call !== callKey && !isAbout(notice.person)
            : !isAbout(notice.ended.other),
        ),
      });
    },
    /** Removes the messages about calls that could not be started, once another call is there. */
    dismissNotStarted: () =>
      update({ problems: state.get().problems.filter(({ code }) => !notStartedCodes.has(code)) }),
    addNotice: (notice: CallNotice) => update({ notices: withNotice(state.get().notices, notice) }),
    dismissNotice: (noticeId: string) =>
      update({ notices: state.get().notices.filter((notice) => notice.id !== noticeId) }),
    /** Removes the message that explains why a call on hold has come to the screen, once there is no call. */
    dismissHungUp: () => update({ notices: state.get().notices.filter(({ kind }) => kind !== 'hungUp') }),
    dismissEndedCall: () => update({ ended: null }),
  };
}
