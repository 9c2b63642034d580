import { fireEvent, screen } from '@testing-library/react';
import type { ReactNode } from 'react';
import { expect, it } from 'vitest';
import { pressButton, renderInCall, runAndRender } from '../fixtures/render.tsx';
import { createSimulatedParticipant } from '../fixtures/simulatedParticipant.ts';
import { alice, bob, carol } from '../fixtures/testUsers.ts';
import { PersonCallButtons } from '../person-card/CallActions.tsx';
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

/** Lets the user of a call with Bob consult Carol, who answers. */
async function consultCarol(shown: ReactNode = null) {
  const { call, service } = await renderInCall(
    <>
      <Person rawId={carol.rawId} />
      {shown}
    </>,
  );
  await pressButton('Consult');
  expect(service.startedTargets).toEqual([carol.rawId]);
  expect(call.state).toBe('LocalHold');
  const consultation = service.calls.at(-1);
  await runAndRender(() => {
    consultation?.setParticipants(createSimulatedParticipant(carol.rawId));
    consultation?.changeState('Connected');
  });
  return { call, consultation };
}

it('transfers the waiting call into the consultation', async () => {
  const { call, consultation } = await consultCarol();
  await pressButton('Transfer');
  expect(call.transfer?.to).toEqual({ targetCallId: consultation?.id });
});

const phoneNumber = '4:+14255550123';
const dave = <PersonCallButtons rawId={phoneNumber} name="Dave" />;

it.each([false, true])(
  'during a consultation, transfers the caller to a third person, also after consulting that person: %s',
  async (isConsulted) => {
    const { call, consultation } = await consultCarol(dave);
    if (isConsulted) {
      await pressButton('Consult Dave');
      expect(consultation?.state).toBe('LocalHold');
    }
    await pressButton('Transfer Bob Baker to Dave');
    expect(call.transfer?.to).toMatchObject({ targetParticipant: { phoneNumber: '+14255550123' } });
    expect(consultation?.transfer).toBeNull();
  },
);

it('transfers nobody if the caller has hung up just before the press', async () => {
  const { call, consultation } = await consultCarol(dave);
  const button = screen.getByRole('button', { name: 'Transfer Bob Baker to Dave' });
  await runAndRender(() => {
    call.changeState('Disconnected');
    fireEvent.click(button);
  });
  expect(consultation?.transfer).toBeNull();
  expect(screen.getByRole('button', { name: 'Transfer to Dave' })).toBeVisible();
});
