import { screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { pressButton, renderInCall } from '../../fixtures/render.tsx';
import { HiddenCountTile } from './SpecialTiles.tsx';

it('says how many participants have no tile, and opens the list of all participants', async () => {
  await renderInCall(<HiddenCountTile count={334} className="" />);
  expect(screen.getByRole('group', { name: '334 more people' })).toHaveTextContent('+334');
  await pressButton('+334 Show all people');
  expect(screen.getByText('Open panel: people')).toBeVisible();
});
