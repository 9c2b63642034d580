import { expect, it, vi } from 'vitest';
import type { PhoneSnapshot } from '../calling/phoneState.ts';
import type { AuthSession } from '../auth/session.ts';
import type { Phone } from '../calling/phone.ts';
import { fail, ok, type Problem, type Result } from '../errors/problem.ts';
import { createSignInKeeper } from './signInKeeper.ts';
import { createStore } from '../base/store.ts';

const createProblem = (code: Problem['code']) => fail(code).problem;

/**
 * Creates a keeper and a simulated phone. `listCodes` lists the problems that the phone shows. `popups` holds, for each popup,
 * the function that ends it with a result.
 */
function setUp() {
  const state = createStore({ calls: [], incoming: [], isPlacing: false } as unknown as PhoneSnapshot);
  const shown = new Map<string, Problem>();
  const phone = {
    state,
    reportProblem: (problem: Problem) => shown.set(problem.code, problem),
    dismissProblem: ({ code }: Problem) => shown.delete(code),
  } as unknown as Phone;
  const signIn = vi.fn((): Promise<never> => new Promise(() => {}));
  const popups: ((result: Result<void>) => void)[] = [];
  const signInByPopup = () => new Promise<Result<void>>((resolve) => popups.push(resolve));
  const keeper = createSignInKeeper({ signIn, signInByPopup } as unknown as AuthSession);
  keeper.setPhone(phone);
  const setInCall = (isInCall: boolean) => state.set({ ...state.get(), calls: isInCall ? ['a call'] : [] });
  /** Reports a problem of the token renewal. */
  const reportRenewal = (code: Problem['code'], detail?: string) =>
    keeper.reportProblem('renewal', fail(code, detail === undefined ? {} : { detail }).problem);
  return { keeper, reportRenewal, shown, listCodes: () => [...shown.keys()], setInCall, signIn, popups };
}

it('shows only the latest problem of each source, until that source withdraws it', () => {
  const { keeper, reportRenewal, listCodes } = setUp();
  keeper.reportProblem('expiry', createProblem('sign-in-ends-soon'));
  reportRenewal('caller-rejected');
  reportRenewal('not-allowed');
  expect(listCodes()).toEqual(['sign-in-ends-soon', 'not-allowed']);
  keeper.reportProblem('renewal', null);
  expect(listCodes()).toEqual(['sign-in-ends-soon']);
});

it('X12: keeps the first message while one outage makes the attempts fail in different ways', () => {
  const { keeper, reportRenewal, shown, listCodes } = setUp();
  reportRenewal('service-busy', '429 acs_throttled r-1');
  reportRenewal('service-busy', '429 acs_throttled r-2');
  reportRenewal('sign-in-unreachable');
  expect(listCodes()).toEqual(['service-busy']);
  expect(shown.get('service-busy')?.detail).toContain('r-1');
  // The cause is known anew after the user has pressed *Try again*, and when only the user can go on.
  keeper.retryNow();
  expect(listCodes()).toEqual([]);
  for (const code of ['sign-in-unreachable', 'sign-in-needed', 'service-failed'] as const) {
    reportRenewal(code);
    expect(listCodes()).toEqual([code]);
  }
});

it('shows a problem that two sources have reported until both sources have withdrawn it', () => {
  const { keeper, reportRenewal, listCodes } = setUp();
  keeper.reportProblem('directory', createProblem('sign-in-needed'));
  reportRenewal('sign-in-needed');
  keeper.reportProblem('renewal', null);
  expect(listCodes()).toEqual(['sign-in-needed']);
  keeper.reportProblem('directory', null);
  expect(listCodes()).toEqual([]);
});

it('signs in by a popup during a call, and ignores the result of a popup after the user has opened another one', async () => {
  const { keeper, reportRenewal, listCodes, setInCall, signIn, popups } = setUp();
  setInCall(true);
  reportRenewal('sign-in-needed');
  const firstPopup = keeper.signIn();
  popups[0]?.(fail('popup-blocked'));
  await firstPopup;
  expect(listCodes()).toEqual(['sign-in-needed', 'popup-blocked']);
  const abandonedPopup = keeper.signIn();
  expect(listCodes()).toEqual(['sign-in-needed']);
  const lastPopup = keeper.signIn();
  popups[2]?.(ok(undefined));
  await lastPopup;
  expect(listCodes()).toEqual([]);
  popups[1]?.(fail('sign-in-cancelled'));
  await abandonedPopup;
  expect(listCodes()).toEqual([]);
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
  const { keeper, reportRenewal, listCodes, setInCall } = setUp();
  setInCall(true);
  keeper.reportProblem('expiry', createProblem('sign-in-ends-soon'));
  keeper.endAfterLastCall(end);
  reportRenewal('sign-in-needed');
  expect(listCodes()).toEqual(['signed-out-elsewhere']);
  expect(end).not.toHaveBeenCalled();
  for (const isInCall of [false, true, false]) setInCall(isInCall);
  await Promise.resolve();
  expect(end).toHaveBeenCalledTimes(1);
});
