import { createIdentifierFromRawId } from '@azure/communication-common';
import { createEvent, fireEvent, screen } from '@testing-library/react';
import { beforeEach, expect, it } from 'vitest';
import { runAndRender, pressButton, renderApp } from '../../fixtures/render.tsx';
import { bob, carol } from '../../fixtures/testUsers.ts';
import { IncomingCalls } from './IncomingCalls.tsx';

beforeEach(() => {
  document.body.innerHTML = '<div id="ringing"></div>';
  document.title = 'Switchboard';
});

const createCaller = (rawId: string) => ({ identifier: createIdentifierFromRawId(rawId) });
const getCard = (name = 'Bob Baker') =>
  screen.getByRole('alertdialog', { name: `Incoming call from ${name}` });

/** Renders the cards while a call from Bob rings. */
async function renderWithCallFromBob(otherContent?: React.ReactNode) {
  const app = await renderApp(
    <>
      {otherContent}
      <IncomingCalls />
    </>,
  );
  const incomingCall = app.service.ringIncomingCall(createCaller(bob.rawId));
  // React renders the card.
  await runAndRender(() => {});
  const callFromCarol = () =>
    runAndRender(() => void app.service.ringIncomingCall(createCaller(carol.rawId)));
  return { ...app, incomingCall, callFromCarol };
}

it.each([
  ['Accept', false],
  ['Accept with video', true],
])('the button %s accepts the call (camera on: %s)', async (name, hasVideo) => {
  const { incomingCall, phone } = await renderWithCallFromBob();
  const buttons = [...getCard().querySelectorAll('button')].map(({ textContent }) => textContent);
  expect(buttons).toEqual(['Accept', 'Accept with video', 'Decline']);
  await pressButton(name);
  expect(incomingCall.acceptCount).toBe(1);
  expect(incomingCall.isAcceptedWithVideo).toBe(hasVideo);
  expect(phone.state.get().calls).toHaveLength(1);
  expect(screen.queryByRole('alertdialog')).toBeNull();
});

it('declines the call', async () => {
  const { incomingCall } = await renderWithCallFromBob();
  await pressButton('Decline');
  expect(incomingCall.callEndReason?.code).toBe(603);
  expect(screen.queryByRole('alertdialog')).toBeNull();
});

it('focuses the card, and none of its buttons, when nothing else has the focus', async () => {
  await renderWithCallFromBob();
  expect(getCard()).toHaveFocus();
  await pressButton('Decline');
  expect(document.body).toHaveFocus();
});

it('takes no focus from a text field', async () => {
  const { callFromCarol } = await renderWithCallFromBob(
    <input aria-label="Note" ref={(input) => input?.focus()} />,
  );
  expect(screen.getByRole('textbox')).toHaveFocus();
  await callFromCarol();
  expect(getCard('Carol Chen')).toBeVisible();
  expect(screen.getByRole('textbox')).toHaveFocus();
});

it('ignores a key that the user has held down since before the call rang', async () => {
  await renderWithCallFromBob();
  const acceptButton = screen.getByRole('button', { name: 'Accept' });
  const heldKey = createEvent.keyDown(acceptButton, { key: 'Enter', repeat: true });
  fireEvent(acceptButton, heldKey);
  const pressedKey = createEvent.keyDown(acceptButton, { key: 'Enter' });
  fireEvent(acceptButton, pressedKey);
  expect([heldKey.defaultPrevented, pressedKey.defaultPrevented]).toEqual([true, false]);
});

it('offers to end the present call, and says that accepting holds the present call', async () => {
  const { service, incomingCall } = await renderWithCallFromBob();
  const call = service.addCall('Outgoing');
  await runAndRender(() => call.changeState('Connected'));
  expect(getCard()).toHaveTextContent('If you accept, your current call goes on hold.');
  await pressButton('End and accept');
  expect([incomingCall.acceptCount, call.state]).toEqual([1, 'Disconnected']);
});

it('while the browser asks for the microphone, the card says Answering… and the user can still decline the call', async () => {
  const { blockService, releaseService } = await renderWithCallFromBob();
  blockService();
  await pressButton('Accept');
  expect(await screen.findByRole('status')).toHaveTextContent('Answering…');
  expect(screen.getByRole('button', { name: 'Accept' })).toHaveAttribute('aria-disabled', 'true');
  expect(screen.getByRole('button', { name: 'Decline' })).not.toHaveAttribute('aria-disabled', 'true');
  await releaseService();
});

it('names the caller in the title of the tab until the call stops ringing', async () => {
  const { incomingCall } = await renderWithCallFromBob();
  expect(document.title).toBe('Bob Baker is calling · Switchboard');
  await runAndRender(() => incomingCall.endRinging({ code: 487, subCode: 0 }));
  expect(document.title).toBe('Switchboard');
  expect(screen.queryByRole('alertdialog')).toBeNull();
});

it('shows who transferred the call, and cleans the caller’s name of characters that reverse text', async () => {
  const { incomingCall } = await renderWithCallFromBob();
  await runAndRender(() => incomingCall.setTransferor(carol.rawId));
  expect(getCard()).toHaveTextContent('via Carol Chen');
  await runAndRender(() => (incomingCall.callerInfo = {}));
  await runAndRender(() => incomingCall.setCallerName('Eve\u202E Evil'));
  expect(getCard('Eve Evil')).toBeVisible();
});
