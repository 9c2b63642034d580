import { act, fireEvent, screen } from '@testing-library/react';
import { expect, it, vi } from 'vitest';
import { renderPlain } from '../fixtures/render.tsx';
import type { Phase } from './phase.ts';
import { createStore } from '../base/store.ts';
import { UpdateBar } from './UpdateBar.tsx';
import { watchVersion } from '../page/version.ts';

it('offers a new build only after the call has ended, and reloads only when the user presses Reload', () => {
  const inCall = createStore(true);
  const isOutdated = createStore(false);
  const reload = vi.fn();
  const phase = { kind: 'ready', inCall } as unknown as Phase;
  renderPlain(<UpdateBar phase={phase} isOutdated={isOutdated} reload={reload} />);
  act(() => isOutdated.set(true));
  expect(screen.queryByRole('status')).toBeNull();
  act(() => inCall.set(false));
  expect(screen.getByRole('status').textContent).toContain('A new version of Switchboard is ready.');
  act(() => inCall.set(true));
  expect(screen.queryByRole('status')).toBeNull();
  act(() => inCall.set(false));
  expect(reload).not.toHaveBeenCalled();
  fireEvent.click(screen.getByRole('button', { name: 'Reload' }));
  expect(reload).toHaveBeenCalledTimes(1);
});

const ownBuildId = 'build-1';
const newBuildId = 'build-2';

it('requests the deployed version every five minutes while the page is visible', async () => {
  vi.useFakeTimers();
  const fetchSpy = vi
    .spyOn(globalThis, 'fetch')
    .mockResolvedValueOnce(Response.json({ build: ownBuildId }))
    .mockResolvedValue(Response.json({ build: newBuildId }));
  let visibility: DocumentVisibilityState = 'hidden';
  vi.spyOn(document, 'visibilityState', 'get').mockImplementation(() => visibility);
  const isOutdated = watchVersion(ownBuildId);
  await vi.advanceTimersByTimeAsync(11 * 60_000);
  expect(fetchSpy).not.toHaveBeenCalled();
  visibility = 'visible';
  document.dispatchEvent(new Event('visibilitychange'));
  await vi.advanceTimersByTimeAsync(1_000);
  expect([fetchSpy.mock.calls.length, isOutdated.get()]).toEqual([1, false]);
  await vi.advanceTimersByTimeAsync(5 * 60_000);
  expect([fetchSpy.mock.calls.length, isOutdated.get()]).toEqual([2, true]);
  // The page knows of a new build, so it makes no more requests.
  await vi.advanceTimersByTimeAsync(20 * 60_000);
  expect(fetchSpy).toHaveBeenCalledTimes(2);
});

it.each([
  ['the status 404', async () => Response.json({ build: newBuildId }, { status: 404 })],
  ['an HTML page', async () => new Response('<!doctype html>')],
  ['a JSON object without a build id', async () => Response.json({ version: 1 })],
  ['a network failure', () => Promise.reject(new TypeError('Failed to fetch'))],
])('reports no new build when the request for the version ends with %s', async (_answerName, answer) => {
  const fetchSpy = vi.spyOn(globalThis, 'fetch').mockImplementation(answer);
  const isOutdated = watchVersion(ownBuildId);
  // When a chunk could not be loaded, the page requests the version at once.
  dispatchEvent(new Event('vite:preloadError'));
  await vi.waitFor(() => expect(fetchSpy).toHaveBeenCalled());
  await new Promise((resolve) => setTimeout(resolve));
  expect(isOutdated.get()).toBe(false);
});

it('makes no request in development', () => {
  const addListener = vi.spyOn(globalThis, 'addEventListener');
  // Vite's development server sets an empty build id.
  expect(watchVersion('').get()).toBe(false);
  expect(addListener).not.toHaveBeenCalled();
});
