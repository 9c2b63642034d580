import { beforeEach, expect, it, onTestFinished, vi } from 'vitest';
import { createSharedFavourites, maxShared } from './sharedFavourites.ts';

const minuteMs = 60_000;
let page: { hidden: boolean };
beforeEach(() => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  page = { hidden: false };
  vi.stubGlobal('document', page);
});
const person = (id: string) => ({ id, name: id });
const ann = person('8:orgid:ann');
const ben = person('4:+14255550100');

/** Begins to follow a list. `wait` returns how often it has been read after that time. */
async function follow(
  ...answers: Awaited<ReturnType<Parameters<typeof createSharedFavourites>[0] & object>>[]
) {
  const read = vi.fn(async () => answers[Math.min(read.mock.calls.length, answers.length) - 1] ?? []);
  const { list, begin } = createSharedFavourites(read);
  expect(read).not.toHaveBeenCalled();
  begin();
  begin();
  await vi.advanceTimersByTimeAsync(0);
  const wait = async (ms: number) => {
    await vi.advanceTimersByTimeAsync(ms);
    return read.mock.calls.length;
  };
  return { list, wait };
}

it('reads the list at the start and every ten minutes, while the tab is in front', async () => {
  const { list, wait } = await follow([ann], [ann], [ann, ben]);
  const { people } = list.get();
  expect(people).toEqual([ann]);
  page.hidden = true;
  expect(await wait(11 * minuteMs)).toBe(1);
  page.hidden = false;
  expect(await wait(minuteMs)).toBe(2);
  // If the server sends the same list again, the app keeps its object, so React renders nothing.
  expect(list.get().people).toBe(people);
  expect(await wait(9 * minuteMs)).toBe(2);
  expect(await wait(minuteMs)).toBe(3);
  expect(list.get().people).toEqual([ann, ben]);
});

it('keeps the people after a fault, and tries again a minute later', async () => {
  const { list, wait } = await follow([ann], '404', [ben]);
  expect(await wait(10 * minuteMs)).toBe(2);
  expect(list.get()).toEqual({ people: [ann], isShortened: false, fault: '404' });
  await wait(minuteMs);
  expect(list.get()).toEqual({ people: [ben], isShortened: false, fault: null });
});

it('lists nobody twice, and nobody whom one press may not call', async () => {
  const { list } = await follow([ann, person('4:112'), ben, ann]);
  expect(list.get()).toEqual({ people: [ann, ben], isShortened: false, fault: null });
});

it('shows the first people of a list that is too long', async () => {
  const many = Array.from({ length: maxShared + 1 }, (_person, index) => person(`8:orgid:${index}`));
  const { list } = await follow(many);
  expect(list.get()).toEqual({ people: many.slice(0, maxShared), isShortened: true, fault: null });
});

it('asks for nothing in a deployment without such a list', () => {
  createSharedFavourites(null).begin();
  expect(vi.getTimerCount()).toBe(0);
});
