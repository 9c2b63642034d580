import { screen, within } from '@testing-library/react';
import { expect, it } from 'vitest';
import { userEvent } from 'vitest/browser';
import { runAndRender, pressButton, renderInCall } from '../../fixtures/render.tsx';
import { createSimulatedParticipant } from '../../fixtures/simulatedParticipant.ts';
import { createSimulatedPeople } from '../../fixtures/simulatedPeople.ts';
import { bob, carol } from '../../fixtures/testUsers.ts';
import { TransferPanel } from './TransferPanel.tsx';

const findRow = (name: RegExp) => screen.findByRole('row', { name });

/** Renders the panel for a user whose favourites are Bob, who is in the call, and Carol. */
function renderWithFavourites() {
  const people = createSimulatedPeople();
  for (const { rawId, name } of [bob, carol]) people.favourites.toggle({ id: rawId, name });
  return renderInCall(<TransferPanel />, { people });
}

const carolAsTarget = { targetParticipant: expect.objectContaining({ microsoftTeamsUserId: carol.oid }) };

it('shows the favourites with presence before the user types, without the participant of the call', async () => {
  await renderWithFavourites();
  expect(screen.getByRole('combobox', { name: 'Transfer to' })).toHaveFocus();
  await expect.element(await findRow(/Carol Chen Available/)).toBeVisible();
  expect(screen.getAllByRole('row')).toHaveLength(1);
});

it('does not offer an emergency number that the user has called', async () => {
  const { history } = await renderInCall(<TransferPanel />);
  const entry = {
    name: null,
    target: null,
    outcome: 'answered',
    withVideo: false,
    at: 1,
    seconds: 9,
  } as const;
  await runAndRender(() => {
    history.add({ ...entry, key: 'emergency', other: '4:911' });
    history.add({ ...entry, key: 'phone', other: '4:+14255550100' });
  });
  expect(await findRow(/425/)).toBeVisible();
  expect(screen.getAllByRole('row')).toHaveLength(1);
});

it('shows the people of the latest calls, and the directory when the user types', async () => {
  const { history } = await renderInCall(<TransferPanel />);
  expect(screen.queryAllByRole('row')).toHaveLength(0);
  await runAndRender(() =>
    history.add({
      key: 'call',
      other: '4:+14255550100',
      name: null,
      target: null,
      outcome: 'missed',
      withVideo: false,
      at: 1,
      seconds: null,
    }),
  );
  expect(await findRow(/425/)).toBeVisible();
  await userEvent.keyboard('car');
  expect(await findRow(/Carol Chen/)).toBeVisible();
  expect(screen.getAllByRole('row')).toHaveLength(1);
});

it('transfers at once to the first person whose name begins with two letters and Enter', async () => {
  const { call } = await renderWithFavourites();
  await userEvent.keyboard('ca{Enter}');
  await expect.poll(() => call.transfer?.to).toEqual(carolAsTarget);
  expect(call.state).toBe('LocalHold');
});

it('transfers to nobody when the user presses Enter before typing', async () => {
  const { call } = await renderWithFavourites();
  await userEvent.keyboard('{Enter}');
  expect(call.transfer).toBeNull();
  await userEvent.keyboard('{ArrowDown}{Enter}');
  await expect.poll(() => call.transfer?.to).toEqual(carolAsTarget);
});

it('calls the person first on Shift+Enter, and holds the call meanwhile', async () => {
  const { call, service } = await renderWithFavourites();
  await userEvent.keyboard('ca{Shift>}{Enter}{/Shift}');
  await expect.poll(() => service.startedTargets).toEqual([carol.rawId]);
  expect(call.state).toBe('LocalHold');
  expect(call.transfer).toBeNull();
});

it.each([
  ['Transfer', carolAsTarget],
  ['Voicemail', { targetParticipantVoicemail: carolAsTarget.targetParticipant }],
])('the button %s of a row transfers with one press', async (name, target) => {
  const { call } = await renderWithFavourites();
  await pressButton(name);
  expect(call.transfer?.to).toEqual(target);
});

it('transfers to a phone number, which has no voicemail', async () => {
  const { call } = await renderInCall(<TransferPanel />);
  await userEvent.keyboard('+14255550100');
  const row = await findRow(/425/);
  expect(within(row).queryByRole('button', { name: 'Voicemail' })).toBeNull();
  await userEvent.keyboard('{Enter}');
  await expect
    .poll(() => call.transfer?.to)
    .toEqual({ targetParticipant: expect.objectContaining({ phoneNumber: '+14255550100' }) });
});

it('says why the user cannot transfer a call with three participants', async () => {
  const { call } = await renderWithFavourites();
  await runAndRender(() =>
    call.setParticipants(...call.remoteParticipants, createSimulatedParticipant(carol.rawId)),
  );
  expect(screen.getByText('Not in this kind of call.')).toBeVisible();
});
