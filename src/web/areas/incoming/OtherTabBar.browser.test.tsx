import { screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { createStore } from '../../base/store.ts';
import type { TabLeadership } from '../../calling/tab/leaderTab.ts';
import { runAndRender, pressButton, renderApp } from '../../fixtures/render.tsx';
import { OtherTabBar } from './OtherTabBar.tsx';

type LeaderTabStatus = ReturnType<TabLeadership['status']['get']>;

it('says that calls ring in another tab, and makes them ring in this tab', async () => {
  const status = createStore<LeaderTabStatus>('other');
  const leaderTab = { status, takeOver: () => status.set('leader'), close: () => {} };
  const { service } = await renderApp(<OtherTabBar />, { leaderTab });
  expect(screen.getByRole('status')).toHaveTextContent(
    'Switchboard is open in another tab, and calls ring there.',
  );
  const call = service.addCall('Outgoing');
  await runAndRender(() => call.changeState('Connected'));
  expect(screen.getByRole('status')).toHaveTextContent('This call goes on here until it ends.');
  await pressButton('Use this tab');
  expect(screen.queryByRole('status')).toBeNull();
});
