import { expect, it, onTestFinished } from 'vitest';
import { joinHeadsetRight } from './headsetRight.ts';

/** Simulates some tabs of one user, in one page. */
function joinTabs(count: number) {
  const name = crypto.randomUUID();
  const tabs = Array.from({ length: count }, () => joinHeadsetRight(name));
  onTestFinished(() => tabs.forEach((tab) => tab.setNeed('none')));
  const listHolders = () => tabs.map(({ hasRight }) => hasRight.get());
  return { tabs, listHolders };
}

it('gives the headset to the tab with the live call at once, and then back to the tab that waits', async () => {
  const { tabs, listHolders } = joinTabs(2);
  const [leader, other] = tabs;
  leader?.setNeed('wait');
  await expect.poll(listHolders).toEqual([true, false]);
  other?.setNeed('take');
  await expect.poll(listHolders).toEqual([false, true]);
  other?.setNeed('wait');
  other?.setNeed('none');
  await expect.poll(listHolders).toEqual([true, false]);
});

it('gives the headset to no tab when none needs it, even if a tab changed its mind before it got the headset', async () => {
  const { tabs, listHolders } = joinTabs(2);
  tabs[0]?.setNeed('take');
  tabs[0]?.setNeed('none');
  tabs[1]?.setNeed('wait');
  await expect.poll(listHolders).toEqual([false, true]);
  tabs[1]?.setNeed('none');
  await expect.poll(listHolders).toEqual([false, false]);
  tabs[0]?.setNeed('wait');
  await expect.poll(listHolders).toEqual([true, false]);
});

it('lets every tab use the headset in a browser without locks', () => {
  const tabs = [joinHeadsetRight('a', null), joinHeadsetRight('a', null)];
  tabs[0]?.setNeed('none');
  expect(tabs.map(({ hasRight }) => hasRight.get())).toEqual([true, true]);
});
