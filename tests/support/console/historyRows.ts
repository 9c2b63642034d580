import type { Page } from '@playwright/test';
import { recentCalls } from '../app/ringing.ts';
import type { ExpectedEntry } from './workHour.ts';

/**
 * A row of the history: initials (of a person without a photo), name, the number of calls if there are several, outcome, perhaps
 * the duration, and the time, which begins with a digit.
 */
const rowPattern =
  /^(?:\w{1,2})?(?<name>Crowd \d{3} \(bot\)|(?:Busy|Decline|No answer) \(bot\)|Bob Baker|Carol Chen)(?: \((?<count>\d+)\))? (?<outcome>.*?)(?: · [\d:]+)? \d/;

/** Reads the whole history, newest first. Repeated calls, which share a row, are listed one by one. */
export async function readHistory(page: Page): Promise<readonly ExpectedEntry[]> {
  const moreButton = page.getByRole('button', { name: 'Show older calls' });
  while (await moreButton.isVisible()) await moreButton.press('Enter');
  const texts = await recentCalls(page).getByRole('listitem').allTextContents();
  return texts.flatMap((text) => {
    const { name, count, outcome } = rowPattern.exec(text)?.groups ?? {};
    if (name === undefined || outcome === undefined) return [{ name: text, outcome: 'cannot be read' }];
    return Array.from({ length: Number(count ?? 1) }, () => ({ name, outcome }));
  });
}
