import { screen } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import { play, renderApp, renderInCall } from '../../fixtures/render.tsx';
import { CallProvider, usePhone, usePhoneState } from '../../calling/react.tsx';
import { CallStatus } from './CallStatus.tsx';
import { CallTitle } from './CallTitle.tsx';

afterEach(() => void vi.useRealTimers());
const status = () => screen.getByRole('status');

it.each([
  ['Connecting', 'Calling…'],
  ['Ringing', 'Ringing…'],
  ['Connected', 'Connected'],
  ['Disconnecting', 'Hanging up…'],
] as const)('the state %s of a call that the user placed reads "%s"', async (state, words) => {
  await renderInCall(<CallStatus />, {}, (call) => call.become(state));
  expect(status().textContent).toBe(words);
});

it('reads "On hold" whoever holds the call', async () => {
  const { call } = await renderInCall(<CallStatus />);
  await play(() => call.setHeldThere(true));
  expect(status().textContent).toBe('On hold');
  await play(() => call.setHeldThere(false));
  await play(() => call.hold());
  expect(status().textContent).toBe('On hold');
});

it('reads "Reconnecting…" while the connection is lost', async () => {
  const { call } = await renderInCall(<CallStatus />);
  await play(() => call.features.UserFacingDiagnostics.network.report('networkReconnect', 3));
  expect(status().textContent).toBe('Reconnecting…');
  await play(() => call.features.UserFacingDiagnostics.network.report('networkReconnect', 1));
  expect(status().textContent).toBe('Connected');
});

it('reads "Answering…" until a call that the user accepted is connected', async () => {
  const Front = () => {
    const session = usePhone().session(usePhoneState(({ front }) => front) ?? '');
    return session && <CallProvider session={session}>{<CallStatus />}</CallProvider>;
  };
  const { service } = await renderApp(<Front />);
  const call = service.add('Incoming');
  await play(() => {});
  expect(status().textContent).toBe('Answering…');
  await play(() => call.become('Connected'));
  expect(status().textContent).toBe('Connected');
});

it('shows the running time beside the status, where no screen reader announces it', async () => {
  vi.useFakeTimers({ toFake: ['Date', 'setInterval', 'clearInterval'] });
  await renderInCall(<CallStatus />);
  await play(() => vi.advanceTimersByTime(61_000));
  const time = screen.getByRole('timer', { name: 'Time in this call' });
  expect(time).toHaveTextContent(/^0?1:01$/);
  expect(time).toHaveAttribute('aria-live', 'off');
  expect(status().contains(time)).toBe(false);
});

it.each([
  [true, 1],
  [false, 0],
  [undefined, 0],
] as const)('W2: shows %s of isEmergencyCall as %i badges', async (isEmergencyCall, count) => {
  await renderInCall(<CallStatus />, {}, (call) => {
    Object.assign(call, { isEmergencyCall });
    call.become('Connected');
  });
  expect(screen.queryAllByText('Emergency call')).toHaveLength(count);
  expect(status().textContent).toBe('Connected');
});

it('names the other participant in the heading', async () => {
  await renderInCall(<CallTitle />);
  expect(screen.getByRole('heading', { level: 1, name: 'Bob Baker' })).toBeVisible();
});
