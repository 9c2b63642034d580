import type { CDPSession, Page } from 'playwright';

/** Reads how much processor time the main thread of a page has used. Other programs do not change this time much. */
export class MainThreadClock {
  private readonly client: CDPSession;

  private constructor(client: CDPSession) {
    this.client = client;
  }

  /** @see https://chromedevtools.github.io/devtools-protocol/tot/Performance/ */
  static async start(page: Page): Promise<MainThreadClock> {
    const client = await page.context().newCDPSession(page);
    await client.send('Performance.enable', { timeDomain: 'threadTicks' });
    return new MainThreadClock(client);
  }

  /** @returns the processor time of all tasks since the page began, in milliseconds */
  async readMs(): Promise<number> {
    const { metrics } = await this.client.send('Performance.getMetrics');
    return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN) * 1000;
  }
}
