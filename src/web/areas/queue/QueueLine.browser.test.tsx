import { screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { renderApp } from '../../fixtures/render.tsx';
import { createSimulatedWorkday } from '../../fixtures/simulatedWorkday.ts';
import { createQueue, type QueueCounts } from '../../workday/queue.ts';
import { QueueLine } from './QueueLine.tsx';

const renderLine = (counts: QueueCounts | null) =>
  renderApp(<QueueLine />, { workday: createSimulatedWorkday({ queue: createQueue(async () => counts) }) });

it.each([
  [{ waiting: 2, longestWaitSeconds: 75, agentsAvailable: 1 }, 'Waiting: 2Longest: 1:15Agents free: 1'],
  [{ waiting: 0, longestWaitSeconds: 0, agentsAvailable: 3 }, 'Waiting: 0Agents free: 3'],
  [null, 'The queue does not answer.'],
])('shows the queue %o as one line', async (counts, text) => {
  await renderLine(counts);
  expect(screen.getByRole('region', { name: 'Queue' })).toHaveTextContent(text);
});

it('shows nothing where the company offers no queue', async () => {
  await renderApp(<QueueLine />);
  expect(screen.queryByRole('region', { name: 'Queue' })).toBeNull();
});
