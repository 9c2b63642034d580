import { setTimeout as wait } from 'node:timers/promises';
import type { Page } from 'playwright';
import { expect, expectMovingVideos } from '../../support/app/appTest.ts';
import type { createControls } from '../../support/controls.ts';

/** What happens in a large meeting: to the app's page, and the same to the floor's page. */
export interface Load {
  /** Follows *while*, for example `20 reactions a second arrive`. */
  readonly name: string;
  readonly run: (ms: number) => Promise<unknown>;
  readonly runFloor: (ms: number) => Promise<unknown>;
}

const reactionsPerSecond = 20;
const handsPerSecond = 10;
export const videoCount = 9;
const reactionKinds = ['like', 'heart', 'laugh', 'surprised', 'applause'] as const;

/** Runs an action many times a second. It does not wait for the answers, as many people act at once. */
async function repeat(ms: number, perSecond: number, act: (count: number) => Promise<unknown>) {
  const answers: Promise<unknown>[] = [];
  const startedAt = Date.now();
  for (let passedMs = 0; passedMs < ms; passedMs = Date.now() - startedAt) {
    while (answers.length < (passedMs / 1000) * perSecond) answers.push(act(answers.length));
    await wait(10);
  }
  await Promise.all(answers);
}

/** Scrolls the nearest scrollable ancestor of an element down and up, 40 px in each frame. */
export const scroll = (page: Page, selector: string, durationMs: number): Promise<void> =>
  // No function in this callback may have a name, because tsx would wrap it in a helper that the page does not have.
  page.evaluate(
    async ([contentSelector, ms]) => {
      let scroller = document.querySelector(contentSelector)?.parentElement ?? null;
      while (scroller && !/auto|scroll/.test(getComputedStyle(scroller).overflowY))
        scroller = scroller.parentElement;
      if (!scroller) throw new Error(`Nothing scrolls around ${contentSelector}.`);
      const endAt = performance.now() + ms;
      let step = 40;
      while (performance.now() < endAt) {
        await new Promise((resolve) => {
          requestAnimationFrame(resolve);
        });
        const topBefore = scroller.scrollTop;
        scroller.scrollTop += step;
        if (scroller.scrollTop === topBefore) step = -step;
      }
    },
    [selector, durationMs] as const,
  );

/** Creates the loads of a meeting with a crowd, whose panel *People* is open. Each fails if the app does not show it. */
export function createLoads(
  controls: ReturnType<typeof createControls>,
  { page, floorPage, crowdSize }: { page: Page; floorPage: Page; crowdSize: number },
) {
  const getUpn = (index: number) =>
    `crowd${String((index % crowdSize) + 1).padStart(3, '0')}@fabrikam.example`;
  const react = (index: number) =>
    controls.runAction({
      as: getUpn(index),
      act: 'feature',
      feature: 'reaction',
      what: { reaction: reactionKinds[index % reactionKinds.length] },
    });
  /** Everyone raises a hand, and then everyone lowers it, and so on. */
  const raiseOrLowerHand = (index: number) =>
    controls.runAction({ as: getUpn(index), act: 'hand', up: Math.floor(index / crowdSize) % 2 === 0 });
  const waitForText = (text: RegExp) => page.getByText(text).first().waitFor();

  const scrolling: Load = {
    name: 'the panel scrolls',
    run: (ms) => scroll(page, '[aria-label="In this call"]', ms),
    runFloor: (ms) => scroll(floorPage, 'ul', ms),
  };
  const reactions: Load = {
    name: `${reactionsPerSecond} reactions a second arrive`,
    run: (ms) =>
      Promise.all([repeat(ms, reactionsPerSecond, react), waitForText(/Crowd \d+ \(bot\): Heart/)]),
    runFloor: (ms) => floorPage.evaluate(`showReactions(${ms}, ${1000 / reactionsPerSecond})`),
  };
  const hands: Load = {
    name: `${handsPerSecond} hands a second go up`,
    run: (ms) =>
      Promise.all([repeat(ms, handsPerSecond, raiseOrLowerHand), waitForText(/and \d+ more raised a hand/)]),
    runFloor: (ms) => floorPage.evaluate(`raiseHands(${ms}, ${1000 / handsPerSecond})`),
  };
  const all: Load = {
    name: 'all of this happens',
    run: (ms) => Promise.all([scrolling, reactions, hands].map(({ run }) => run(ms))),
    runFloor: (ms) => Promise.all([scrolling, reactions, hands].map(({ runFloor }) => runFloor(ms))),
  };
  const videos: Load = { name: `${videoCount} videos move`, run: wait, runFloor: wait };

  return {
    withoutVideos: [scrolling, reactions, hands],
    withVideos: [videos, all],
    /** Adds the videos to both pages, and waits until they move. */
    async startVideos(): Promise<void> {
      for (let index = 0; index < videoCount; index += 1) {
        await controls.runAction({ as: getUpn(index), act: 'media', media: 'echo' });
        await floorPage.evaluate('startVideo()');
      }
      for (const videos of [page.locator('video'), floorPage.locator('video')]) {
        await expect(videos).toHaveCount(videoCount, { timeout: 30_000 });
        await expectMovingVideos(videos, 30_000);
      }
    },
  };
}
