import { screen, within } from '@testing-library/react';
import { expect, it, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { runAndRender, renderInCall } from '../../fixtures/render.tsx';
import { i18n } from '../../fixtures/i18n.ts';
import { createSimulatedParticipant } from '../../fixtures/simulatedParticipant.ts';
import { people } from './people.ts';
import { PeoplePanel } from './PeoplePanel.tsx';

const oidOf = (number: number) => `c0000000-0000-4000-8000-${String(number).padStart(12, '0')}`;

/** Renders the panel, 600 px high, in a meeting of the user and 350 others, who have numbers in place of names. */
async function renderCrowd() {
  const app = await renderInCall(
    <div style={{ display: 'flex', height: '600px' }}>
      <PeoplePanel />
    </div>,
    { features: [people] },
  );
  const crowd = Array.from({ length: 350 }, (_, index) =>
    createSimulatedParticipant(`8:orgid:${oidOf(index + 1)}`),
  );
  await runAndRender(() => app.call.setParticipants(...crowd));
  const list = screen.getByRole('list', { name: 'In this call' });
  await expect.poll(() => within(list).getAllByRole('listitem').length).toBeLessThan(60);
  return { ...app, crowd, list };
}

it('counts 351 participants, and renders only the rows near the visible ones', async () => {
  const { list } = await renderCrowd();
  expect(screen.getByRole('heading', { name: 'In this call (351)' })).toBeVisible();
  const rows = within(list).getAllByRole('listitem');
  expect(rows[0]).toHaveAttribute('aria-setsize', '351');
  expect(rows.map((row) => row.getAttribute('aria-posinset')).slice(0, 3)).toEqual(['1', '2', '3']);
  const scroller = screen.getByRole('complementary', { name: 'People' });
  scroller.scrollTop = scroller.scrollHeight;
  await expect.poll(() => within(list).queryByText(oidOf(350))).toBeVisible();
  expect(within(list).queryByText(oidOf(1))).toBeNull();
});

it('moves the focus with the arrow keys to every row, also to rows that are not rendered yet', async () => {
  await renderCrowd();
  const buttonOf = (number: number) =>
    screen.getByRole('button', { name: `More options for ${oidOf(number)}` });
  buttonOf(1).focus();
  await userEvent.keyboard('{ArrowDown}');
  await expect.poll(() => document.activeElement).toBe(buttonOf(2));
  await userEvent.keyboard('{End}');
  await expect.poll(() => document.activeElement?.getAttribute('aria-label')).toContain(oidOf(350));
  await userEvent.keyboard('{ArrowUp}');
  await expect.poll(() => document.activeElement?.getAttribute('aria-label')).toContain(oidOf(349));
});

it('finds participants by their names', async () => {
  const { list } = await renderCrowd();
  await userEvent.fill(screen.getByRole('searchbox', { name: 'Find a participant' }), '000349');
  await expect.poll(() => within(list).getAllByRole('listitem')).toHaveLength(1);
  expect(within(list).getByText(oidOf(349))).toBeVisible();
  await expect.element(screen.getByText('1 participant found')).toBeVisible();
});

/**
 * Counts renders by the texts that components translate. Each rendering of a row translates the label of the row's menu.
 * @returns the names in these labels, and the keys of all texts that are not in a row of the list
 */
async function watchRenders(change: () => unknown): Promise<{ rows: unknown[]; otherKeys: string[] }> {
  const translate = vi.spyOn(i18n, 't');
  await runAndRender(change);
  const calls = translate.mock.calls.map(([key, values]) => ({ key: String(key), values }));
  translate.mockRestore();
  const inRow = new Set(['people.actions', 'people.handUp', 'call.muted', 'people.states.Hold']);
  return {
    rows: calls
      .filter(({ key }) => key === 'people.actions')
      .map(({ values }) => (values as { name: string }).name),
    otherKeys: calls.map(({ key }) => key).filter((key) => !inRow.has(key)),
  };
}

it('renders nothing but the row of a participant who changes, and renders that row once', async () => {
  const { call, crowd, list } = await renderCrowd();
  const participant = crowd[4];
  for (const change of [
    () => participant?.changeMembers({ isMuted: true }, 'isMutedChanged'),
    () => participant?.changeMembers({ state: 'Hold' }, 'stateChanged'),
    () => call.features.RaiseHand.raiseHandOf(`8:orgid:${oidOf(5)}`),
  ])
    expect(await watchRenders(change)).toEqual({ rows: [oidOf(5)], otherKeys: [] });
  expect(within(list).getByRole('img', { name: 'Muted' })).toBeVisible();
  expect(within(list).getByRole('img', { name: 'Hand raised' })).toBeVisible();
});

it('renders no row when a participant changes whose row is not rendered', async () => {
  const { call, crowd } = await renderCrowd();
  for (const change of [
    () => crowd[300]?.changeMembers({ isMuted: true }, 'isMutedChanged'),
    () => call.features.RaiseHand.raiseHandOf(`8:orgid:${oidOf(301)}`),
  ])
    expect(await watchRenders(change)).toEqual({ rows: [], otherKeys: [] });
});
