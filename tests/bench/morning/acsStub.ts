import { sendJson, startStub } from '../../../src/server/fixtures/stub.ts';
import type { AcsBehaviour } from './simulatedAcs.ts';
import { createSlidingWindow } from './slidingWindow.ts';

/** Milliseconds that an exchange takes at a stub. */
const exchangeMs = 30;

/** A stub of an ACS resource, over HTTP, that enforces its quota. */
export interface AcsStub {
  readonly url: string;
  behaviour: AcsBehaviour;
  issued: number;
  throttled: number;
  close(): Promise<void>;
}

/** @param quota the number of requests in any 30 s */
export async function startAcsStub(quota: number): Promise<AcsStub> {
  const isRefused = createSlidingWindow(quota);
  const server = await startStub((_request, response) => {
    const isThrottled = isRefused(Date.now());
    if (acs.behaviour === 'hangs') return;
    setTimeout(() => {
      if (acs.behaviour === 'fails')
        return sendJson(response, { error: { code: 'ServiceUnavailable' } }, 503);
      if (isThrottled) {
        acs.throttled += 1;
        response.setHeader('retry-after', '5');
        return sendJson(response, { error: { code: 'TooManyRequests' } }, 429);
      }
      acs.issued += 1;
      const expiresOn = new Date(Date.now() + 3_600_000).toISOString();
      return sendJson(response, { token: 'acs-token', expiresOn });
    }, exchangeMs);
  });
  const acs: AcsStub = {
    url: server.url,
    behaviour: 'works',
    issued: 0,
    throttled: 0,
    close: () => server.close(),
  };
  return acs;
}
