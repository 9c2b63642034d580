import { createIdentifierFromRawId } from '@azure/communication-common';
import { screen } from '@testing-library/react';
import { expect, it, vi } from 'vitest';
import { runAndRender, renderInCall } from '../../fixtures/render.tsx';
import { CallStatus, CallTime, CallOrigin } from './CallStatus.tsx';
import { HoldMessage } from './HoldMessage.tsx';

const getStatus = () => screen.getByRole('status');

it.each([
  ['Connecting', 'Calling…'],
  ['Ringing', 'Ringing…'],
  ['Connected', 'Connected'],
  ['Disconnecting', 'Hanging up…'],
] as const)('in the state %s of an outgoing call, reads "%s"', async (state, expectedText) => {
  await renderInCall(<CallStatus />, {}, (call) => call.changeState(state));
  expect(getStatus().textContent).toBe(expectedText);
});

it('reads "Reconnecting…" while the connection is lost', async () => {
  const { call } = await renderInCall(<CallStatus />);
  const { network } = call.features.UserFacingDiagnostics;
  // The number is the SDK's quality: 3 is bad, 1 is good.
  await runAndRender(() => network.reportDiagnostic('networkReconnect', 3));
  expect(getStatus().textContent).toBe('Reconnecting…');
  await runAndRender(() => network.reportDiagnostic('networkReconnect', 1));
  expect(getStatus().textContent).toBe('Connected');
});

it('reads "Answering…" until a call that the user accepted is connected', async () => {
  const { service } = await renderInCall(<CallStatus />);
  const call = service.addCall('Incoming');
  // React renders the new call.
  await runAndRender(() => {});
  expect(getStatus().textContent).toBe('Answering…');
  await runAndRender(() => call.changeState('Connected'));
  expect(getStatus().textContent).toBe('Connected');
});

it('shows the times of the call and of the hold outside the status, where no screen reader announces them', async () => {
  vi.useFakeTimers({ toFake: ['Date', 'setInterval', 'clearInterval'] });
  const { call } = await renderInCall(
    <>
      <CallStatus />
      <CallTime />
      <HoldMessage />
    </>,
  );
  await runAndRender(() => vi.advanceTimersByTime(61_000));
  const timer = screen.getByRole('timer', { name: 'Time in this call' });
  expect(timer).toHaveTextContent(/^1:01$/);
  expect(timer).toHaveAttribute('aria-live', 'off');
  expect(getStatus().contains(timer)).toBe(false);
  await runAndRender(() => call.hold());
  await runAndRender(() => vi.advanceTimersByTime(5_000));
  // The hold goes on when the other participant holds the call as well.
  await runAndRender(() => call.setHeldRemotely(true));
  await runAndRender(() => vi.advanceTimersByTime(1_000));
  expect(screen.getByRole('timer', { name: 'Time on hold' })).toHaveTextContent(/^0:06$/);
});

it.each([true, false])('W2: says only of an emergency call that it is one: %s', async (isEmergencyCall) => {
  await renderInCall(<CallStatus />, {}, (call) => {
    Object.assign(call, { isEmergencyCall });
    call.changeState('Connected');
  });
  expect(screen.queryByText('Emergency call') !== null).toBe(isEmergencyCall);
  expect(getStatus().textContent).toBe('Connected');
});

it('in a meeting, reads the words for joining, for the lobby and for leaving', async () => {
  const { call } = await renderInCall(<CallStatus />, {}, (newCall) => {
    Object.assign(newCall.info, { threadId: '19:meeting_Weekly@thread.v2' });
    newCall.changeState('Connecting');
  });
  expect(getStatus().textContent).toBe('Joining…');
  await runAndRender(() => call.changeState('InLobby'));
  expect(getStatus().textContent).toBe('Waiting to be let in…');
  await runAndRender(() => call.changeState('Disconnecting'));
  expect(getStatus().textContent).toBe('Leaving…');
});

it('names the queue through which the call came on a chip, as the ringing card does', async () => {
  await renderInCall(<CallOrigin />, {}, (call) => {
    const identifier = createIdentifierFromRawId('28:orgid:aa000000-0000-4000-8000-0000000000aa');
    Object.assign(call, { transferorInfo: { identifier, displayName: 'Support queue' } });
    call.changeState('Connected');
  });
  expect(screen.getByText('via Support queue')).toBeVisible();
  expect(getComputedStyle(screen.getByText('via Support queue')).backgroundColor).not.toBe(
    'rgba(0, 0, 0, 0)',
  );
});

it('reads "On hold", and says who holds the call until it goes on', async () => {
  const { call } = await renderInCall(
    <>
      <CallStatus />
      <HoldMessage />
    </>,
  );
  expect(screen.queryByText(/on hold/)).toBeNull();
  await runAndRender(() => call.hold());
  expect(getStatus().textContent).toBe('On hold');
  expect(screen.getByText('This call is on hold')).toBeVisible();
  await runAndRender(() => call.setHeldRemotely(true));
  expect(screen.getByText('Both of you are on hold')).toBeVisible();
  await runAndRender(() => call.resume());
  expect(getStatus().textContent).toBe('On hold');
  expect(screen.getByText('You have been put on hold')).toBeVisible();
  await runAndRender(() => call.setHeldRemotely(false));
  expect(screen.queryByText(/on hold/)).toBeNull();
});

it('says once on the caller’s page that the user holds the call, with the time, which no screen reader announces', async () => {
  const { call } = await renderInCall(
    <>
      <CallStatus isBesideTitle={false} />
      <HoldMessage isNotice />
    </>,
  );
  await runAndRender(() => call.hold());
  expect(screen.getAllByText(/on hold/i)).toEqual([getStatus()]);
  const time = screen.getByRole('timer', { name: 'Time on hold' });
  expect([getStatus().contains(time), time.getAttribute('aria-live')]).toEqual([false, 'off']);
  await runAndRender(() => call.setHeldRemotely(true));
  expect(screen.getByText('Both of you are on hold')).toBeVisible();
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
