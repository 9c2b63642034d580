import * as fc from 'fast-check';
import { afterEach, expect, test, vi } from 'vitest';
import { createIdentifierFromRawId } from '@azure/communication-common';
import { stubBrowser } from '../../../src/web/fixtures/sessionInNode.ts';
import { alice, bob } from '../../../src/web/fixtures/testUsers.ts';
import {
  createLinkedPhone,
  createLinkedTabs,
  placeLinkedCall,
  placeLinkedCallToTabs,
  type LinkedPhone,
} from './linkedPhones.ts';
import { createTestPhone } from './createTestPhone.ts';

/** Two users call each other at the same time. */

stubBrowser();
afterEach(() => vi.useRealTimers());

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
  /** Whether the second side of the list accepts first. */
  isReversed: fc.boolean(),
  /** Whether the other side accepts, too. */
  isSecondToo: fc.boolean(),
  /** How many messages and answers arrive before the second side accepts. */
  stepsBetween: fc.nat({ max: 12 }),
  /** Whether the user has the smaller raw id. */
  isSmaller: fc.boolean(),
});
type Acceptance = typeof anyAcceptance extends fc.Arbitrary<infer Value> ? Value : never;

/**
 * Lets two sides, who call each other, accept in any order, with any delays of messages and answers.
 * @param placeCalls places the calls, and returns what each side does to accept. `delay` delays nothing until then
 * @param check runs when no message and no answer is on its way
 */
const acceptInAnyOrder = (
  numRuns: number,
  placeCalls: (
    delay: () => Promise<void>,
    acceptance: Acceptance,
  ) => Promise<{
    accept: [() => Promise<void>, () => Promise<void>];
    check: () => void;
    phones: LinkedPhone[];
  }>,
) =>
  fc.assert(
    fc.asyncProperty(anyAcceptance, fc.scheduler(), async (acceptance, scheduler) => {
      let isScheduled = false;
      const delay = () => (isScheduled ? scheduler.schedule(Promise.resolve()) : Promise.resolve());
      const { accept, check, phones } = await placeCalls(delay, acceptance);
      isScheduled = true;
      const [first, second] = acceptance.isReversed ? accept.toReversed() : accept;
      void first?.();
      for (let i = 0; i < acceptance.stepsBetween; i += 1) {
        await new Promise((resolve) => setImmediate(resolve));
        if (scheduler.count() > 0) await scheduler.waitNext(1);
      }
      if (acceptance.isSecondToo) void second?.();
      do {
        await scheduler.waitIdle();
        await new Promise((resolve) => setImmediate(resolve));
      } while (scheduler.count() > 0);
      check();
      await Promise.all(phones.map(({ phone }) => phone.close()));
    }),
    { numRuns: Number(process.env['RUNS'] ?? numRuns), seed: Number(process.env['SEED'] ?? 1) },
  );

test('X5: two users who call each other and accept in any order speak in one call, and read no message', async () => {
  await acceptInAnyOrder(1_000, async (delay) => {
    const [anna, ben] = [createLinkedPhone(alice.rawId, delay), createLinkedPhone(bob.rawId, delay)];
    const ringsAtBen = await placeLinkedCall(anna, ben);
    const ringsAtAnna = await placeLinkedCall(ben, anna);
    return {
      phones: [anna, ben],
      accept: [
        () => anna.phone.acceptCall(ringsAtAnna.id, { video: false }),
        () => ben.phone.acceptCall(ringsAtBen.id, { video: false }),
      ],
      check() {
        expect([describePhone(anna), describePhone(ben)]).toEqual([oneCall, oneCall]);
        expect(anna.service.calls.map(({ id }) => id === ringsAtAnna.id)).toEqual(
          ben.service.calls.map(({ id }) => id !== ringsAtBen.id),
        );
      },
    };
  });
}, 600_000);

test('X5: a user who calls a person in one tab, and accepts that person’s call in another tab, speaks in one call and reads no message', async () => {
  await acceptInAnyOrder(300, async (delay, { isSmaller }) => {
    const [ownId, otherId] = isSmaller ? [alice.rawId, bob.rawId] : [bob.rawId, alice.rawId];
    const [dialTab, ringTab] = createLinkedTabs(ownId, delay);
    const person = createLinkedPhone(otherId, delay);
    const ringsAtPerson = await placeLinkedCall(dialTab, person);
    const [, ringsInTab] = await placeLinkedCallToTabs(person, [dialTab, ringTab]);
    return {
      phones: [dialTab, ringTab, person],
      accept: [
        () => ringTab.phone.acceptCall(ringsInTab?.id ?? '', { video: false }),
        () => person.phone.acceptCall(ringsAtPerson.id, { video: false }),
      ],
      check() {
        expect(describePhone(person)).toEqual(oneCall);
        const tabs = [describePhone(dialTab), describePhone(ringTab)];
        expect(tabs.toSorted((a, b) => b.shown - a.shown)).toEqual([oneCall, noCall]);
      },
    };
  });
}, 600_000);

test('X5: a user who accepts a call from the person whom they call ends their own call after 3 s if the other app goes on ringing', async () => {
  vi.useFakeTimers();
  const { phone, service, endedCalls } = createTestPhone();
  await phone.placeCall({ kind: 'people', rawIds: [bob.rawId] }, { video: false });
  const [placed] = service.calls;
  placed?.changeState('Ringing');
  const incoming = service.ringIncomingCall({ identifier: createIdentifierFromRawId(bob.rawId) });
  await phone.acceptCall(incoming.id, { video: false });
  service.calls.find(({ id }) => id === incoming.id)?.changeState('Connected');
  await vi.advanceTimersByTimeAsync(2_900);
  expect(service.calls).toHaveLength(2);
  await vi.advanceTimersByTimeAsync(200);
  expect(service.calls.map(({ id, isAudible }) => [id, isAudible])).toEqual([[incoming.id, true]]);
  expect(endedCalls).toMatchObject([{ direction: 'Outgoing', isCrossed: true }]);
  expect(phone.state.get()).toMatchObject({ problems: [], notices: [] });
});

test('X5: a user who hangs up while the person is still being called in another call leaves both calls', async () => {
  const { phone, service } = createTestPhone();
  await phone.placeCall({ kind: 'people', rawIds: [bob.rawId] }, { video: false });
  const incoming = service.ringIncomingCall({ identifier: createIdentifierFromRawId(bob.rawId) });
  await phone.acceptCall(incoming.id, { video: false });
  service.calls.find(({ id }) => id === incoming.id)?.changeState('Connected');
  await phone.hangUp(phone.state.get().front ?? '');
  await vi.waitFor(() => expect(service.calls).toEqual([]));
});

test('a call to one person and a call from another person do not cross', async () => {
  vi.useFakeTimers();
  const { phone, service } = createTestPhone();
  await phone.placeCall({ kind: 'people', rawIds: [bob.rawId] }, { video: false });
  const incoming = service.ringIncomingCall({ identifier: createIdentifierFromRawId('8:orgid:other') });
  await phone.acceptCall(incoming.id, { video: false });
  for (const call of service.calls) call.changeState('Connected');
  await vi.advanceTimersByTimeAsync(10_000);
  expect(service.calls.map(({ state }) => state)).toEqual(['LocalHold', 'Connected']);
});
