import type { Page } from 'playwright';

/** Dismisses all messages. The next one takes the place of the dismissed one. */
export async function dismissMessages(page: Page): Promise<void> {
  const dismiss = page
    .getByRole('region', { name: 'What happened' })
    .getByRole('button', { name: 'Dismiss' });
  while ((await dismiss.count()) > 0) await dismiss.first().click({ timeout: 8_000 });
}
