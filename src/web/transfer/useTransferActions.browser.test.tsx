import { fireEvent, screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { pressButton, renderInCall, runAndRender } from '../fixtures/render.tsx';
import { alice, bob, carol } from '../fixtures/testUsers.ts';
import { PersonCallButtons } from '../person-card/CallActions.tsx';

const dave = { rawId: '4:+14255550123', name: 'Dave' };

const renderButtons = (state: 'Ringing' | 'Connected') =>
  renderInCall(
    [alice, bob, carol, dave].map(({ rawId, name }) => (
      <PersonCallButtons key={rawId} rawId={rawId} name={name} />
    )),
    {},
    (call) => call.changeState(state),
  );
const listTransfers = () =>
  screen.queryAllByRole('button', { name: /^Transfer/ }).map(({ ariaLabel }) => ariaLabel);

it('offers to transfer a connected 1:1 call to people who are not in the call, unless it is being transferred', async () => {
  const { call } = await renderButtons('Ringing');
  expect(listTransfers()).toEqual([]);
  await runAndRender(() => call.changeState('Connected'));
  const transfers = ['Transfer to Carol Chen', 'Transfer to Dave'];
  expect(listTransfers()).toEqual(transfers);
  await pressButton('Transfer to Dave');
  expect(call.transfer?.to).toMatchObject({ targetParticipant: { phoneNumber: '+14255550123' } });
  expect(listTransfers()).toEqual([]);
  await runAndRender(() => call.finishTransfer('Failed', { code: 603, subCode: 0 }));
  expect(listTransfers()).toEqual(transfers);
  await runAndRender(() => call.setParticipants(...call.remoteParticipants, carol.rawId));
  expect(listTransfers()).toEqual([]);
});

/** Lets the user of a call with Bob consult Carol, who answers. */
async function consultCarol() {
  const { call, service } = await renderButtons('Connected');
  await pressButton('Consult Carol Chen');
  expect(service.startedTargets).toEqual([carol.rawId]);
  expect(call.state).toBe('LocalHold');
  const consultation = service.calls.at(-1);
  await runAndRender(() => consultation?.connectTo(carol.rawId));
  return { call, consultation };
}

it('transfers the waiting call into the consultation', async () => {
  const { call, consultation } = await consultCarol();
  await pressButton('Transfer Bob Baker to Carol Chen');
  expect(call.transfer?.to).toEqual({ targetCallId: consultation?.id });
});

it.each([false, true])(
  'during a consultation, transfers the caller to a third person, also after consulting that person: %s',
  async (isConsulted) => {
    const { call, consultation } = await consultCarol();
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
  const { call, consultation } = await consultCarol();
  const button = screen.getByRole('button', { name: 'Transfer Bob Baker to Dave' });
  await runAndRender(() => {
    call.changeState('Disconnected');
    fireEvent.click(button);
  });
  expect(consultation?.transfer).toBeNull();
  expect(screen.getByRole('button', { name: 'Transfer to Dave' })).toBeVisible();
});
