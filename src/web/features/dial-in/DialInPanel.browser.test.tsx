import { screen } from '@testing-library/react';
import { expect, it, vi } from 'vitest';
import { pressButton, renderInCall, renderInMenu, runAndRender } from '../../fixtures/render.tsx';
import { dialIn, DialInItem, DialInPanel } from './DialInPanel.tsx';

it('shows the phone numbers and the conference id of the meeting, and copies them', async () => {
  const writeText = vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue();
  await renderInCall(<DialInPanel />, { features: [dialIn] });
  const numbers = screen.getByRole('list', { name: 'Dial-in numbers' });
  expect([...numbers.children].map(({ textContent }) => textContent)).toEqual([
    '+1 425 555 0123United States, Seattle',
    '+1 800 555 0123United States · toll-free',
  ]);
  expect(screen.getByText('Conference ID: 123456789#')).toBeVisible();
  await pressButton('Copy dial-in details');
  expect(writeText).toHaveBeenCalledWith(
    '+1 425 555 0123 (United States, Seattle)\n+1 800 555 0123 (United States · toll-free)\nConference ID: 123456789#',
  );
  expect(screen.getByRole('status')).toHaveTextContent('Copied');
});

it.each([
  ['19:meeting_Weekly@thread.v2', 1],
  ['19:group@thread.v2', 0],
])('in a call with the thread %s has %i items in the menu', async (threadId, itemCount) => {
  const { call } = await renderInMenu(<DialInItem />, { features: [dialIn] });
  call.info.threadId = threadId;
  await runAndRender(() => call.hold());
  await pressButton('More');
  expect(screen.queryAllByRole('menuitem', { name: 'Dial-in details' })).toHaveLength(itemCount);
});
