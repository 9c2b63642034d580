import { screen } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { renderApp } from '../fixtures/render.tsx';
import { bob } from '../fixtures/testUsers.ts';
import { Console } from './Console.tsx';

afterEach(() => page.viewport(1280, 800));

const Part = ({ name }: { name: string }) => <button type="button">{name}</button>;

it.each([
  [1280, ['rail', 'messages', 'call', 'calls', 'favourites']],
  [800, ['rail', 'messages', 'calls', 'call']],
  [390, ['messages', 'calls', 'call', 'rail']],
])('the Tab key follows the parts of the console as a window of %i px shows them', async (width, order) => {
  await page.viewport(width, 800);
  const { connectCall } = await renderApp(
    <div style={{ display: 'flex', flexDirection: 'column', height: '100vh' }}>
      <Console
        rail={<Part name="rail" />}
        messages={<Part name="messages" />}
        dialBox={null}
        calls={<Part name="calls" />}
        favourites={<Part name="favourites" />}
        CallScreen={() => <Part name="call" />}
        preview={vi.fn()}
      />
    </div>,
  );
  await connectCall(bob.rawId);
  await screen.findByRole('button', { name: 'call' }, { timeout: 8_000 });
  const reached: (string | null)[] = [];
  for (const _part of order) {
    // oxlint-disable-next-line no-await-in-loop -- The presses follow one another.
    await userEvent.keyboard('{Tab}');
    reached.push(document.activeElement?.textContent ?? null);
  }
  expect(reached).toEqual(order);
});
