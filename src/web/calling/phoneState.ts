import type { TeamsCallAgent } from '@azure/communication-calling';
import { keep } from '../base/keep.ts';
import { createStore } from '../base/store.ts';
import type { Problem } from '../errors/problem.ts';
import { withNews, type CallNews } from './call/news.ts';
import type { EndedCall, IncomingSnapshot } from './call/snapshot.ts';
import type { CallList } from './calls/calls.ts';

export interface PhoneSnapshot extends CallList {
  readonly connection: TeamsCallAgent['connectionState'];
  /** The user pressed *Call* and the call does not exist yet. */
  readonly dialling: boolean;
  readonly incoming: readonly IncomingSnapshot[];
  /** The call that ended last, until the user has closed its screen. */
  readonly ended: EndedCall | null;
  /** What went wrong or was missed, newest last, at most one of each kind. */
  readonly notices: readonly Problem[];
  /** What happened to calls that are not in front, oldest first, until the user has read it. */
  readonly news: readonly CallNews[];
}

/** The state of the phone, and the only functions that change it. */
export function createPhoneState(connection: PhoneSnapshot['connection']) {
  const state = createStore<PhoneSnapshot>({
    connection,
    dialling: false,
    calls: [],
    front: null,
    incoming: [],
    ended: null,
    notices: [],
    news: [],
  });
  const update = (part: Partial<PhoneSnapshot>) => state.set(keep(state.get(), { ...state.get(), ...part }));
  const noticesWithout = (code: Problem['code']) =>
    state.get().notices.filter((notice) => notice.code !== code);
  return {
    state,
    update,
    notify: (problem: Problem) => update({ notices: [...noticesWithout(problem.code), problem] }),
    dismiss: (code: Problem['code']) => update({ notices: noticesWithout(code) }),
    addNews: (news: CallNews) => update({ news: withNews(state.get().news, news) }),
    dismissNews: (id: string) => update({ news: state.get().news.filter((news) => news.id !== id) }),
    closeEnded: () => update({ ended: null }),
  };
}
