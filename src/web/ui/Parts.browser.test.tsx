import { act, fireEvent, screen } from '@testing-library/react';
import { createElement, Suspense } from 'react';
import { beforeEach, expect, it, vi } from 'vitest';
import { createStore } from '../base/store.ts';
import { useReadable } from '../base/useReadable.ts';
import { pressButton, renderPlain } from '../fixtures/render.tsx';
import { lazyPart } from './lazyPart.tsx';
import { EachPart, FailedParts, Parts } from './Parts.tsx';

// React logs every error that a boundary catches.
beforeEach(() => void vi.spyOn(console, 'error').mockImplementation(() => undefined));

/** Renders the children, each in a `Part`, below the alert for failed parts. */
const renderParts = (...children: React.ReactNode[]) =>
  renderPlain(
    <Parts>
      <FailedParts />
      {createElement(EachPart, null, ...children)}
    </Parts>,
  );

it('C7: shows an alert for a chunk that cannot be loaded, and loads the chunk on Try again', async () => {
  let isDeployed = false;
  const load = vi.fn(async () => {
    if (!isDeployed) throw new TypeError('Failed to fetch dynamically imported module');
    return { Settings: () => <p>Settings</p> };
  });
  const Settings = lazyPart(load, 'Settings');
  await act(async () =>
    renderParts(
      <Suspense>
        <Settings />
      </Suspense>,
      <button type="button">Hang up</button>,
    ),
  );
  expect((await screen.findByRole('alert')).textContent).toContain('part-not-loaded');
  expect(screen.getByRole('button', { name: 'Hang up' })).toBeDefined();
  await pressButton('Try again');
  // The chunk was requested again, but is still missing.
  expect(load).toHaveBeenCalledTimes(2);
  isDeployed = true;
  await pressButton('Try again');
  expect(await screen.findByText('Settings')).toBeDefined();
  expect(screen.queryByRole('alert')).toBeNull();
});

it('shows a part that has been loaded before without the fallback', async () => {
  const fallback = vi.fn(() => null);
  const Fallback = () => fallback();
  const Settings = lazyPart(async () => ({ Settings: () => <p>Settings</p> }), 'Settings');
  await Settings.preload();
  renderPlain(
    <Suspense fallback={<Fallback />}>
      <Settings />
    </Suspense>,
  );
  expect(screen.getByText('Settings')).toBeDefined();
  expect(fallback).not.toHaveBeenCalled();
});

it('C7: shows one alert for all parts that throw, keeps the other parts, and brings all back on Try again', () => {
  let isBroken = true;
  const Fragile = ({ name }: { name: string }) => {
    if (isBroken) throw new Error('a secret that must not show');
    return <button type="button">{name}</button>;
  };
  renderParts(<Fragile name="Mute" />, <button type="button">Hang up</button>, <Fragile name="Hold" />);
  const hangUpButton = screen.getByRole('button', { name: 'Hang up' });
  hangUpButton.focus();
  const alert = screen.getByRole('alert');
  expect(alert.textContent).toMatch(/A part of this screen failed\..*part-failed · Error [\da-f]{8}/);
  expect(alert.textContent).not.toContain('secret');
  isBroken = false;
  const tryAgainButton = screen.getByRole('button', { name: 'Try again' });
  tryAgainButton.focus();
  fireEvent.click(tryAgainButton);
  expect(screen.getAllByRole('button').map(({ textContent }) => textContent)).toEqual([
    'Mute',
    'Hang up',
    'Hold',
  ]);
  expect(document.activeElement).toBe(hangUpButton);
});

it('C7: removes the alert when the failed part is removed', () => {
  const Broken = () => {
    throw new Error('broken');
  };
  const isShown = createStore(true);
  const Removable = () => useReadable(isShown) && createElement(EachPart, null, <Broken />);
  renderParts(<Removable />);
  expect(screen.getByRole('alert')).toBeDefined();
  act(() => isShown.set(false));
  expect(screen.queryByRole('alert')).toBeNull();
});
