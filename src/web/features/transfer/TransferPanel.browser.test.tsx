import { screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { userEvent } from 'vitest/browser';
import { play, press, renderInCall } from '../../fixtures/render.tsx';
import { createSimulatedParticipant } from '../../fixtures/simulatedParticipant.ts';
import { carol } from '../../fixtures/testUsers.ts';
import { TransferPanel } from './TransferPanel.tsx';

const button = (name: string) => screen.getByRole('button', { name });
const show = () => renderInCall(<TransferPanel />);
const chooseCarol = async () => {
  await userEvent.keyboard(carol.rawId);
  await expect.element(button('Transfer now')).not.toHaveAttribute('aria-disabled', 'true');
};
const toCarol = { targetParticipant: expect.objectContaining({ microsoftTeamsUserId: carol.oid }) };

it('transfers nobody before a person is chosen', async () => {
  await show();
  expect(screen.getByRole('combobox', { name: 'Transfer to' })).toHaveFocus();
  for (const name of ['Transfer now', 'Ask first', 'To voicemail'])
    expect(button(name)).toHaveAttribute('aria-disabled', 'true');
});

it('holds Bob, sends him to Carol, and says how that goes', async () => {
  const { call } = await show();
  await chooseCarol();
  await press('Transfer now');
  expect(call.state).toBe('LocalHold');
  expect(call.transfer?.to).toEqual(toCarol);
  expect(screen.getByRole('status')).toHaveTextContent(/^Bob Baker is on the way to Carol Chen\./);
  expect(button('Transfer now')).toHaveAttribute('aria-disabled', 'true');
});

it('says who declined, with the code, and takes Bob back', async () => {
  const { call } = await show();
  await chooseCarol();
  await press('Transfer now');
  await play(() => call.settleTransfer('Failed', { code: 603, subCode: 0 }));
  expect(screen.getByRole('status')).toHaveTextContent(
    'Carol Chen declined. The call with Bob Baker is still here.Code: 603/0',
  );
  await press('Take Bob Baker back');
  expect(call.state).toBe('Connected');
  expect(screen.queryByRole('status')).toBeNull();
});

it('sends Bob to the voicemail of a Teams user, but not to one of a phone number', async () => {
  const { call } = await show();
  await userEvent.keyboard('+14255550100');
  await expect.element(button('Transfer now')).not.toHaveAttribute('aria-disabled', 'true');
  expect(button('To voicemail')).toHaveAttribute('aria-disabled', 'true');
  await userEvent.clear(screen.getByRole('combobox'));
  await chooseCarol();
  await press('To voicemail');
  expect(call.transfer?.to).toEqual({ targetParticipantVoicemail: toCarol.targetParticipant });
});

it('places a call to Carol to ask her first', async () => {
  const { call, service } = await show();
  await chooseCarol();
  await press('Ask first');
  expect(service.started).toEqual([carol.rawId]);
  expect(call.state).toBe('LocalHold');
  expect(call.transfer).toBeNull();
});

it('says why a call of three cannot be transferred', async () => {
  const { call } = await show();
  await play(() => call.setParticipants(...call.remoteParticipants, createSimulatedParticipant(carol.rawId)));
  expect(screen.getByText('Not in this kind of call.')).toBeVisible();
});
