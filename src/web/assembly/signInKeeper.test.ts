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

it('a renewal takes back its own trouble, replaces it by the next, and leaves what others say', () => {
  const { keeper, problems } = setUp();
  keeper.report('expiry', problem('sign-in-ends-soon'));
  keeper.report('renewal', problem('caller-rejected'));
  keeper.report('renewal', problem('not-allowed'));
  expect([...problems]).toEqual(['sign-in-ends-soon', 'not-allowed']);
  keeper.report('renewal', null);
  expect([...problems]).toEqual(['sign-in-ends-soon']);
});

it('what two say stays until both have taken it back', () => {
  const { keeper, problems } = setUp();
  keeper.report('directory', problem('sign-in-needed'));
  keeper.report('renewal', problem('sign-in-needed'));
  keeper.report('renewal', null);
  expect([...problems]).toEqual(['sign-in-needed']);
  keeper.report('directory', null);
  expect([...problems]).toEqual([]);
});

it('in a call the button opens a popup: what went wrong with it shows beside, until one helps', async () => {
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

it('outside a call the page is left; when it rings before Entra has come, the page stays', () => {
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

it('signed out in another tab: at once without a call; with one, said, and then with its end', () => {
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
