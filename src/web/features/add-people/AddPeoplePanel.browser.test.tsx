import { getIdentifierRawId } from '@azure/communication-common';
import { screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { userEvent } from 'vitest/browser';
import { fail } from '../../errors/problem.ts';
import { play, press, renderInCall, type AppParts } from '../../fixtures/render.tsx';
import { bob, carol } from '../../fixtures/testUsers.ts';
import { addPeople } from './addPeople.ts';
import { AddPeoplePanel } from './AddPeoplePanel.tsx';

const show = (parts: AppParts = {}) => renderInCall(<AddPeoplePanel />, { features: [addPeople], ...parts });
const box = () => screen.getByRole('combobox', { name: 'People to add' });
const add = () => screen.getByRole('button', { name: 'Add to the call' });

it('calls the chosen person into the call and empties the box', async () => {
  const { call } = await show();
  expect(box()).toHaveFocus();
  expect(add()).toHaveAttribute('aria-disabled', 'true');
  expect(screen.getByText('This becomes a group call with its own chat.')).toBeVisible();
  await userEvent.keyboard('carol');
  await expect.element(add()).not.toHaveAttribute('aria-disabled', 'true');
  await press('Add to the call');
  const rawIds = call.remoteParticipants.map(({ identifier }) => getIdentifierRawId(identifier));
  expect(rawIds).toEqual([bob.rawId, carol.rawId]);
  expect(call.info.threadId).toBe('19:new@thread.v2');
  expect(box()).toHaveValue('');
});

it('adds nobody, and tells the user, when the organisation allows no chat', async () => {
  const { call, phone } = await show({ createThread: async () => fail('no-group-chat') });
  await userEvent.keyboard(carol.rawId);
  await expect.element(add()).not.toHaveAttribute('aria-disabled', 'true');
  await press('Add to the call');
  expect(call.remoteParticipants).toHaveLength(1);
  expect(phone.state.get().problems.map(({ code }) => code)).toEqual(['no-group-chat']);
});

it('says instead of its introduction why the user may add nobody', async () => {
  const { call } = await show();
  await play(() => call.features.Capabilities.take('addTeamsUser', 'RoleRestricted'));
  expect(screen.getByText('Your role in this call does not allow it.')).toBeVisible();
  expect(screen.queryByText(/They are called now/)).toBeNull();
});
