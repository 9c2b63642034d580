import { screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { pressButton, renderApp, runAndRender } from '../../fixtures/render.tsx';
import { bob, carol } from '../../fixtures/testUsers.ts';
import { PeopleView } from './PeopleView.tsx';

async function renderAtWidth(width: number) {
  const app = await renderApp(
    <div style={{ width, height: 500, display: 'flex' }}>
      <PeopleView />
    </div>,
  );
  await runAndRender(() => app.people.favourites.toggle({ id: bob.rawId, name: bob.name }));
  return app;
}

it('shows the details of a person beside the list, and marks the row of the person', async () => {
  await renderAtWidth(1000);
  await pressButton(/^Bob Baker/);
  const details = await screen.findByRole('region', { name: 'About Bob Baker' });
  await expect.poll(() => details.textContent).toContain(bob.upn);
  expect(screen.queryByRole('dialog')).toBeNull();
  expect(screen.getByRole('button', { name: /^Bob Baker/ })).toHaveAttribute('aria-current', 'true');
});

it('opens a person card where there is no room beside the list', async () => {
  await renderAtWidth(320);
  await pressButton(/^Bob Baker/);
  expect(await screen.findByRole('dialog', { name: 'About Bob Baker' })).toHaveTextContent('Bob Baker');
});

it('in a wide list, shows the presence as a chip at the end of each row, beside the name and the work', async () => {
  const { people } = await renderAtWidth(1000);
  await runAndRender(() => people.favourites.toggle({ id: carol.rawId, name: carol.name }));
  const chips = await screen.findAllByText('Available');
  expect(chips).toHaveLength(2);
  for (const chip of chips) {
    const row = chip.closest('button') as HTMLElement;
    const [place, name] = [chip, row.querySelector('bdi') as HTMLElement].map((element) =>
      element.getBoundingClientRect(),
    );
    const { right, top, bottom } = row.getBoundingClientRect();
    expect(right - (place?.right ?? 0)).toBeLessThan(8);
    expect(place?.left).toBeGreaterThan(name?.right ?? Number.POSITIVE_INFINITY);
    expect(Math.abs((place?.top ?? 0) + (place?.bottom ?? 0) - top - bottom)).toBeLessThan(4);
    expect(getComputedStyle(chip).backgroundColor).not.toBe(getComputedStyle(row).backgroundColor);
  }
});
