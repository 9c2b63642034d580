import { screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import type { Target } from '../../calling/call/target.ts';
import { press, renderApp } from '../../fixtures/render.tsx';
import { createSimulatedRejoin } from '../../fixtures/simulatedPhone.ts';
import { bob } from '../../fixtures/testUsers.ts';
import { RejoinBar } from './RejoinBar.tsx';

const show = (target: Target | null) => renderApp(<RejoinBar />, { rejoin: createSimulatedRejoin(target) });
const toBob: Target = { kind: 'people', rawIds: [bob.rawId] };
const link = 'https://teams.microsoft.com/meet/1';

it('calls the person again whom the user talked to before the reload, once', async () => {
  const { service, block, release } = await show(toBob);
  expect(screen.getByRole('status')).toHaveTextContent('Your call with Bob Baker ended because');
  block();
  await press('Rejoin');
  expect(screen.getByRole('button', { name: 'Rejoin' })).toHaveAttribute('aria-disabled', 'true');
  await release();
  expect(service.started).toEqual([bob.rawId]);
});

it('joins the meeting again that the user left by the reload', async () => {
  const { service } = await show({ kind: 'meeting', link });
  expect(screen.getByRole('status')).toHaveTextContent('You left the Teams meeting because');
  await press('Rejoin');
  expect(service.started).toEqual([link]);
});

it('goes away when the user does not want to rejoin', async () => {
  const { service } = await show(toBob);
  await press('Do not rejoin');
  expect(screen.queryByRole('status')).toBeNull();
  expect(service.started).toEqual([]);
});
