import { afterEach, expect, it, vi } from 'vitest';
import type { PhoneSnapshot } from '../calling/phoneState.ts';
import type { AuthSession } from '../auth/session.ts';
import type { Phone } from '../calling/phone.ts';
import { fail, ok, type Problem, type Result } from '../errors/problem.ts';
import { createSignInKeeper } from './signInKeeper.ts';
import { createStore } from '../base/store.ts';

const createProblem = (code: Problem['code']) => fail(code).problem;

/**
 * Creates a keeper and a simulated phone. `problems` holds the codes of the problems that the phone shows. `popups`
 * holds, for each popup, the function that ends it with a result.
 */
function setUp() {
  const state = createStore({ calls: [], incoming: [], isPlacing: false } as unknown as PhoneSnapshot);
  const shown = new Map<string, Problem>();
  const phone = {
    state,
    reportProblem: (problem: Problem) => shown.set(problem.code, problem),
    dismissProblem: ({ code }: Problem) => shown.delete(code),
  } as unknown as Phone;
  const problems = { [Symbol.iterator]: () => shown.keys() };
  const signIn = vi.fn((): Promise<never> => new Promise(() => {}));
  const popups: ((result: Result<void>) => void)[] = [];
  const signInByPopup = () => new Promise<Result<void>>((resolve) => popups.push(resolve));
  const keeper = createSignInKeeper({ signIn, signInByPopup } as unknown as AuthSession);
  keeper.setPhone(phone);
  const setInCall = (isInCall: boolean) => state.set({ ...state.get(), calls: isInCall ? ['a call'] : [] });
  return { keeper, problems, shownProblems: () => [...shown.values()], setInCall, signIn, popups };
}

afterEach(() => vi.unstubAllGlobals());

it('shows only the latest problem of each source, until that source withdraws it', () => {
  const { keeper, problems } = setUp();
  keeper.reportProblem('expiry', createProblem('sign-in-ends-soon'));
  keeper.reportProblem('renewal', createProblem('caller-rejected'));
  keeper.reportProblem('renewal', createProblem('not-allowed'));
  expect([...problems]).toEqual(['sign-in-ends-soon', 'not-allowed']);
  keeper.reportProblem('renewal', null);
  expect([...problems]).toEqual(['sign-in-ends-soon']);
});

it('X12: keeps the first message while one outage makes the attempts fail in different ways', () => {
  const { keeper, shownProblems } = setUp();
  const busy = fail('service-busy', { detail: '429 acs_throttled r-1' }).problem;
  keeper.reportProblem('renewal', busy);
  keeper.reportProblem('renewal', fail('service-busy', { detail: '429 acs_throttled r-2' }).problem);
  keeper.reportProblem('renewal', createProblem('sign-in-unreachable'));
  expect(shownProblems()).toEqual([busy]);
  // The cause is known anew after the user has pressed *Try again*, and when only the user can go on.
  keeper.retryNow();
  expect(shownProblems()).toEqual([]);
  keeper.reportProblem('renewal', createProblem('sign-in-unreachable'));
  expect(shownProblems()).toMatchObject([{ code: 'sign-in-unreachable' }]);
  keeper.reportProblem('renewal', createProblem('sign-in-needed'));
  expect(shownProblems()).toMatchObject([{ code: 'sign-in-needed' }]);
  keeper.reportProblem('renewal', createProblem('service-failed'));
  expect(shownProblems()).toMatchObject([{ code: 'service-failed' }]);
});

it('shows a problem that two sources have reported until both sources have withdrawn it', () => {
  const { keeper, problems } = setUp();
  keeper.reportProblem('directory', createProblem('sign-in-needed'));
  keeper.reportProblem('renewal', createProblem('sign-in-needed'));
  keeper.reportProblem('renewal', null);
  expect([...problems]).toEqual(['sign-in-needed']);
  keeper.reportProblem('directory', null);
  expect([...problems]).toEqual([]);
});

it('signs in by a popup during a call, and ignores the result of a popup after the user has opened another one', async () => {
  const { keeper, problems, setInCall, signIn, popups } = setUp();
  setInCall(true);
  keeper.reportProblem('renewal', createProblem('sign-in-needed'));
  const firstPopup = keeper.signIn();
  popups[0]?.(fail('popup-blocked'));
  await firstPopup;
  expect([...problems]).toEqual(['sign-in-needed', 'popup-blocked']);
  const abandonedPopup = keeper.signIn();
  expect([...problems]).toEqual(['sign-in-needed']);
  const lastPopup = keeper.signIn();
  popups[2]?.(ok(undefined));
  await lastPopup;
  expect([...problems]).toEqual([]);
  // The user has opened another popup since, so the result of the abandoned popup does not matter.
  popups[1]?.(fail('sign-in-cancelled'));
  await abandonedPopup;
  expect([...problems]).toEqual([]);
  expect(signIn).not.toHaveBeenCalled();
});

it('leaves the page if there is no call, but stays if a call begins before Entra’s page has loaded', () => {
  const { keeper, setInCall, signIn } = setUp();
  // `window.stop` stops the loading of the next page.
  const stopLoading = vi.fn();
  vi.stubGlobal('stop', stopLoading);
  setInCall(true);
  setInCall(false);
  expect(stopLoading).not.toHaveBeenCalled();
  void keeper.signIn();
  expect(signIn).toHaveBeenCalledTimes(1);
  setInCall(true);
  expect(stopLoading).toHaveBeenCalledTimes(1);
});

it('after a sign-out in another tab, runs `end` at once if there is no call, and otherwise once after the call', async () => {
  const end = vi.fn();
  setUp().keeper.endAfterLastCall(end);
  expect(end).toHaveBeenCalledTimes(1);
  end.mockClear();
  const { keeper, problems, setInCall } = setUp();
  setInCall(true);
  keeper.reportProblem('expiry', createProblem('sign-in-ends-soon'));
  keeper.endAfterLastCall(end);
  keeper.reportProblem('renewal', createProblem('sign-in-needed'));
  expect([...problems]).toEqual(['signed-out-elsewhere']);
  expect(end).not.toHaveBeenCalled();
  for (const isInCall of [false, true, false]) setInCall(isInCall);
  await Promise.resolve();
  expect(end).toHaveBeenCalledTimes(1);
});
