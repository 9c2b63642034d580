import { expect, it, vi } from 'vitest';
import { createPhoneState } from '../calling/phoneState.ts';
import type { AuthSession } from '../auth/session.ts';
import type { Phone } from '../calling/phone.ts';
import { fail, ok, type Problem, type Result } from '../errors/problem.ts';
import { createSignInKeeper } from './signInKeeper.ts';

/** `popups` holds, for each popup, the function that ends it with a result. */
function setUp() {
  const phone = createPhoneState('Connected');
  const signIn = vi.fn((): Promise<never> => new Promise(() => {}));
  const popups: ((result: Result<void>) => void)[] = [];
  const signInByPopup = () => new Promise<Result<void>>((resolve) => popups.push(resolve));
  const keeper = createSignInKeeper({ signIn, signInByPopup } as unknown as AuthSession);
  // The keeper uses nothing but the state of the phone.
  keeper.setPhone(phone as unknown as Phone);
  const setInCall = (isInCall: boolean) => phone.update({ calls: isInCall ? ['a call'] : [] });
  const report = (source: Parameters<typeof keeper.reportProblem>[0], code: Problem['code'], detail = '') =>
    keeper.reportProblem(source, fail(code, { detail }).problem);
  const readShown = () => phone.state.get().problems;
  const listCodes = () => readShown().map(({ code }) => code);
  return { keeper, report, readShown, listCodes, setInCall, signIn, popups };
}

it('shows only the latest problem of each source, until that source withdraws it', () => {
  const { keeper, report, listCodes } = setUp();
  report('expiry', 'sign-in-ends-soon');
  report('renewal', 'caller-rejected');
  report('renewal', 'not-allowed');
  expect(listCodes()).toEqual(['sign-in-ends-soon', 'not-allowed']);
  keeper.reportProblem('renewal', null);
  expect(listCodes()).toEqual(['sign-in-ends-soon']);
});

it('X12: keeps the first message while one outage makes the attempts fail in different ways', () => {
  const { keeper, report, readShown, listCodes } = setUp();
  report('renewal', 'service-busy', '429 acs_throttled r-1');
  report('renewal', 'service-busy', '429 acs_throttled r-2');
  report('renewal', 'sign-in-unreachable');
  expect(listCodes()).toEqual(['service-busy']);
  expect(readShown()[0]?.detail).toContain('r-1');
  // The cause is known anew after the user has pressed *Try again*, and when only the user can go on.
  keeper.retryNow();
  expect(listCodes()).toEqual([]);
  for (const code of ['sign-in-unreachable', 'sign-in-needed', 'service-failed'] as const) {
    report('renewal', code);
    expect(listCodes()).toEqual([code]);
  }
});

it('shows a problem that two sources have reported until both sources have withdrawn it', () => {
  const { keeper, report, listCodes } = setUp();
  report('directory', 'sign-in-needed');
  report('renewal', 'sign-in-needed');
  keeper.reportProblem('renewal', null);
  expect(listCodes()).toEqual(['sign-in-needed']);
  keeper.reportProblem('directory', null);
  expect(listCodes()).toEqual([]);
});

it('signs in by a popup during a call, and ignores the result of a popup after the user has opened another one', async () => {
  const { keeper, report, listCodes, setInCall, signIn, popups } = setUp();
  setInCall(true);
  report('renewal', 'sign-in-needed');
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
  const { keeper, report, listCodes, setInCall } = setUp();
  setInCall(true);
  report('expiry', 'sign-in-ends-soon');
  keeper.endAfterLastCall(end);
  report('renewal', 'sign-in-needed');
  expect(listCodes()).toEqual(['signed-out-elsewhere']);
  expect(end).not.toHaveBeenCalled();
  for (const isInCall of [false, true, false]) setInCall(isInCall);
  await Promise.resolve();
  expect(end).toHaveBeenCalledTimes(1);
});
