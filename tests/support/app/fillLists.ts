import type { Page } from '@playwright/test';
import { people } from './appTest.ts';

const { alice, bob, carol, echo } = people;

/** Stores Alice's call history, as version 0.2.0 did, and favourites. A reload makes the app take the history over. */
export async function fillLists(page: Page): Promise<void> {
  await page.evaluate(
    ({ id, others }) => {
      const [bobId = '', carolId = '', echoId = ''] = others.map((oid) => `8:orgid:${oid}`);
      const hourMs = 3_600_000;
      /** @param seconds how long the call lasted; `null` for a call that nobody accepted */
      const createEntry = (
        hoursAgo: number,
        other: string | null,
        outcome: string,
        seconds: number | null = null,
      ) => {
        const at = Date.now() - hoursAgo * hourMs;
        return { key: `${hoursAgo}`, other, name: null, outcome, withVideo: false, at, seconds };
      };
      const entries = [
        createEntry(0.1, bobId, 'missed'),
        createEntry(0.3, carolId, 'answered', 754),
        createEntry(0.5, echoId, 'placed', 42),
        createEntry(26, '4:+14255550100', 'unanswered'),
        createEntry(27, bobId, 'elsewhere'),
        createEntry(60, null, 'declined'),
      ];
      localStorage.setItem(`switchboard.kept.history.${id}`, JSON.stringify({ entries, seenAt: 0 }));
      const favourites = [
        { id: bobId, name: 'Bob Baker' },
        { id: carolId, name: 'Carol Chen' },
        { id: '4:+14255550100', name: '+1 425 555 0100' },
      ];
      localStorage.setItem(`switchboard.kept.favourites.${id}`, JSON.stringify(favourites));
    },
    { id: alice.id, others: [bob.id, carol.id, echo.id] },
  );
}
