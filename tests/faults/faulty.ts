import type { Page } from '@playwright/test';
import type { Conditions } from '../../src/emulator/conditions.ts';
import type { System } from '../e2e/system.ts';
import { control, dial, expect, inCall, people } from '../e2e/test.ts';

/** The emulator's own controls, for one person or everyone. */
export function controls({ emulator }: System) {
  const ask = async (method: string, path: string, body?: object) => {
    const response = await fetch(`${emulator.url}/emulator/${path}`, {
      method,
      headers: { 'x-emulator-secret': emulator.secret, 'content-type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    });
    expect(response.status).toBe(200);
  };
  return {
    set: (conditions: Conditions) => ask('POST', 'conditions', conditions),
    reset: () => ask('DELETE', 'conditions'),
    revoke: (user: string) => ask('POST', 'revoke', { user }),
  };
}

/** Counts what the page asks of a path, and where its own window goes. */
export function watch(page: Page) {
  const exchanges: number[] = [];
  const visits: string[] = [];
  page.on('request', (request) => {
    if (request.method() === 'POST' && request.url().endsWith('/api/token')) exchanges.push(Date.now());
    if (request.isNavigationRequest() && request.frame() === page.mainFrame()) visits.push(request.url());
  });
  return {
    /** When each exchange was asked for, in milliseconds. */
    exchanges,
    /** Every page that the window was sent to. */
    visits,
    forget() {
      exchanges.length = 0;
      visits.length = 0;
    },
  };
}

/** In a call with Echo. */
export async function callEcho(page: Page): Promise<void> {
  await dial(page, people.echo.id, 'Call');
  await expectCall(page);
}

/** The call is up and hang-up can be reached. */
export async function expectCall(page: Page): Promise<void> {
  await expect(inCall(page).getByText('Connected', { exact: true })).toBeVisible();
  await expect(control(page, 'Hang up')).toBeEnabled();
}
