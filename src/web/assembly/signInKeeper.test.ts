import { afterEach, expect, it, vi } from 'vitest';
import type { PhoneSnapshot } from '../calling/phoneState.ts';
import type { AuthSession } from '../auth/session.ts';
import type { Phone } from '../calling/phone.ts';
import { fail, ok, type Problem, type Result } from '../errors/problem.ts';
import { createSignInKeeper } from './signInKeeper.ts';
import { createStore } from '../base/store.ts';

const problem = (code: Problem['code']) => fail(code).problem;

/** A phone as far as the keeper knows it: what goes on, and what is noticed. */
function setUp() {
  const state = createStore({ calls: [], incoming: [], isPlacing: false } as unknown as PhoneSnapshot);
  const problems = new Set<string>();
  const phone = {
    state,
    reportProblem: ({ code }: Problem) => problems.add(code),
    dismissProblem: (code: string) => problems.delete(code),
  } as unknown as Phone;
  const signIn = vi.fn((): Promise<never> => new Promise(() => {}));
  const popups: ((result: Result<void>) => void)[] = [];
  const signInByPopup = () => new Promise<Result<void>>((resolve) => popups.push(resolve));
  const keeper = createSignInKeeper({ signIn, signInByPopup } as unknown as AuthSession);
  keeper.attach(phone);
  const call = (up: boolean) => state.set({ ...state.get(), calls: up ? ['a call'] : [] });
  return { keeper, problems, call, signIn, popups };
}

afterEach(() => vi.unstubAllGlobals());

it('a source replaces and withdraws its own problem, and leaves those of other sources', () => {
  const { keeper, problems } = setUp();
  keeper.report('expiry', problem('sign-in-ends-soon'));
  keeper.report('renewal', problem('caller-rejected'));
  keeper.report('renewal', problem('not-allowed'));
  expect([...problems]).toEqual(['sign-in-ends-soon', 'not-allowed']);
  keeper.report('renewal', null);
  expect([...problems]).toEqual(['sign-in-ends-soon']);
});

it('a problem that two sources report stays until both have withdrawn it', () => {
  const { keeper, problems } = setUp();
  keeper.report('directory', problem('sign-in-needed'));
  keeper.report('renewal', problem('sign-in-needed'));
  keeper.report('renewal', null);
  expect([...problems]).toEqual(['sign-in-needed']);
  keeper.report('directory', null);
  expect([...problems]).toEqual([]);
});

it('in a call the button opens a popup, and the popup’s problem is shown until a popup succeeds', async () => {
  const { keeper, problems, call, signIn, popups } = setUp();
  call(true);
  keeper.report('renewal', problem('sign-in-needed'));
  const first = keeper.signIn();
  popups[0]?.(fail('popup-blocked'));
  await first;
  expect([...problems]).toEqual(['sign-in-needed', 'popup-blocked']);
  const given = keeper.signIn();
  expect([...problems]).toEqual(['sign-in-needed']);
  const last = keeper.signIn();
  popups[2]?.(ok(undefined));
  await last;
  expect([...problems]).toEqual([]);
  // The one that was given up for the last has nothing to say.
  popups[1]?.(fail('sign-in-cancelled'));
  await given;
  expect([...problems]).toEqual([]);
  expect(signIn).not.toHaveBeenCalled();
});

it('outside a call the button leaves the page, but not if a call rings before Entra’s page has loaded', () => {
  const { keeper, call, signIn } = setUp();
  const stop = vi.fn();
  vi.stubGlobal('stop', stop);
  call(true);
  call(false);
  expect(stop).not.toHaveBeenCalled();
  void keeper.signIn();
  expect(signIn).toHaveBeenCalledTimes(1);
  call(true);
  expect(stop).toHaveBeenCalledTimes(1);
});

it('a sign-out in another tab takes effect at once, or after the last call, which shows a problem until then', () => {
  const idle = setUp();
  const end = vi.fn();
  idle.keeper.signedOut(end);
  expect(end).toHaveBeenCalledTimes(1);

  const busy = setUp();
  const endLater = vi.fn();
  busy.call(true);
  busy.keeper.report('expiry', problem('sign-in-ends-soon'));
  busy.keeper.signedOut(endLater);
  busy.keeper.report('renewal', problem('sign-in-needed'));
  expect([...busy.problems]).toEqual(['signed-out-elsewhere']);
  expect(endLater).not.toHaveBeenCalled();
  busy.call(false);
  busy.call(true);
  busy.call(false);
  expect(endLater).toHaveBeenCalledTimes(1);
});
