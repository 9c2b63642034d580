import * as fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { stubBrowser } from '../../../src/web/fixtures/sessionInNode.ts';
import { alice, bob } from '../../../src/web/fixtures/testUsers.ts';
import { createTestPhone, settle, waitForImmediate } from './createTestPhone.ts';
import { createLinkedPhone, createLinkedTabs, placeLinkedCall, type LinkedPhone } from './linkedPhones.ts';

/**
 * Two users call each other at the same time. `RUNS=5000 npx vitest run --project unit tests/contract/phone` runs more random
 * orders, and `SEED` chooses other orders.
 */

stubBrowser();

/** What a user sees and hears. */
const describePhone = ({ phone, service }: LinkedPhone) => ({
  audible: service.calls.filter(({ isAudible }) => isAudible).length,
  states: service.calls.map(({ state, isMuted }) => `${state}${isMuted ? ' muted' : ''}`),
  shown: phone.state.get().calls.length,
  incoming: phone.state.get().incoming.length,
  messages: [
    ...phone.state.get().problems.map(({ code }) => code),
    ...phone.state.get().notices.map(({ kind }) => kind),
    ...(phone.state.get().ended ? ['ended'] : []),
  ],
});

const oneCall = { audible: 1, states: ['Connected'], shown: 1, incoming: 0, messages: [] };
const noCall = { audible: 0, states: [], shown: 0, incoming: 0, messages: [] };

const anyAcceptance = fc.record({
  /** Whether the user accepts the person's call in another tab than the one that calls the person. */
  hasTwoTabs: fc.boolean(),
  /** Whether the person accepts first. */
  isReversed: fc.boolean(),
  isSecondToo: fc.boolean(),
  /** How many messages and answers arrive before the second side accepts. */
  stepsBetween: fc.nat({ max: 12 }),
  /** Whether the user has the smaller raw id. */
  isSmaller: fc.boolean(),
});

test('X5: two users who call each other and accept in any order, in any tabs, speak in one call and read no message', async () => {
  const property = fc.asyncProperty(anyAcceptance, fc.scheduler(), async (acceptance, scheduler) => {
    let isScheduled = false;
    const delay = () => (isScheduled ? scheduler.schedule(Promise.resolve()) : Promise.resolve());
    const [ownId, otherId] = acceptance.isSmaller ? [alice.rawId, bob.rawId] : [bob.rawId, alice.rawId];
    const tabs = acceptance.hasTwoTabs ? createLinkedTabs(ownId, delay) : [createLinkedPhone(ownId, delay)];
    const [dialTab, ringTab = dialTab] = tabs as [LinkedPhone, LinkedPhone?];
    const person = createLinkedPhone(otherId, delay);
    const [ringsAtPerson] = await placeLinkedCall(dialTab, person);
    const [ringsAtUser] = await placeLinkedCall(person, ...tabs);
    const sides = [
      () => ringTab.phone.acceptCall(ringsAtUser?.id ?? '', { video: false }),
      () => person.phone.acceptCall(ringsAtPerson?.id ?? '', { video: false }),
    ];
    isScheduled = true;
    const [first, second] = acceptance.isReversed ? sides.toReversed() : sides;
    void first?.();
    for (let i = 0; i < acceptance.stepsBetween; i += 1) {
      await waitForImmediate();
      if (scheduler.count() > 0) await scheduler.waitNext(1);
    }
    if (acceptance.isSecondToo) void second?.();
    await settle(scheduler);
    expect(describePhone(person)).toEqual(oneCall);
    const [tab, ...otherTabs] = tabs.map(describePhone).toSorted((a, b) => b.shown - a.shown);
    expect([tab, ...otherTabs]).toEqual([oneCall, ...otherTabs.map(() => noCall)]);
    const ownCallIds = tabs.flatMap(({ service }) => service.calls.map(({ id }) => id));
    expect(ownCallIds.includes(ringsAtUser?.id ?? '')).toBe(
      !person.service.calls.some(({ id }) => id === ringsAtPerson?.id),
    );
    await Promise.all([...tabs, person].map(({ phone }) => phone.close()));
  });
  const numRuns = Number(process.env['RUNS'] ?? 250);
  await fc.assert(property, { numRuns, seed: Number(process.env['SEED'] ?? 1) });
}, 600_000);

/** Lets the user call Bob, and accept a call that comes from `callerId` meanwhile. */
async function acceptWhileCallingBob(callerId: string) {
  vi.useFakeTimers();
  const testPhone = createTestPhone();
  const { phone, service, placeCall, ringFrom } = testPhone;
  await placeCall(bob.rawId);
  const incoming = ringFrom(callerId);
  await phone.acceptCall(incoming.id, { video: false });
  service.calls.find(({ id }) => id === incoming.id)?.changeState('Connected');
  return { ...testPhone, incoming };
}

test('X5: a user who accepts a call from the person whom they call ends their own call after 3 s if the other app goes on ringing', async () => {
  const { phone, service, endedCalls, incoming } = await acceptWhileCallingBob(bob.rawId);
  await vi.advanceTimersByTimeAsync(2_900);
  expect(service.calls).toHaveLength(2);
  await vi.advanceTimersByTimeAsync(200);
  expect(service.calls.map(({ id, isAudible }) => [id, isAudible])).toEqual([[incoming.id, true]]);
  expect(endedCalls).toMatchObject([{ direction: 'Outgoing', isCrossed: true }]);
  expect(phone.state.get()).toMatchObject({ problems: [], notices: [] });
});

test('X5: a user who hangs up while the person is still being called in another call leaves both calls', async () => {
  const { service, hangUpFrontCall } = await acceptWhileCallingBob(bob.rawId);
  await hangUpFrontCall();
  await vi.waitFor(() => expect(service.calls).toEqual([]));
});

test('a call to one person and a call from another person do not cross', async () => {
  const { service } = await acceptWhileCallingBob('8:orgid:other');
  for (const call of service.calls) call.changeState('Connected');
  await vi.advanceTimersByTimeAsync(10_000);
  expect(service.calls.map(({ state }) => state)).toEqual(['LocalHold', 'Connected']);
});
