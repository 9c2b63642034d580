import { expect, it, vi } from 'vitest';
import { isRenderingPaused, pauseRendering, withPauses } from './renderingPause.ts';
import { createStore } from './store.ts';

it('is paused until every pause is over, even if one ends twice', () => {
  const endFirst = pauseRendering();
  const endSecond = pauseRendering();
  endFirst();
  endFirst();
  expect(isRenderingPaused.get()).toBe(true);
  endSecond();
  expect(isRenderingPaused.get()).toBe(false);
});

it('keeps its value during a pause, and tells its watchers when the pause is over', () => {
  const store = createStore('first');
  const view = withPauses(store);
  const onChange = vi.fn();
  const stop = view.subscribe(onChange);
  store.set('before');
  expect([view.get(), onChange.mock.calls.length]).toEqual(['before', 1]);
  const endPause = pauseRendering();
  onChange.mockClear();
  store.set('after');
  expect([view.get(), onChange.mock.calls.length]).toEqual(['before', 0]);
  endPause();
  expect([view.get(), onChange.mock.calls.length]).toEqual(['after', 1]);
  stop();
  store.set('later');
  expect(onChange).toHaveBeenCalledTimes(1);
});
