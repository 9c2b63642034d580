import { createIdentifierFromRawId } from '@azure/communication-common';
import { createEvent, fireEvent, screen } from '@testing-library/react';
import { beforeEach, expect, it } from 'vitest';
import { play, press, renderApp } from '../../fixtures/render.tsx';
import { bob, carol } from '../../fixtures/testUsers.ts';
import { IncomingCalls } from './IncomingCalls.tsx';

beforeEach(() => {
  document.body.innerHTML = '<div id="ringing"></div>';
  document.title = 'Switchboard';
});

const from = (rawId: string) => ({ identifier: createIdentifierFromRawId(rawId) });
const card = (name = 'Bob Baker') => screen.getByRole('alertdialog', { name: `Incoming call from ${name}` });

/** Bob calls. */
async function show(beside?: React.ReactNode) {
  const app = await renderApp(
    <>
      {beside}
      <IncomingCalls />
    </>,
  );
  let ring = app.service.ring(from(bob.rawId));
  await play(() => {});
  return { ...app, ring, callAgain: () => play(() => void (ring = app.service.ring(from(carol.rawId)))) };
}

it.each([
  ['Accept', false],
  ['Accept with video', true],
])('%s takes the call, with the camera on: %s', async (name, hasVideo) => {
  const { ring, phone } = await show();
  const buttons = [...card().querySelectorAll('button')].map(({ textContent }) => textContent);
  expect(buttons).toEqual(['Accept', 'Accept with video', 'Decline']);
  await press(name);
  expect(ring.accepted).toBe(1);
  expect(ring.acceptedWithVideo).toBe(hasVideo);
  expect(phone.state.get().calls).toHaveLength(1);
  expect(screen.queryByRole('alertdialog')).toBeNull();
});

it('declines the call', async () => {
  const { ring } = await show();
  await press('Decline');
  expect(ring.callEndReason?.code).toBe(603);
  expect(screen.queryByRole('alertdialog')).toBeNull();
});

it('takes the focus to the card, and to no button, when nothing else has the focus', async () => {
  await show();
  expect(card()).toHaveFocus();
  await press('Decline');
  expect(document.body).toHaveFocus();
});

it('leaves the focus to a user who is typing', async () => {
  const { callAgain } = await show(<input aria-label="Note" ref={(input) => input?.focus()} />);
  expect(screen.getByRole('textbox')).toHaveFocus();
  await callAgain();
  expect(card('Carol Chen')).toBeVisible();
  expect(screen.getByRole('textbox')).toHaveFocus();
});

it('ignores a key that the user has held down since before the call rang', async () => {
  await show();
  const accept = screen.getByRole('button', { name: 'Accept' });
  const held = createEvent.keyDown(accept, { key: 'Enter', repeat: true });
  fireEvent(accept, held);
  const pressed = createEvent.keyDown(accept, { key: 'Enter' });
  fireEvent(accept, pressed);
  expect([held.defaultPrevented, pressed.defaultPrevented]).toEqual([true, false]);
});

it('offers to end the present call, or says that it goes on hold', async () => {
  const { service, ring } = await show();
  const call = service.add('Outgoing');
  await play(() => call.become('Connected'));
  expect(card()).toHaveTextContent('If you accept, your current call goes on hold.');
  await press('End and accept');
  expect([ring.accepted, call.state]).toEqual([1, 'Disconnected']);
});

it('says so while the browser asks for the microphone, and can still be declined', async () => {
  const { block, release } = await show();
  block();
  await press('Accept');
  expect(await screen.findByRole('status')).toHaveTextContent('Answering…');
  expect(screen.getByRole('button', { name: 'Accept' })).toHaveAttribute('aria-disabled', 'true');
  expect(screen.getByRole('button', { name: 'Decline' })).not.toHaveAttribute('aria-disabled', 'true');
  await release();
});

it('names the caller in the title of the tab until the call stops ringing', async () => {
  const { ring } = await show();
  expect(document.title).toBe('Bob Baker is calling · Switchboard');
  await play(() => ring.stop({ code: 487, subCode: 0 }));
  expect(document.title).toBe('Switchboard');
  expect(screen.queryByRole('alertdialog')).toBeNull();
});

it('shows the person who transferred the call, and a name that cannot turn the text around', async () => {
  const { ring } = await show();
  await play(() => ring.transferredBy(carol.rawId));
  expect(card()).toHaveTextContent('via Carol Chen');
  await play(() => (ring.callerInfo = {}));
  await play(() => ring.calledBy('Eve\u202E Evil'));
  expect(card('Eve Evil')).toBeVisible();
});
