import { act, fireEvent, screen } from '@testing-library/react';
import { beforeEach, expect, it, vi } from 'vitest';
import type { PhoneSnapshot } from '../calling/phoneState.ts';
import type { Phone } from '../calling/phone.ts';
import { FailedApp } from './FailedApp.tsx';
import { hangUp } from '../features/hang-up/hangUp.ts';
import { renderPlain } from '../fixtures/render.tsx';
import { createStore } from '../base/store.ts';
import { Boundary } from '../ui/Boundary.tsx';

// React logs every error that a boundary catches.
beforeEach(() => void vi.spyOn(console, 'error').mockImplementation(() => undefined));

const queryButton = (name: string) => screen.queryByRole('button', { name });

/** Renders an app that throws, on a phone with one call for each session key. */
function renderBrokenApp(callKeys: readonly string[]) {
  const state = createStore({ calls: callKeys } as unknown as PhoneSnapshot);
  const runCommand = vi.fn(async () => undefined);
  const close = vi.fn(async () => undefined);
  const phone = { state, findSession: () => ({ run: runCommand }), close } as unknown as Phone;
  let isBroken = true;
  const App = () => {
    if (isBroken) throw new Error('broken');
    return <p>the app</p>;
  };
  renderPlain(
    <Boundary fallback={<FailedApp phone={phone} />}>
      <App />
    </Boundary>,
  );
  return {
    runCommand,
    close,
    endCalls: () => act(() => state.set({ ...state.get(), calls: [] })),
    repairApp: () => (isBroken = false),
  };
}

it('C7: an app that throws still offers to hang up all calls, and to try again', async () => {
  const { runCommand, close, endCalls, repairApp } = renderBrokenApp(['one', 'two']);
  expect(screen.getByRole('alert').textContent).toContain('part-failed · Error');
  fireEvent.click(queryButton('Hang up') as HTMLElement);
  expect(runCommand.mock.calls).toEqual([
    [hangUp, undefined],
    [hangUp, undefined],
  ]);
  endCalls();
  expect(queryButton('Hang up')).toBeNull();
  expect(close).not.toHaveBeenCalled();
  repairApp();
  fireEvent.click(queryButton('Try again') as HTMLElement);
  expect(screen.getByText('the app')).toBeDefined();
});

it('C7: closes the phone if the calls have not ended 3 s after Hang up', async () => {
  vi.useFakeTimers();
  const { close } = renderBrokenApp(['one']);
  fireEvent.click(queryButton('Hang up') as HTMLElement);
  vi.advanceTimersByTime(2_000);
  expect(close).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(2_000);
  expect(close).toHaveBeenCalledTimes(1);
});
