import { beforeEach, expect, it, vi } from 'vitest';
import { createAnswers } from './answers.ts';

beforeEach(() => void vi.useFakeTimers());

it('sends one request for each key, also while it is running, and keeps the answer as long as it says', async () => {
  const request = vi.fn(async (key: string) => key);
  const answers = createAnswers(request, (answer) => (answer === 'busy' ? 60_000 : Number.POSITIVE_INFINITY));
  const keys = ['bob', 'bob', 'busy'];
  expect(await Promise.all(keys.map((key) => answers.find(key)))).toEqual(keys);
  vi.advanceTimersByTime(59_999);
  for (const key of keys) await answers.find(key);
  expect(request).toHaveBeenCalledTimes(2);
  vi.advanceTimersByTime(1);
  for (const key of keys) await answers.find(key);
  expect(request).toHaveBeenCalledTimes(3);
});

it('sends no request for an answer that came by another way', async () => {
  const request = vi.fn(async (key: string) => key);
  const answers = createAnswers(request);
  answers.keep('bob', 'Bob Baker');
  expect(await answers.find('bob')).toBe('Bob Baker');
  expect(request).not.toHaveBeenCalled();
});
