import { screen, within } from '@testing-library/react';
import { expect, it } from 'vitest';
import { userEvent } from 'vitest/browser';
import { listRenderedKeys, runAndRender, renderInCall } from '../../fixtures/render.tsx';
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

it('renders nothing but the row of a participant who changes, if it is near the visible rows', async () => {
  const { call, crowd, list } = await renderCrowd();
  const change = (number: number) => [
    () => crowd[number - 1]?.changeMembers({ isMuted: true }, 'isMutedChanged'),
    () => crowd[number - 1]?.changeMembers({ state: 'Hold' }, 'stateChanged'),
    () => call.features.RaiseHand.raiseHandOf(`8:orgid:${oidOf(number)}`),
  ];
  const renderedKeys: string[][] = [];
  for (const changeRow of [...change(5), ...change(301)])
    renderedKeys.push(await listRenderedKeys(changeRow));
  // A row whose participant changes translates the label of its menu again.
  expect(renderedKeys).toEqual([
    ['call.muted', 'people.actions'],
    ['call.muted', 'people.actions', 'people.states.Hold'],
    ['call.muted', 'people.handUp'],
    [],
    [],
    [],
  ]);
  expect(within(list).getByRole('img', { name: 'Muted' })).toBeVisible();
  expect(within(list).getByRole('img', { name: 'Hand raised' })).toBeVisible();
});
