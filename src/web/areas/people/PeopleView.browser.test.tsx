import { screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { pressButton, renderApp, runAndRender } from '../../fixtures/render.tsx';
import { bob } from '../../fixtures/testUsers.ts';
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
