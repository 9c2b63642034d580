import { createAcsExchange, type AcsExchangeOptions, type Exchange } from '../exchange/acsExchange.ts';
import { createIdentityClient } from '../exchange/identityClient.ts';
import type { ConsumeQuota } from '../exchange/quota.ts';
import type { Log } from '../log.ts';
import type { AcsAccess } from '../settings/acsResources.ts';
import type { Settings } from '../settings/settings.ts';
import { spreadExchanges, type ResourceCounts } from './spreadExchanges.ts';

/** The time that one of several resources has for an answer, so that two attempts end within 10 s. */
export const attemptTimeoutMs = 4_000;

/**
 * Creates the function that exchanges Teams tokens for ACS tokens at the configured ACS resources. A single resource gets
 * every exchange, with a second attempt after a failure. Several resources share the users (`spreadExchanges`).
 *
 * @param createQuota creates the quota of the resource with this name
 * @param createClient creates the client that sends a resource's requests. Default: Microsoft's identity client
 * @returns in `countResources` how many resources are in service; null for a single resource, which always stays in service
 */
export function createResources(
  settings: Pick<Settings, 'acs' | 'authority' | 'appClientId'>,
  createQuota: (resource: string) => ConsumeQuota,
  log: Log,
  createClient: (access: AcsAccess, authority: string) => AcsExchangeOptions['client'] = createIdentityClient,
): { readonly exchange: Exchange; readonly countResources: (() => ResourceCounts) | null } {
  const isSingle = settings.acs.length === 1;
  const resources = settings.acs.map((access) => {
    const name = new URL(access.endpoint).host;
    const exchange = createAcsExchange({
      client: createClient(access, settings.authority),
      clientId: settings.appClientId,
      consumeQuota: createQuota(name),
      signsIn: access.kind !== 'key',
      ...(!isSingle && { deadlineMs: attemptTimeoutMs, repeats: false }),
    });
    return { name, exchange };
  });
  const [first] = resources;
  if (isSingle && first) return { exchange: first.exchange, countResources: null };
  return spreadExchanges(resources, log);
}
