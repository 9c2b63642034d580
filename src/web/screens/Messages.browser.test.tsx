import { screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { createStore } from '../base/store.ts';
import type { TabLeadership } from '../calling/tab/leaderTab.ts';
import { renderApp, runAndRender } from '../fixtures/render.tsx';
import { createSimulatedRejoin } from '../fixtures/simulatedPhone.ts';
import { bob } from '../fixtures/testUsers.ts';
import { Messages } from './Messages.tsx';

type LeaderTabStatus = ReturnType<TabLeadership['status']['get']>;

it('places no call when the user presses Use this tab twice while the app offers to rejoin a call', async () => {
  const status = createStore<LeaderTabStatus>('other');
  const leaderTab = { status, takeOver: () => status.set('leader'), close: () => {} };
  const rejoin = createSimulatedRejoin({ kind: 'people', rawIds: [bob.rawId] });
  const ignore = () => {};
  const { service } = await renderApp(<Messages onSignIn={ignore} onRetry={ignore} onCheckSetUp={ignore} />, {
    leaderTab,
    rejoin,
  });
  const { left, top, width, height } = (
    await screen.findByRole('button', { name: 'Use this tab' })
  ).getBoundingClientRect();
  /** Presses whatever is in the place of the button now. */
  const pressPlace = () =>
    runAndRender(() => {
      const element = document.elementFromPoint(left + width / 2, top + height / 2);
      element?.closest('button')?.click();
    });
  await pressPlace();
  expect(status.get()).toBe('leader');
  await pressPlace();
  expect(service.startedTargets).toEqual([]);
});
