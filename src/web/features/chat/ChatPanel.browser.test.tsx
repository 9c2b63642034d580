import { fireEvent, screen, within } from '@testing-library/react';
import { expect, it, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { createStore } from '../../base/store.ts';
import { useReadable } from '../../base/useReadable.ts';
import type { ConsentState } from '../../consent/consents.ts';
import { pressButton, renderInCall, runAndRender } from '../../fixtures/render.tsx';
import { createSimulatedConsents } from '../../fixtures/simulatedConsents.ts';
import { createSimulatedWorkday } from '../../fixtures/simulatedWorkday.ts';
import { createSimulatedPeople } from '../../fixtures/simulatedPeople.ts';
import { alice, bob, carol } from '../../fixtures/testUsers.ts';
import type { Messages } from '../../workday/workday.ts';
import { PanelContext } from '../../ui/Panel.tsx';
import { AnswerBanner } from './AnswerBanner.tsx';
import { askIntent, chat } from './chat.ts';
import { ChatPanel } from './ChatPanel.tsx';

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

it('sends a quick message with one press, which its button shows', async () => {
  const send = createSend();
  await render({ send });
  await findBox();
  const button = screen.getByRole('button', { name: 'A caller is waiting for you.' });
  expect(button).toHaveAccessibleDescription('Send');
  expect(button.querySelector('svg')).toBeVisible();
  await pressButton('A caller is waiting for you.');
  expect(send).toHaveBeenCalledWith(bob.oid, 'A caller is waiting for you.');
});

it('asks for the consent before it reads any message', async () => {
  const list = vi.fn<Messages['list']>(async () => []);
  await render({ list }, 'needed');
  expect(screen.getByText(/^To show and send Teams messages/)).toBeVisible();
  expect(list).not.toHaveBeenCalled();
});

/** Renders the panel in which Alice asks a colleague during a call with a telephone. Bob and Carol are her favourites. */
async function renderAsking(messages: Partial<Messages>) {
  const people = createSimulatedPeople();
  for (const { rawId, name } of [bob, carol]) people.favourites.toggle({ id: rawId, name });
  const openPanel = createStore<string | null>(chat.name);
  const Screen = () => {
    const name = useReadable(openPanel);
    const panel = {
      name,
      intent: askIntent,
      togglePanel: openPanel.set,
      closePanel: () => openPanel.set(null),
    };
    return (
      <PanelContext value={panel}>
        {name === chat.name && <ChatPanel />}
        <AnswerBanner />
      </PanelContext>
    );
  };
  const app = await renderInCall(<Screen />, {
    features: [chat],
    people,
    consents: createSimulatedConsents('granted'),
    workday: createSimulatedWorkday({ messages }),
  });
  await runAndRender(() => app.call.setParticipants('4:+14255550100'));
  return openPanel;
}

it('row 9: asks a third colleague with two presses during a call with a telephone, and the answer shows at the call', async () => {
  const send = createSend();
  const stored = [createMessage(1, carol.oid, 'Good morning')];
  const list = vi.fn<Messages['list']>(async () => stored);
  const openPanel = await renderAsking({ list, send });
  await pressButton(/^Carol Chen/);
  const question = 'A caller is waiting for you: +1 425 555 0100.';
  await pressButton(question);
  expect(send).toHaveBeenCalledWith(carol.oid, question);
  stored.push(createMessage(3, alice.oid, question));
  // What Carol wrote before the question is no answer.
  await runAndRender(() => openPanel.set(null));
  await expect.poll(() => list.mock.calls.length).toBeGreaterThan(2);
  expect(screen.queryByRole('status')).toBeNull();
  stored.push(createMessage(4, carol.oid, 'Put them through'));
  await runAndRender(() => openPanel.set(chat.name));
  await runAndRender(() => openPanel.set(null));
  expect(await screen.findByText('Put them through')).toBeVisible();
  expect(screen.getByRole('status')).toHaveTextContent('Carol Chen: Put them through');
  await pressButton('Reply');
  expect(await screen.findByRole('textbox', { name: 'Message to Carol Chen' })).toBeVisible();
  await runAndRender(() => openPanel.set(null));
  await pressButton('Done');
  expect(screen.queryByText('Put them through')).toBeNull();
});

it('row 9: finds a colleague by the keyboard', async () => {
  await renderAsking({});
  expect(screen.getByRole('textbox', { name: 'Whom do you want to ask?' })).toHaveFocus();
  await userEvent.keyboard('caro');
  await screen.findByRole('button', { name: /^Carol Chen/ });
  expect(screen.queryByRole('button', { name: /^Bob Baker/ })).toBeNull();
  await userEvent.keyboard('{Enter}');
  expect(await screen.findByRole('textbox', { name: 'Message to Carol Chen' })).toBeVisible();
  await pressButton('Ask somebody else');
  await expect
    .element(await screen.findByRole('button', { name: /^Bob Baker/ }))
    .toHaveTextContent('Available · Baker · bob@fabrikam.example');
});
