import { setTimeout as sleep } from 'node:timers/promises';
import type { Context } from 'hono';
import type { ConditionStore } from '../core/conditionStore.ts';
import type { EmulatorState } from '../core/emulatorState.ts';
import { createPersonSubject } from '../core/acsToken.ts';
import type { AcsUser } from '../core/acsUsers.ts';
import type { AcsUserKind, Person } from '../core/people.ts';
import { createRequestWindow } from '../core/requestWindow.ts';
import type { EmulatorEnv } from '../http/env.ts';
import { AcsError } from './authenticate.ts';

/** What the exchanges of the ACS resource have in common: their quota, and how they issue tokens. */
export type Exchanges = ReturnType<typeof createExchanges>;

export function createExchanges({ acsTokens, conditions, directory, now }: EmulatorState) {
  const countExchange = createRequestWindow(now);
  /** @param id a person's object id, or an ACS user's raw id. @throws AcsError if a condition refuses the token */
  const obeyConditions = async (id: string): Promise<void> => {
    await sleep(conditions.read(id).delayExchangeMs ?? 0);
    const refusal = conditions.consumeOnce('refuseExchange', id);
    if (!refusal) return;
    const message = 'Refused because a condition of the emulator asks for it.';
    throw new AcsError(refusal.status, refusal.code, message, {
      retryAfterSeconds: refusal.retryAfterSeconds,
    });
  };
  /** @param id a person's object id, or an ACS user's raw id. @returns when a token expires, which a condition may change. */
  const chooseExpiry = (id: string, expiresOn: number): Date => {
    // A test sets these two conditions.
    const { tokenLifetimeSeconds = Infinity, acsTokenLifetimeSeconds } = conditions.read(id);
    return new Date(
      acsTokenLifetimeSeconds === undefined
        ? Math.min(expiresOn, now() + tokenLifetimeSeconds * 1000)
        : now() + acsTokenLifetimeSeconds * 1000,
    );
  };
  return {
    /**
     * Counts an exchange. ACS documents 500 exchanges in 30 s. The emulator has a quota only while a test has set one.
     * @throws AcsError 429 if the quota is used up
     * @see https://learn.microsoft.com/azure/communication-services/concepts/service-limits#identity
     */
    count(): void {
      const { exchangeQuota } = conditions.read();
      // `null` as long as the quota is not used up.
      const waitSeconds = exchangeQuota ? countExchange(exchangeQuota) : null;
      if (exchangeQuota && waitSeconds !== null) {
        const message = `At most ${exchangeQuota.requests} exchanges in ${exchangeQuota.seconds} s.`;
        throw new AcsError(429, 'TooManyRequests', message, { retryAfterSeconds: waitSeconds });
      }
    },
    /**
     * Issues the ACS token for a person whose Entra token has been checked.
     * @param expiresOn when the Entra token expires. The ACS token expires then, too, unless a condition sets its lifetime.
     * @throws AcsError if a condition refuses the exchange
     */
    async issue(person: Person, expiresOn: Date, kind: AcsUserKind) {
      await obeyConditions(person.oid);
      // A test sets the condition of the other resource.
      const { otherAcsResource = false } = conditions.read(person.oid);
      const resourceId = otherAcsResource ? directory.otherAcsResourceId : directory.acsResource.id;
      const subject = createPersonSubject(person, resourceId, kind);
      const issued = await acsTokens.issue(subject, chooseExpiry(person.oid, expiresOn.getTime()));
      return { resourceId, token: issued.token, expiresOn: formatTime(issued.expiresOn) };
    },
    /** Issues the ACS token of an ACS user. @throws AcsError if a condition refuses it */
    async issueForUser(user: AcsUser, scopes: readonly string[], lifetimeMs: number) {
      const { rawId } = user;
      await obeyConditions(rawId);
      const subject = { rawId, resourceId: directory.acsResource.id, scopes };
      const issued = await acsTokens.issue(subject, chooseExpiry(rawId, now() + lifetimeMs));
      user.lastTokenIssuedAt = now();
      return { token: issued.token, expiresOn: formatTime(issued.expiresOn) };
    },
  };
}

/** As in ACS's answers, the time zone is a number. */
export const formatTime = (time: Date): string => time.toISOString().replace('Z', '+00:00');

/** @throws AcsError 403 for a person without a Teams licence */
export function requireLicence(person: Person, conditions: ConditionStore): void {
  if (person.teamsLicence && !conditions.read(person.oid).noLicence) return;
  throw new AcsError(403, 'Forbidden', 'The user has no eligible Teams license.');
}

/** @throws AcsError 400 for a request without one of these API versions */
export function requireApiVersion(c: Context<EmulatorEnv>, supported: readonly string[]): void {
  if (supported.includes(c.req.query('api-version') ?? '')) return;
  throw new AcsError(400, 'UnsupportedApiVersion', `Supported versions: ${supported.join(', ')}.`);
}

/** Parses a JSON body. @throws AcsError 400 for a body that is not JSON */
export function parseJson(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    throw new AcsError(400, 'BadRequest', 'The request body is not JSON.');
  }
}
