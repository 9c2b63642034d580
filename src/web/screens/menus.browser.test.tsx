import { createIdentifierFromRawId } from '@azure/communication-common';
import { screen } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { renderConsole } from '../fixtures/renderConsole.tsx';
import { runAndRender } from '../fixtures/render.tsx';
import { bob } from '../fixtures/testUsers.ts';

afterEach(() => page.viewport(1280, 800));

type App = Awaited<ReturnType<typeof renderConsole>>;
const ring = ({ service }: App) =>
  runAndRender(() => service.ringIncomingCall({ identifier: createIdentifierFromRawId('4:+14255550100') }));

/** States of the app in which a press that misses the menu, and hits the row under it, would reach another person. */
const states = {
  'no call': async () => {},
  'a ringing call': ring,
  'a call': async ({ connectCall }: App) => void (await connectCall('4:+14255550100')),
  'a consultation': async ({ connectCall, service }: App) => {
    await connectCall('4:+14255550100');
    const [consultButton] = screen.getAllByRole('button', { name: 'Consult' });
    await runAndRender(() => consultButton?.click());
    await runAndRender(() => service.calls.at(-1)?.connectTo(bob.rawId));
  },
  'a call on hold and a ringing call': async (app: App) => {
    const call = await app.connectCall('4:+14255550101');
    await runAndRender(() => call.hold());
    await ring(app);
  },
};

/** Presses what is at the centre of an element, as the pointer does. @returns what was pressed, if it was not the element */
function findCover(element: Element): string | null {
  const { x, y, width, height } = element.getBoundingClientRect();
  const hit = document.elementFromPoint(x + width / 2, y + height / 2);
  return hit && element.contains(hit)
    ? null
    : `${element.textContent} is under ${hit?.outerHTML.slice(0, 120)}`;
}

it.each(
  [1280, 1700].flatMap((width) => Object.entries(states).map(([state, enter]) => ({ width, state, enter }))),
)(
  'every control, and every entry of a menu, gets the press at its centre: $state, $width px',
  async ({ width, enter }) => {
    const app = await renderConsole(width);
    await runAndRender(() => app.people.favourites.addGroup('Desk'));
    await enter(app);
    const controls = [...document.querySelectorAll('button, input, a[href]')].filter(
      // The rows of ringing calls are for screen readers and the keyboard.
      (control) => control.checkVisibility() && !control.closest('[data-ringing]'),
    );
    expect(controls.length).toBeGreaterThan(8);
    expect(controls.map(findCover).filter(Boolean)).toEqual([]);
    const started = app.service.startedTargets.length;
    for (const name of ['More options for Bob Baker', 'More options for the group Desk']) {
      // oxlint-disable no-await-in-loop -- Only one menu is open at a time.
      await userEvent.click(screen.getByRole('button', { name }));
      const items = await screen.findAllByRole('menuitem');
      expect(items.map(findCover).filter(Boolean)).toEqual([]);
      await userEvent.keyboard('{Escape}');
      await expect.poll(() => screen.queryAllByRole('menuitem')).toEqual([]);
      // oxlint-enable no-await-in-loop
    }
    await userEvent.click(screen.getByRole('button', { name: 'More options for Bob Baker' }));
    await userEvent.click(await screen.findByRole('menuitem', { name: 'Move to Desk' }));
    await expect.poll(() => app.people.favourites.groups.get().at(-1)?.people.length).toBe(1);
    expect(app.service.startedTargets).toHaveLength(started);
  },
);
