import { screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { userEvent } from 'vitest/browser';
import { runAndRender, pressButton, renderInCall } from '../../fixtures/render.tsx';
import { createSimulatedParticipant } from '../../fixtures/simulatedParticipant.ts';
import { carol } from '../../fixtures/testUsers.ts';
import { TransferPanel } from './TransferPanel.tsx';

const getButton = (name: string) => screen.getByRole('button', { name });
const renderPanel = () => renderInCall(<TransferPanel />);
const chooseCarol = async () => {
  await userEvent.keyboard(carol.rawId);
  await expect.element(getButton('Transfer now')).not.toHaveAttribute('aria-disabled', 'true');
};
const carolAsTarget = { targetParticipant: expect.objectContaining({ microsoftTeamsUserId: carol.oid }) };

it('transfers nobody before the user has chosen a person', async () => {
  await renderPanel();
  expect(screen.getByRole('combobox', { name: 'Transfer to' })).toHaveFocus();
  for (const name of ['Transfer now', 'Ask first', 'To voicemail'])
    expect(getButton(name)).toHaveAttribute('aria-disabled', 'true');
});

it('holds the call with Bob, transfers him to Carol, and says that he is on the way', async () => {
  const { call } = await renderPanel();
  await chooseCarol();
  await pressButton('Transfer now');
  expect(call.state).toBe('LocalHold');
  expect(call.transfer?.to).toEqual(carolAsTarget);
  expect(screen.getByRole('status')).toHaveTextContent(/^Bob Baker is on the way to Carol Chen\./);
  expect(getButton('Transfer now')).toHaveAttribute('aria-disabled', 'true');
});

it('says that Carol has declined, shows the code, and lets the user take Bob back', async () => {
  const { call } = await renderPanel();
  await chooseCarol();
  await pressButton('Transfer now');
  await runAndRender(() => call.finishTransfer('Failed', { code: 603, subCode: 0 }));
  expect(screen.getByRole('status')).toHaveTextContent(
    'Carol Chen declined. The call with Bob Baker is still here.Code: 603/0',
  );
  await pressButton('Take Bob Baker back');
  expect(call.state).toBe('Connected');
  expect(screen.queryByRole('status')).toBeNull();
});

it('transfers Bob to the voicemail of a Teams user, but not to that of a phone number', async () => {
  const { call } = await renderPanel();
  await userEvent.keyboard('+14255550100');
  await expect.element(getButton('Transfer now')).not.toHaveAttribute('aria-disabled', 'true');
  expect(getButton('To voicemail')).toHaveAttribute('aria-disabled', 'true');
  await userEvent.clear(screen.getByRole('combobox'));
  await chooseCarol();
  await pressButton('To voicemail');
  expect(call.transfer?.to).toEqual({ targetParticipantVoicemail: carolAsTarget.targetParticipant });
});

it('places a call to Carol to ask her first', async () => {
  const { call, service } = await renderPanel();
  await chooseCarol();
  await pressButton('Ask first');
  expect(service.startedTargets).toEqual([carol.rawId]);
  expect(call.state).toBe('LocalHold');
  expect(call.transfer).toBeNull();
});

it('says why the user cannot transfer a call with three participants', async () => {
  const { call } = await renderPanel();
  await runAndRender(() =>
    call.setParticipants(...call.remoteParticipants, createSimulatedParticipant(carol.rawId)),
  );
  expect(screen.getByText('Not in this kind of call.')).toBeVisible();
});
