import { screen } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import { renderInCall, runAndRender } from '../../fixtures/render.tsx';
import { HoldMessage } from './HoldMessage.tsx';

afterEach(() => void vi.useRealTimers());

it('says who put whom on hold, and disappears when the call goes on', async () => {
  const { call } = await renderInCall(<HoldMessage />);
  expect(screen.queryByText(/on hold/)).toBeNull();
  await runAndRender(() => call.hold());
  expect(screen.getByText('You put Bob Baker on hold')).toBeVisible();
  await runAndRender(() => call.setHeldRemotely(true));
  expect(screen.getByText('Both of you are on hold')).toBeVisible();
  await runAndRender(() => call.resume());
  expect(screen.getByText('Bob Baker put you on hold')).toBeVisible();
  await runAndRender(() => call.setHeldRemotely(false));
  expect(screen.queryByText(/on hold/)).toBeNull();
});

it('shows for how long the call has been held', async () => {
  vi.useFakeTimers({ toFake: ['Date', 'setInterval', 'clearInterval'] });
  const { call } = await renderInCall(<HoldMessage />);
  await runAndRender(() => call.hold());
  await runAndRender(() => vi.advanceTimersByTime(65_000));
  const timer = screen.getByRole('timer', { name: 'Time on hold' });
  expect(timer).toHaveTextContent(/^1:05$/);
  // The hold goes on when the other participant holds the call as well.
  await runAndRender(() => call.setHeldRemotely(true));
  await runAndRender(() => vi.advanceTimersByTime(1_000));
  expect(timer).toHaveTextContent(/^1:06$/);
});

it('X13: says that the other participant stays on hold if the user resumes the call without a connection to the service', async () => {
  const { call, service } = await renderInCall(<HoldMessage />);
  await runAndRender(() => call.hold());
  await runAndRender(() => service.changeConnection('Disconnected'));
  await runAndRender(() => call.resume());
  expect(screen.getByRole('status')).toHaveTextContent(
    'No connection to the service. Bob Baker stays on hold until it is back.',
  );
  await runAndRender(() => service.changeConnection('Connected'));
  expect(screen.queryByRole('status')).toBeNull();
  // A call that was not held is heard without the service.
  await runAndRender(() => service.changeConnection('Disconnected'));
  expect(screen.queryByRole('status')).toBeNull();
});
