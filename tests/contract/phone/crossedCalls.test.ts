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

test('X5: two users who call each other and accept in any order speak in one call, and read no message', async () => {
  const anyAcceptance = fc.record({
    first: fc.constantFrom('alice' as const, 'bob' as const),
    isSecondToo: fc.boolean(),
    /** How many messages and answers arrive before the second user accepts. */
    stepsBetween: fc.nat({ max: 12 }),
  });
  await fc.assert(
    fc.asyncProperty(
      anyAcceptance,
      fc.scheduler(),
      async ({ first, isSecondToo, stepsBetween }, scheduler) => {
        let isScheduled = false;
        const delay = () => (isScheduled ? scheduler.schedule(Promise.resolve()) : Promise.resolve());
        const [anna, ben] = [createLinkedPhone(alice.rawId, delay), createLinkedPhone(bob.rawId, delay)];
        const ringsAtBen = await placeLinkedCall(anna, ben);
        const ringsAtAnna = await placeLinkedCall(ben, anna);
        isScheduled = true;
        const acceptances = {
          alice: () => anna.phone.acceptCall(ringsAtAnna.id, { video: false }),
          bob: () => ben.phone.acceptCall(ringsAtBen.id, { video: false }),
        };
        void acceptances[first]();
        for (let i = 0; i < stepsBetween; i += 1) {
          await new Promise((resolve) => setImmediate(resolve));
          if (scheduler.count() > 0) await scheduler.waitNext(1);
        }
        if (isSecondToo) void acceptances[first === 'alice' ? 'bob' : 'alice']();
        do {
          await scheduler.waitIdle();
          await new Promise((resolve) => setImmediate(resolve));
        } while (scheduler.count() > 0);
        expect([describePhone(anna), describePhone(ben)]).toEqual([oneCall, oneCall]);
        expect(anna.service.calls.map(({ id }) => id === ringsAtAnna.id)).toEqual(
          ben.service.calls.map(({ id }) => id !== ringsAtBen.id),
        );
        await Promise.all([anna.phone.close(), ben.phone.close()]);
      },
    ),
    { numRuns: Number(process.env['RUNS'] ?? 1_000), seed: Number(process.env['SEED'] ?? 1) },
  );
}, 600_000);

const noCall = { audible: 0, states: [], shown: 0, incoming: 0, messages: [] };

test('X5: a user who calls a person in one tab, and accepts that person’s call in another tab, speaks in one call and reads no message', async () => {
  const anyAcceptance = fc.record({
    first: fc.constantFrom('caller' as const, 'person' as const),
    isSecondToo: fc.boolean(),
    /** Whether the user has the smaller raw id. */
    isSmaller: fc.boolean(),
    stepsBetween: fc.nat({ max: 12 }),
  });
  await fc.assert(
    fc.asyncProperty(
      anyAcceptance,
      fc.scheduler(),
      async ({ first, isSecondToo, isSmaller, stepsBetween }, scheduler) => {
        let isScheduled = false;
        const delay = () => (isScheduled ? scheduler.schedule(Promise.resolve()) : Promise.resolve());
        const [ownId, otherId] = isSmaller ? [alice.rawId, bob.rawId] : [bob.rawId, alice.rawId];
        const [dialTab, ringTab] = createLinkedTabs(ownId, delay);
        const person = createLinkedPhone(otherId, delay);
        const ringsAtPerson = await placeLinkedCall(dialTab, person);
        const [, ringsInTab] = await placeLinkedCallToTabs(person, [dialTab, ringTab]);
        isScheduled = true;
        const acceptances = {
          caller: () => ringTab.phone.acceptCall(ringsInTab?.id ?? '', { video: false }),
          person: () => person.phone.acceptCall(ringsAtPerson.id, { video: false }),
        };
        void acceptances[first]();
        for (let i = 0; i < stepsBetween; i += 1) {
          await new Promise((resolve) => setImmediate(resolve));
          if (scheduler.count() > 0) await scheduler.waitNext(1);
        }
        if (isSecondToo) void acceptances[first === 'caller' ? 'person' : 'caller']();
        do {
          await scheduler.waitIdle();
          await new Promise((resolve) => setImmediate(resolve));
        } while (scheduler.count() > 0);
        expect(describePhone(person)).toEqual(oneCall);
        const tabs = [describePhone(dialTab), describePhone(ringTab)];
        expect(tabs.toSorted((a, b) => b.shown - a.shown)).toEqual([oneCall, noCall]);
        await Promise.all([dialTab, ringTab, person].map(({ phone }) => phone.close()));
      },
    ),
    { numRuns: Number(process.env['RUNS'] ?? 300), seed: Number(process.env['SEED'] ?? 1) },
  );
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
