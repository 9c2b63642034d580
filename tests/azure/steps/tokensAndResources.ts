import { setTimeout as sleep } from 'node:timers/promises';
import { createExchangeRefusal } from '../hourTokens.ts';
import type { HourTarget } from '../target.ts';
import { connectCall, endLastCall, hangUp } from './pageSteps.ts';
import { StepNotPossible, type HourStep } from './step.ts';

export const guest: HourStep = {
  name: 'guest',
  title: 'Exchange the token of a guest of the tenant',
  needs: 'HOUR_GUEST=yes, and a guest of the tenant who can sign in.',
  minutes: 3,
  async run({ target, tokens, recorder, redactor }) {
    if (!target.inputs.hasGuest)
      throw new StepNotPossible(
        'Invite an account of another tenant as a guest (portal: Users, Invite external user), and set HOUR_GUEST=yes.',
      );
    const account = await tokens.getAccount(recorder, 'guest');
    const namesProvider = typeof account.claims['idp'] === 'string';
    const track = redactor.nameOf('person', account.oid);
    recorder.addFact(track, 'token names the own tenant as identity provider', namesProvider);
    await tokens.exchange(recorder, 'exchange of a guest', account);
  },
};

/** Seconds of the token that the emulator issues for this step. On Azure the step waits for the end of the real token. */
const emulatedLifetimeSeconds = 6;
/** Milliseconds that the step observes the call after the end of the token. */
const observationMs = { azure: 120_000, emulator: 3_000 };

export const tokenEnd: HourStep = {
  name: 'token-end',
  title: 'Stay in a call until the caller’s token ends',
  acsMinutes: 180,
  otherCosts: 'Nobody needs to be there.',
  needs: 'Two persons with a Teams licence.',
  minutes: 90,
  async run({ target, tokens, recorder, pages, openPage, operator }) {
    const bob = await openPage('bob');
    await pages.closePage('alice');
    await target.setConditions?.({ tokenLifetimeSeconds: emulatedLifetimeSeconds });
    try {
      if (target.setConditions) tokens.forgetAcsToken('alice');
      const { expiresAt } = await tokens.getAcsToken(recorder, 'alice');
      await target.setConditions?.({ tokenLifetimeSeconds: null });
      const alice = await openPage('alice');
      await connectCall(alice, bob, 'bob');
      const waitMs = expiresAt - Date.now();
      operator.print(`  The token ends in ${Math.ceil(waitMs / 60_000)} min. The call goes on until then.`);
      await sleep(Math.max(0, waitMs));
      // A later event says how long after this moment it came.
      recorder.add({ kind: 'action', track: 'token', name: 'the token ends', value: 'ok', at: expiresAt });
      await sleep(observationMs[target.name]);
      for (const page of [alice, bob])
        await page.run((api) => {
          api.addFact('state of the call after the end of the token', api.call.state);
          api.addFact('state of the agent after the end of the token', api.agent.connectionState);
        });
      await alice.run((api) => api.tryAct('hangUp', () => api.call.hangUp()));
      await endLastCall(bob);
    } finally {
      await target.setConditions?.({ tokenLifetimeSeconds: null });
      tokens.forgetAcsToken('alice');
    }
  },
};

/**
 * Runs `request`, which asks the second resource for a token. The emulator issues the tokens of its first resource at both of
 * its addresses, unless a condition says otherwise.
 */
async function askSecondResource<Value>(
  { setConditions }: HourTarget,
  request: () => Promise<Value>,
): Promise<Value> {
  await setConditions?.({ otherAcsResource: true });
  try {
    return await request();
  } finally {
    await setConditions?.({ otherAcsResource: false });
  }
}

export const otherResource: HourStep = {
  name: 'other-resource',
  title: 'Call a person whose token is from another ACS resource',
  acsMinutes: 2,
  otherCosts: 'A second ACS resource costs nothing while nobody uses it.',
  needs: 'Two resources in ACS_CONNECTION_STRINGS or ACS_ENDPOINTS, and two persons with a Teams licence.',
  minutes: 3,
  async run({ settings, tokens, recorder, pages, openPage, target }) {
    const [, second] = settings.acs;
    if (!second)
      throw new StepNotPossible(
        'Name a second ACS resource in ACS_CONNECTION_STRINGS. The owner of the Azure subscription creates it.',
      );
    const account = await tokens.getAccount(recorder, 'bob');
    const { status } = await askSecondResource(target, () =>
      tokens.exchange(recorder, 'exchange with the second resource', account, { acs: second }),
    );
    if (status !== 200) throw createExchangeRefusal(status, 'The second resource');
    // The tokens of open pages may have ended in the step before.
    for (const person of ['alice', 'bob'] as const) await pages.closePage(person);
    const alice = await openPage('alice');
    const bob = await askSecondResource(target, () => openPage('bob', second));
    await connectCall(alice, bob, 'bob');
    await sleep(target.talkMs);
    await hangUp(alice, bob);
    await pages.closePage('bob');
  },
};
