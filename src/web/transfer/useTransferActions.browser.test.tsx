import { screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { pressButton, renderInCall, runAndRender } from '../fixtures/render.tsx';
import { createSimulatedParticipant } from '../fixtures/simulatedParticipant.ts';
import { alice, bob, carol } from '../fixtures/testUsers.ts';
import { useTransferActions } from './useTransferActions.ts';

/** Shows a person with the buttons that the state of the front call allows. */
function Person({ rawId }: { rawId: string }) {
  const actions = useTransferActions();
  if (!actions?.canTransferTo(rawId)) return <p>No transfer</p>;
  return (
    <>
      <button onClick={() => actions.transfer(rawId)}>Transfer</button>
      <button onClick={() => actions.consult(rawId)}>Consult</button>
    </>
  );
}

const carolAsTarget = { targetParticipant: expect.objectContaining({ microsoftTeamsUserId: carol.oid }) };

it('transfers the front call to a person with one press, and offers no second transfer meanwhile', async () => {
  const { call } = await renderInCall(<Person rawId={carol.rawId} />);
  await pressButton('Transfer');
  expect(call.transfer?.to).toEqual(carolAsTarget);
  expect(screen.getByText('No transfer')).toBeVisible();
  await runAndRender(() => call.finishTransfer('Failed', { code: 603, subCode: 0 }));
  expect(screen.getByRole('button', { name: 'Transfer' })).toBeVisible();
});

it.each([alice, bob])('offers no transfer of Bob to $name', async ({ rawId }) => {
  await renderInCall(<Person rawId={rawId} />);
  expect(screen.getByText('No transfer')).toBeVisible();
});

it('offers no transfer while the call rings, and in a group call', async () => {
  const { call } = await renderInCall(<Person rawId={carol.rawId} />, {}, (ringing) =>
    ringing.changeState('Ringing'),
  );
  expect(screen.getByText('No transfer')).toBeVisible();
  await runAndRender(() => call.changeState('Connected'));
  expect(screen.getByRole('button', { name: 'Transfer' })).toBeVisible();
  await runAndRender(() =>
    call.setParticipants(...call.remoteParticipants, createSimulatedParticipant(carol.rawId)),
  );
  expect(screen.getByText('No transfer')).toBeVisible();
});

it('calls the person first, then transfers the waiting call into the consultation', async () => {
  const { call, service } = await renderInCall(<Person rawId={carol.rawId} />);
  await pressButton('Consult');
  expect(service.startedTargets).toEqual([carol.rawId]);
  expect(call.state).toBe('LocalHold');
  const consultation = service.calls.at(-1);
  await runAndRender(() => {
    consultation?.setParticipants(createSimulatedParticipant(carol.rawId));
    consultation?.changeState('Connected');
  });
  await pressButton('Transfer');
  expect(call.transfer?.to).toEqual({ targetCallId: consultation?.id });
});
