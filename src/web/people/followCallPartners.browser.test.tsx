import { screen } from '@testing-library/react';
import { expect, it, onTestFinished } from 'vitest';
import { createSimulatedParticipant } from '../fixtures/simulatedParticipant.ts';
import { renderApp, runAndRender } from '../fixtures/render.tsx';
import { alice, bob } from '../fixtures/testUsers.ts';
import { followCallPartners } from './followCallPartners.ts';
import { usePresence } from './usePresence.ts';

function BobsPresence() {
  return <p role="note">{usePresence(bob.rawId)?.words}</p>;
}

it('shows the user as in a call with a phone number too, and as before once the call ends', async () => {
  function OwnPresence() {
    return <p role="note">{usePresence(alice.rawId)?.words}</p>;
  }
  const { phone, people, connectCall } = await renderApp(<OwnPresence />);
  onTestFinished(followCallPartners(phone, alice.oid, people.presences));
  const presence = screen.getByRole('note');
  await expect.element(presence).toHaveTextContent('Available');
  const call = await connectCall('4:+14255550100');
  expect(presence).toHaveTextContent('In a call');
  await runAndRender(() => call.end({ code: 0, subCode: 0 }));
  expect(presence).toHaveTextContent('Available');
});

it('shows a colleague as in a call from the moment at which the user is connected with them, until the call ends', async () => {
  const { phone, people, service } = await renderApp(<BobsPresence />);
  onTestFinished(followCallPartners(phone, alice.oid, people.presences));
  const presence = screen.getByRole('note');
  await expect.element(presence).toHaveTextContent('Available');
  const call = service.addCall('Outgoing');
  await runAndRender(() => call.setParticipants(bob.rawId));
  expect(presence).toHaveTextContent('Available');
  await runAndRender(() => call.changeState('Connected'));
  expect(presence).toHaveTextContent('In a call');
  await runAndRender(() => call.end({ code: 0, subCode: 0 }));
  expect(presence).toHaveTextContent('Available');
});

it.each(['Ringing', 'Disconnected', 'InLobby'] as const)(
  'does not show a colleague as in a call whose state in the user’s call is %s',
  async (state) => {
    const { phone, people, connectCall } = await renderApp(<BobsPresence />);
    onTestFinished(followCallPartners(phone, alice.oid, people.presences));
    const presence = screen.getByRole('note');
    await expect.element(presence).toHaveTextContent('Available');
    const call = await connectCall('4:+14255550100');
    const addedBob = createSimulatedParticipant(bob.rawId, { state });
    await runAndRender(() => call.setParticipants('4:+14255550100', addedBob));
    expect(presence).toHaveTextContent('Available');
  },
);
