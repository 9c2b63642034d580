import { createIdentifierFromRawId } from '@azure/communication-common';
import { screen, within } from '@testing-library/react';
import { expect, it } from 'vitest';
import { pressButton, renderApp, runAndRender } from '../../fixtures/render.tsx';
import { bob } from '../../fixtures/testUsers.ts';
import { RingingRows } from './RingingRows.tsx';
import { IncomingCalls } from './IncomingCalls.tsx';

it('lists a ringing call for screen readers, shows its row only while it has the focus, and moves the focus to the card', async () => {
  document.body.innerHTML = '<div id="ringing"></div>';
  const { service } = await renderApp(
    <>
      <input aria-label="Other" ref={(input) => input?.focus()} />
      <ul>
        <RingingRows />
      </ul>
      <IncomingCalls />
    </>,
  );
  await runAndRender(
    () => void service.ringIncomingCall({ identifier: createIdentifierFromRawId(bob.rawId) }),
  );
  const row = screen.getByRole('listitem', { name: 'Bob Baker, Ringing…' });
  expect(row.getBoundingClientRect().height).toBeLessThan(5);
  await runAndRender(() => within(row).getByRole('button').focus());
  expect(row.getBoundingClientRect().height).toBeGreaterThan(30);
  await pressButton('Bob Baker, Ringing…');
  expect(screen.getByRole('alertdialog')).toHaveFocus();
  expect(row.getBoundingClientRect().height).toBeLessThan(5);
});
