import { getIdentifierRawId } from '@azure/communication-common';
import { screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { userEvent } from 'vitest/browser';
import { addPeople } from '../../add-people/addPeople.ts';
import { pressButton, renderInCall } from '../../fixtures/render.tsx';
import { bob, carol } from '../../fixtures/testUsers.ts';
import { AddPeoplePanel } from './AddPeoplePanel.tsx';

const getPeopleBox = () => screen.getByRole('combobox', { name: 'People to add' });
const getAddButton = () => screen.getByRole('button', { name: 'Add to the call' });

it('adds the chosen person to the call, and empties the box', async () => {
  const { call } = await renderInCall(<AddPeoplePanel />, { features: [addPeople] });
  expect(getPeopleBox()).toHaveFocus();
  expect(getAddButton()).toHaveAttribute('aria-disabled', 'true');
  expect(screen.getByText('This becomes a group call. Its chat stays in Teams.')).toBeVisible();
  await userEvent.keyboard('carol');
  await expect.element(getAddButton()).not.toHaveAttribute('aria-disabled', 'true');
  await pressButton('Add to the call');
  const rawIds = call.remoteParticipants.map(({ identifier }) => getIdentifierRawId(identifier));
  expect(rawIds).toEqual([bob.rawId, carol.rawId]);
  expect(call.info.threadId).toBe('19:new@thread.v2');
  expect(getPeopleBox()).toHaveValue('');
});
