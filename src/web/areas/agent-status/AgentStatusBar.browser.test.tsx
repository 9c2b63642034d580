import { screen } from '@testing-library/react';
import { expect, it, vi } from 'vitest';
import { createStore } from '../../base/store.ts';
import type { AgentStatus, AgentWait } from '../../calling/agent/currentAgent.ts';
import { runAndRender, pressButton, renderApp } from '../../fixtures/render.tsx';
import { AgentStatusBar } from './AgentStatusBar.tsx';

async function renderBar(waitsFor: AgentWait, nextAttemptAt: number | null = null) {
  const status = createStore<AgentStatus>({ kind: 'down', waitsFor, nextAttemptAt, failedAttempts: 1 });
  const tryNow = vi.fn();
  await renderApp(<AgentStatusBar />, { connectedAgent: { status, tryNow } });
  return { status, tryNow };
}
const getBar = () => screen.getByRole('status');

it('says when the next attempt is due, and makes the attempt at once when the user presses Try now', async () => {
  const { status, tryNow } = await renderBar('time', new Date(2026, 0, 1, 9, 30, 5).getTime());
  expect(getBar()).toHaveTextContent(
    /^Reconnecting to the calling service\. Until then nobody can call you\./,
  );
  const time = screen.getByText(/^Next attempt at 9:30:05/);
  expect(time).toHaveAttribute('aria-live', 'off');
  await pressButton('Try now');
  expect(tryNow).toHaveBeenCalledOnce();
  await runAndRender(() => status.set({ kind: 'up' }));
  expect(screen.queryByRole('status')).toBeNull();
});

it('offers no second attempt while an attempt is running', async () => {
  const { tryNow } = await renderBar('attempt');
  expect(getBar()).toHaveTextContent('Trying now.');
  expect(screen.getByRole('button', { name: 'Try now' })).toHaveAttribute('aria-disabled', 'true');
  await pressButton('Try now');
  expect(tryNow).not.toHaveBeenCalled();
});

it('offers no attempt while an attempt would end the user’s calls', async () => {
  await renderBar('calls');
  expect(getBar()).toHaveTextContent('Reconnecting to the calling service once your calls have ended.');
  expect(screen.queryByRole('button')).toBeNull();
});

it('says that the next attempt waits until the device is online', async () => {
  await renderBar('network');
  expect(getBar()).toHaveTextContent('as soon as this device is online');
});
