import { fireEvent, screen, within } from '@testing-library/react';
import { expect, it, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import type { ConsentState } from '../../consent/consents.ts';
import { pressButton, renderInCall, runAndRender } from '../../fixtures/render.tsx';
import { createSimulatedConsents } from '../../fixtures/simulatedConsents.ts';
import { createSimulatedWorkday } from '../../fixtures/simulatedWorkday.ts';
import { alice, bob } from '../../fixtures/testUsers.ts';
import type { Messages } from '../../workday/workday.ts';
import { chat, ChatPanel } from './ChatPanel.tsx';

const createMessage = (id: number, senderOid: string, text: string) => ({
  id: String(id),
  senderOid,
  text,
  sentAt: Date.UTC(2026, 0, 1, 9, id),
});
/** Sends every text. */
const createSend = () => vi.fn<Messages['send']>(async (_oid, text) => createMessage(3, alice.oid, text));
const render = (messages: Partial<Messages>, consent: ConsentState = 'granted') =>
  renderInCall(<ChatPanel />, {
    features: [chat],
    consents: createSimulatedConsents(consent),
    workday: createSimulatedWorkday({ messages }),
  });
const findBox = () => screen.findByRole('textbox', { name: 'Message to Bob Baker' });

it('shows the latest messages of the chat with the other participant', async () => {
  const list = vi.fn<Messages['list']>(async () => [
    createMessage(1, bob.oid, 'Morning'),
    createMessage(2, alice.oid, 'Hello Bob'),
  ]);
  await render({ list });
  const log = within(await screen.findByRole('log', { name: 'Messages' }));
  for (const text of ['Bob Baker', 'Morning', 'You', 'Hello Bob']) expect(log.getByText(text)).toBeVisible();
  expect(list.mock.calls[0]?.[0]).toBe(bob.oid);
});

it('sends the typed text when the user presses Enter, and empties the box', async () => {
  const send = createSend();
  await render({
    send,
    list: async () => (send.mock.calls.length > 0 ? [createMessage(3, alice.oid, 'A caller')] : []),
  });
  expect(await screen.findByText('No messages with Bob Baker yet.')).toBeVisible();
  fireEvent.change(await findBox(), { target: { value: 'A caller' } });
  (await findBox()).focus();
  await userEvent.keyboard('{Enter}');
  expect(send).toHaveBeenCalledWith(bob.oid, 'A caller');
  await expect.poll(async () => findBox()).toHaveValue('');
  expect(screen.getByText('A caller')).toBeVisible();
});

it('keeps a text that was not sent, and sends it again', async () => {
  const send = createSend().mockResolvedValueOnce('busy');
  await render({ send });
  fireEvent.change(await findBox(), { target: { value: 'Important' } });
  await pressButton('Send');
  expect(await screen.findByRole('alert')).toHaveTextContent('message-not-sent · busy');
  expect(await findBox()).toHaveValue('Important');
  await pressButton('Try again');
  expect(send).toHaveBeenCalledTimes(2);
  expect(await findBox()).toHaveValue('');
});

it('sends a quick message with one press', async () => {
  const send = createSend();
  await render({ send });
  await findBox();
  await pressButton('A caller is waiting for you.');
  expect(send).toHaveBeenCalledWith(bob.oid, 'A caller is waiting for you.');
});

it('asks for the consent before it reads any message', async () => {
  const list = vi.fn<Messages['list']>(async () => []);
  await render({ list }, 'needed');
  expect(screen.getByText(/^To show and send Teams messages/)).toBeVisible();
  expect(list).not.toHaveBeenCalled();
});

it('says that a phone number has no chat', async () => {
  const { call } = await render({});
  await runAndRender(() => call.setParticipants('4:+14255550100'));
  expect(screen.getByText('Only in a call with one colleague.')).toBeVisible();
});
