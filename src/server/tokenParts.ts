import type { TokenRoute } from './app.ts';
import type { VerifyCaller } from './auth/caller.ts';
import { createEntraCaller } from './auth/entraCaller.ts';
import { createQuotas } from './exchange/quota.ts';
import { createRedisConnection } from './exchange/redis.ts';
import { shareEqualExchanges } from './exchange/shareEqualExchanges.ts';
import { createPseudonymizer, type Log } from './log.ts';
import { createResources } from './resources/createResources.ts';
import { createWebHook } from './web-hook/webHook.ts';
import type { Settings } from './settings/settings.ts';

/**
 * Creates the parts of the service that exchange tokens. A service that only serves the app has none of them.
 *
 * @param verifyCaller authenticates the user who sends a request. By default, an Entra access token does
 */
export function createTokenParts(settings: Settings, verifyCaller: VerifyCaller | undefined, log: Log) {
  const verifier = verifyCaller
    ? { verify: verifyCaller, isReady: () => Promise.resolve(true) }
    : createEntraCaller({ ...settings, log });
  const redis = settings.redis && createRedisConnection(settings.redis, settings.authority, log);
  const quotas = createQuotas({ ...settings.quota, redis });
  const { exchange, countResources } = createResources(settings, quotas, log);
  return {
    tokenRoute: {
      verifyCaller: (headers) => verifier.verify(headers),
      exchange: shareEqualExchanges(exchange),
      // With `undefined`, the pseudonyms get a random key.
      createPseudonym: createPseudonymizer(settings.logKey ?? undefined),
      countResources,
      sendEvent: settings.webHook && createWebHook(settings.webHook),
      isQuotaShared: redis && (() => redis.availability.isAvailable()),
    } satisfies TokenRoute,
    isReady: () => verifier.isReady(),
    redis,
    /** What the log entry `started` says about the exchanges. */
    facts: { acs: settings.acs[0].kind, resources: settings.acs.length, sharedQuota: redis !== null },
  };
}
