import { screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { renderApp } from '../../fixtures/render.tsx';
import { createSimulatedConsents } from '../../fixtures/simulatedConsents.ts';
import { createSimulatedWorkday, createTestEvent } from '../../fixtures/simulatedWorkday.ts';
import { TodayList } from './Today.tsx';

const createWorkday = () =>
  createSimulatedWorkday({
    readEvents: async () => [createTestEvent(-60, -30), ...[0, 1, 2, 3].map((i) => createTestEvent(i, 30))],
  });

it('shows the next three meetings of today', async () => {
  await renderApp(<TodayList />, { workday: createWorkday() });
  expect(await screen.findAllByRole('button', { name: 'Join' })).toHaveLength(3);
  expect(screen.getByText('Meeting 0')).toBeVisible();
});

it('shows nothing, and asks nothing, without the user’s consent', async () => {
  await renderApp(<TodayList />, { workday: createWorkday(), consents: createSimulatedConsents('needed') });
  expect(screen.queryByRole('region')).toBeNull();
  expect(screen.queryByRole('button')).toBeNull();
});
