import { screen } from '@testing-library/react';
import { expect, it, vi } from 'vitest';
import { createStore } from '../../base/store.ts';
import type { AgentStatus, AgentWait } from '../../calling/agent/currentAgent.ts';
import { play, press, renderApp } from '../../fixtures/render.tsx';
import { AgentStatusBar } from './AgentStatusBar.tsx';

async function show(waitsFor: AgentWait, nextAttemptAt: number | null = null) {
  const status = createStore<AgentStatus>({ kind: 'down', waitsFor, nextAttemptAt, attempt: 1 });
  const tryNow = vi.fn();
  await renderApp(<AgentStatusBar />, { source: { status, tryNow } });
  return { status, tryNow };
}
const bar = () => screen.getByRole('status');

it('says when the next attempt is made, and makes it now if the user wants', async () => {
  const { status, tryNow } = await show('time', new Date(2026, 0, 1, 9, 30, 5).getTime());
  expect(bar()).toHaveTextContent(/^Reconnecting to the calling service\. Until then nobody can call you\./);
  const time = screen.getByText(/^Next attempt at 9:30:05/);
  expect(time).toHaveAttribute('aria-live', 'off');
  await press('Try now');
  expect(tryNow).toHaveBeenCalledOnce();
  await play(() => status.set({ kind: 'up' }));
  expect(screen.queryByRole('status')).toBeNull();
});

it('offers no second attempt while one is running', async () => {
  const { tryNow } = await show('attempt');
  expect(bar()).toHaveTextContent('Trying now.');
  expect(screen.getByRole('button', { name: 'Try now' })).toHaveAttribute('aria-disabled', 'true');
  await press('Try now');
  expect(tryNow).not.toHaveBeenCalled();
});

it('offers no attempt that would end the calls of the dead agent', async () => {
  await show('calls');
  expect(bar()).toHaveTextContent('Reconnecting to the calling service once your calls have ended.');
  expect(screen.queryByRole('button')).toBeNull();
});

it('says that it waits for the device to be online', async () => {
  await show('network');
  expect(bar()).toHaveTextContent('as soon as this device is online');
});
