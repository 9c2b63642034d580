import type { Retirement, UseName } from '../core/retirement.ts';
import type { EmulatorApp } from '../http/env.ts';
import { allowCrossOrigin } from '../http/origins.ts';
import { AcsError } from './authenticate.ts';

/** The paths of services that end, none of which is emulated. Microsoft's clients send these requests. */
const retiredPaths: readonly (readonly [path: string, use: UseName])[] = [
  ['/chat/*', 'chat'],
  ['/rooms/*', 'rooms'],
  ['/sms/*', 'sms'],
  ['/emails/*', 'email'],
  ['/emails:send', 'email'],
  ['/messages/*', 'messages'],
  ['/routing/*', 'router'],
  ['/phoneNumbers/*', 'numbers'],
  ['/availablePhoneNumbers/*', 'numbers'],
];
const emulatedPaths: readonly (readonly [path: string, use: UseName])[] = [
  ['/identities/*', 'identity'],
  ['/teamsUser/*', 'teamsToken'],
  ['/access/*', 'agentToken'],
];

/** Counts the requests of Microsoft's clients to the ACS resource, and refuses those that Microsoft retires. */
export function countUses(app: EmulatorApp, retirement: Retirement): void {
  // A chat client sends its requests from the browser, which would hide the refusal without CORS.
  for (const [path] of retiredPaths) app.use(path, allowCrossOrigin);
  for (const [path, use] of [...retiredPaths, ...emulatedPaths]) {
    app.use(path, async (c, next) => {
      const refusal = c.req.method === 'OPTIONS' ? undefined : retirement.count(use);
      if (refusal) throw new AcsError(501, 'NotSupportedByEmulator', refusal.message);
      await next();
    });
  }
}
