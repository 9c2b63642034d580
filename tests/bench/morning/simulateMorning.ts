import type { Caller } from '../../../src/server/auth/caller.ts';
import type { Exchange } from '../../../src/server/exchange/acsExchange.ts';
import { tenant } from '../../../src/server/fixtures/entra.ts';
import { createQuotas } from '../../../src/server/exchange/quota.ts';
import { shareEqualExchanges } from '../../../src/server/exchange/shareEqualExchanges.ts';
import { HttpError } from '../../../src/server/httpError.ts';
import type { Log } from '../../../src/server/log.ts';
import { createResources } from '../../../src/server/resources/createResources.ts';
import type { AcsResources } from '../../../src/server/settings/acsResources.ts';
import { checkPersonQuota } from '../../../src/server/settings/checks.ts';
import { createCredential, requestFirstToken } from '../../../src/web/backend/credential.ts';
import type { AcsToken, TokenHook } from '../../../src/web/backend/tokenHook.ts';
import { ok, type Result } from '../../../src/web/errors/problem.ts';
import { translateServiceError } from '../../../src/web/errors/translateServiceError.ts';
import { renewedBeforeSeconds, type Morning } from './capacity.ts';
import { createSimulatedAcs, type AcsBehaviour, type SimulatedAcs } from './simulatedAcs.ts';
import { runInSimulatedTime } from './simulatedTime.ts';

/** What the first resource does from some seconds on. */
export type SimulatedFaults = readonly { readonly fromSeconds: number; readonly behaviour: AcsBehaviour }[];

interface SimulationOptions {
  readonly morning: Morning;
  readonly resourceCount: number;
  readonly replicaCount: number;
  readonly faults: SimulatedFaults;
}

/** The app shows a button when it stops waiting. A person presses it after this time, in milliseconds. */
const pressAfterMs = 5_000;
/** A person who has no token after this time, in milliseconds, gives up, and is lost. */
const giveUpAfterMs = 300_000;

/** Waits in simulated time, which replaces `setTimeout`. */
const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * Signs a person in as the app does, with a person who presses the button _Try again_ for five minutes.
 * @param onPress runs whenever the person presses the button
 * @returns the token, or the last problem
 */
async function signInPatiently(hook: TokenHook, onPress: () => void): Promise<Result<AcsToken>> {
  const startedAt = Date.now();
  for (;;) {
    const result = await requestFirstToken(hook, () => false);
    const hasGivenUp = Date.now() - startedAt > giveUpAfterMs;
    if (result.ok || result.problem.remedy !== 'retry' || hasGivenUp) return result;
    onPress();
    await wait(pressAfterMs);
  }
}

/** Starts replicas of the service that share quotas, as replicas with one Redis do. */
function startReplicas(options: SimulationOptions, resources: readonly SimulatedAcs[], log: Log): Exchange[] {
  const { quota } = options.morning;
  const perPerson = checkPersonQuota(undefined, quota);
  const quotas = createQuotas({ perResource: quota, perPerson, redis: null });
  const [first, ...others] = resources.map((_acs, index) => ({
    kind: 'key' as const,
    endpoint: `https://resource-${index}.communication.azure.com`,
    connectionString: '',
  }));
  if (!first) throw new Error('The simulation needs a resource.');
  const acs: AcsResources = [first, ...others];
  const settings = { acs, authority: 'https://login.microsoftonline.com', appClientId: 'app' };
  return Array.from({ length: options.replicaCount }, () => {
    const clients = resources.values();
    const { exchange } = createResources(settings, quotas, log, () => {
      const { value } = clients.next();
      if (!value) throw new Error('A resource has no client.');
      return value.client;
    });
    return shareEqualExchanges(exchange);
  });
}

/** Creates the ids of a person. @param index tells people apart, below a million million */
const createPerson = (index: number): Caller => ({
  tid: tenant,
  oid: `44444444-2222-4333-8444-${String(index).padStart(12, '0')}`,
});

/** Answers as the HTTP part of the service answers a refusal. */
const createRefusal = ({ status, code, headers }: HttpError): Response =>
  new Response(JSON.stringify({ error: { code, requestId: 'simulated' } }), { status, headers });

/**
 * Lets people sign in at random times. The service's routing, quotas, failover and retries, and the app's waits, are the
 * real code. Time, ACS, Redis, HTTP and Entra are simulated.
 * @param random gives numbers from 0 to 1, also to the app's random delays; the same sequence gives the same morning
 */
export async function simulateMorning(options: SimulationOptions, random: () => number) {
  const { people, signInSeconds, tokenSeconds, quota, exchangeSeconds } = options.morning;
  const takeTokenMs = (): number =>
    (tokenSeconds.shortest + random() * (tokenSeconds.longest - tokenSeconds.shortest)) * 1000;
  const resources = Array.from({ length: options.resourceCount }, () =>
    createSimulatedAcs(quota, () => exchangeSeconds * 1000 * (0.8 + 0.4 * random()), takeTokenMs),
  );
  const startAt = Date.UTC(2026, 0, 5, 8);
  /** What the service's log says about resources. */
  const loggedEvents: string[] = [];
  let replicas: readonly Exchange[] = [];
  /** Milliseconds from each sign-in to the token, at the end in ascending order. */
  const waits = new Float64Array(people);
  const figures = {
    waiting: people,
    /** People without a token at the end, and people whose token expired before it was renewed. */
    lost: 0,
    /** People who found the quota used up, at least once. */
    busyPeople: 0,
    /** How often a person had to press the button that the app shows when it stops waiting. */
    presses: 0,
    renewals: 0,
  };
  const endAt = startAt + signInSeconds * 1000;

  /** Creates the app's token hook of one person, with a load balancer that chooses a replica at random. */
  const createHook = (caller: Caller, onBusy: () => void): TokenHook => {
    let requestCount = 0;
    return async () => {
      const exchange = replicas[Math.floor(random() * replicas.length)];
      if (!exchange) throw new Error('The simulation needs a replica.');
      requestCount += 1;
      try {
        const { token, expiresOn } = await exchange(caller, `teams-token-${requestCount}`);
        return ok({ token, expiresAt: Date.parse(expiresOn) });
      } catch (error) {
        if (!(error instanceof HttpError)) throw error;
        if (error.status === 429) onBusy();
        return translateServiceError(createRefusal(error));
      }
    };
  };

  const signIn = async (index: number): Promise<void> => {
    const startedAt = Date.now();
    let isBusy = false;
    const hook = createHook(createPerson(index), () => (isBusy = true));
    const result = await signInPatiently(hook, () => (figures.presses += 1));
    waits[index] = Date.now() - startedAt;
    figures.waiting -= 1;
    if (isBusy) figures.busyPeople += 1;
    if (!result.ok) figures.lost += 1;
    // The credential of a person whose renewal comes after the morning would only hold a timer.
    else if (result.value.expiresAt - renewedBeforeSeconds * 1000 < endAt) keepToken(hook, result.value);
  };

  /** Renews a token once, with the app's credential and Microsoft's timer in it. */
  const keepToken = (hook: TokenHook, token: { token: string; expiresAt: number }): void => {
    const credential = createCredential(hook, token, {
      onProblem(problem) {
        if (problem) return;
        figures.renewals += 1;
        if (Date.now() >= token.expiresAt) figures.lost += 1;
        credential.dispose();
      },
      onRetryPossible: () => () => {},
      waitUntilNoCall: () => null,
      runInTurn: (attempt) => attempt(),
    });
  };

  const realRandom = Math.random;
  Math.random = random;
  await runInSimulatedTime(startAt, async () => {
    replicas = startReplicas(options, resources, (_level, event) => void loggedEvents.push(event));
    const [faulty] = resources;
    for (const { fromSeconds, behaviour } of options.faults)
      setTimeout(() => faulty && (faulty.behaviour = behaviour), fromSeconds * 1000);
    const errors: unknown[] = [];
    // Random times within the hour, in order: each next person is the earliest of those who are left.
    let position = 0;
    for (let index = 0; index < people; index += 1) {
      position += (1 - position) * (1 - random() ** (1 / (people - index)));
      const waitMs = startAt + position * (endAt - startAt) - Date.now();
      if (waitMs >= 1) await wait(waitMs);
      // An array of all promises would keep a million of them alive.
      signIn(index).catch((error: unknown) => errors.push(error));
    }
    while (figures.waiting > 0 && errors.length === 0) await wait(1_000);
    if (errors.length > 0) throw errors[0];
    // The last renewals of the morning end within a minute.
    await wait(60_000);
  }).finally(() => (Math.random = realRandom));
  const { waiting, lost, ...counts } = figures;
  return { ...counts, lost: lost + waiting, waits: waits.sort(), resources, loggedEvents };
}
