import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Phone } from '../../../src/web/calling/phone.ts';
import { hangUp } from '../../../src/web/features/hang-up/hangUp.ts';
import { hold } from '../../../src/web/features/hold/hold.ts';
import { mute } from '../../../src/web/features/mute/mute.ts';
import { stubPage } from '../../../src/web/fixtures/sessionInNode.ts';
import type { SimulatedCall } from '../../../src/web/fixtures/simulatedCall.ts';
import { createSimulatedPhone } from '../../../src/web/fixtures/simulatedPhone.ts';
import { SimulatedService, type SimulatedIncomingCall } from '../../../src/web/fixtures/simulatedService.ts';
import { transfer } from '../../../src/web/transfer/transfer.ts';
import { settle } from './createTestPhone.ts';

/** `RUNS=100000 npx vitest run --project unit tests/contract/phone` runs more sequences, and `SEED` chooses other sequences. */
const numRuns = Number(process.env['RUNS'] ?? 5_000);
const seed = Number(process.env['SEED'] ?? 1);
/** Milliseconds. A sequence takes about 3 ms, and ten times as long on a busy machine. */
const timeoutMs = 60_000 + numRuns * 30;

/**
 * The kinds of step: what the user, another participant or the service does. A kind with a greater number is chosen more
 * often. If a sequence fails, fast-check replaces as many steps as it can by the first kind.
 */
const frequencies =
  '3 nothing, 4 dial, 4 ring, 4 sdkStarts, 8 accept, 4 decline, 4 giveUp, 7 switchTo, 7 answer, 3 hangUp, 3 remoteEnd, ' +
  '3 remoteHold, 2 remoteResume, 2 transferred, 2 transferFails, 3 toggleHold, 3 transfer, 3 toggleMute, 1 refuseHold, ' +
  '1 refuseResume, 1 refuseAccept, 1 refuseHangUp';
const kinds = frequencies.split(', ').flatMap((frequency) => {
  const [count, kind = ''] = frequency.split(' ');
  return Array<string>(Number(count)).fill(kind);
});
/** `index` chooses among the calls, or the incoming calls, that exist when the step runs. */
const anyStep = fc.record({ kind: fc.constantFrom(...kinds), index: fc.nat({ max: 3 }) });
/** Generates twenty pairs: a step, and the number of SDK answers that arrive after the step. */
const anySequence = fc.array(fc.tuple(anyStep, fc.nat({ max: 4 })), {
  minLength: 20,
  maxLength: 20,
  size: 'max',
});

/**
 * Creates the steps of a random sequence. A command that neither takes effect nor shows the user a problem becomes a sentence in
 * `service.violations`. `commands` has a promise for each command so far, and `hungUpCalls` each call on which
 * the user has pressed *Hang up*.
 */
function createSteps(phone: Phone, service: SimulatedService) {
  const commands: Promise<void>[] = [];
  /** Ids of incoming calls that the phone is accepting. */
  const acceptingIds = new Set<string>();
  /** Keys of the calls that have been the front call (the call on the screen) since the last switch. */
  const frontKeys = new Set<string | null>();
  let placedCount = 0;
  const hungUpCalls = new Set<SimulatedCall>();
  const shownProblems = new Set<unknown>();
  phone.state.subscribe(() => {
    frontKeys.add(phone.state.get().front);
    for (const problem of phone.state.get().problems) shownProblems.add(problem);
  });

  /** @param findFault runs after a command that has shown the user no problem, and says what is wrong; `null` if nothing is */
  const followCommand = (command: Promise<void>, findFault: () => string | null = () => null) => {
    const problemsBefore = shownProblems.size;
    const waitAndCheck = async () => {
      await command;
      const fault = shownProblems.size > problemsBefore ? null : findFault();
      if (fault) service.violations.push(fault);
    };
    commands.push(waitAndCheck());
  };
  const findSession = (call: SimulatedCall) => {
    const sessions = phone.state.get().calls.map((key) => phone.findSession(key));
    return sessions.find((session) => session?.call.get().id === call.id);
  };

  const accept = (ring: SimulatedIncomingCall) => {
    // A second press while the phone is accepting must do nothing, so its result is not checked.
    if (acceptingIds.has(ring.id)) return void phone.acceptCall(ring.id, { video: false });
    const wasShown = phone.state.get().incoming.some(({ key }) => key === ring.id);
    acceptingIds.add(ring.id);
    const command = phone.acceptCall(ring.id, { video: false }).finally(() => acceptingIds.delete(ring.id));
    return followCommand(command, () =>
      !wasShown || ring.acceptCount === 1 || !ring.isRinging ? null : `${ring.id} still rings`,
    );
  };
  const onRing = (act: (ring: SimulatedIncomingCall) => unknown) => (index: number) => {
    const ring = service.incomingCalls[index % service.incomingCalls.length];
    if (ring) act(ring);
  };
  const onCall =
    (act: (call: SimulatedCall, session: ReturnType<typeof findSession>) => unknown) => (index: number) => {
      const call = service.calls[index % service.calls.length];
      if (call) act(call, findSession(call));
    };
  const onFront = (act: (session: NonNullable<ReturnType<typeof findSession>>) => unknown) => () => {
    const session = phone.findSession(phone.state.get().front ?? '');
    if (session) act(session);
  };
  const steps: Record<string, (index: number) => unknown> = {
    nothing: () => {},
    dial() {
      if (phone.state.get().isPlacing) return;
      const rawId = `8:orgid:${(placedCount += 1)}`;
      followCommand(phone.placeCall({ kind: 'people', rawIds: [rawId] }, { video: false }), () =>
        service.startedTargets.includes(rawId) ? null : `${rawId} was not called`,
      );
    },
    ring: () => service.ringIncomingCall(),
    /** The SDK lists an outgoing call that the phone has not placed. */
    sdkStarts: () => service.addCall('Outgoing'),
    accept: onRing(accept),
    decline: onRing((ring) => followCommand(phone.declineCall(ring.id))),
    giveUp: onRing((ring) => ring.endRinging({ code: 487, subCode: 0 })),
    switchTo: onCall((call, session) => {
      if (!session) return;
      frontKeys.clear();
      followCommand(phone.switchTo(session.key), () => {
        const wasInFront = frontKeys.has(session.key) || phone.state.get().front === session.key;
        return wasInFront || call.isOver || hungUpCalls.has(call)
          ? null
          : `${call.id} never came to the front`;
      });
    }),
    /** A call that was placed goes on from Connecting to Ringing, or from Ringing to Connected. */
    answer: onCall((call) => {
      if (call.state === 'Connecting') call.changeState('Ringing');
      else if (call.state === 'Ringing') call.changeState('Connected');
    }),
    hangUp: onCall((call, session) => {
      if (!session) return;
      hungUpCalls.add(call);
      followCommand(session.run(hangUp, undefined));
    }),
    remoteEnd: onCall((call) => call.end({ code: 0, subCode: 0 })),
    remoteHold: onCall((call) => call.setHeldRemotely(true)),
    remoteResume: onCall((call) => call.setHeldRemotely(false)),
    transferred: onCall((call) => call.finishTransfer('Transferred')),
    transferFails: onCall((call) => call.finishTransfer('Failed')),
    toggleHold: onFront((session) => followCommand(session.run(hold, undefined))),
    transfer: onFront((session) => {
      const target = { kind: 'person', rawId: '8:orgid:t' } as const;
      if (session.call.get().state === 'Connected')
        followCommand(session.run(transfer, { kind: 'start', target }));
    }),
    toggleMute: onFront((session) => followCommand(session.run(mute, undefined))),
    refuseHold: () => service.refuseNext('hold'),
    refuseResume: () => service.refuseNext('resume'),
    refuseAccept: () => service.refuseNext('accept'),
    refuseHangUp: () => service.refuseNext('hangUp'),
  };
  return { steps, commands, hungUpCalls };
}

/**
 * Compares a phone with its service, which has answered all commands, and checks that the user hears no call but the front call.
 * @returns a sentence for each invariant that does not hold
 */
function findBrokenInvariants(
  phone: Phone,
  service: SimulatedService,
  hungUpCalls: ReadonlySet<SimulatedCall>,
  openSessions: number,
): string[] {
  const { calls, front: frontKey, isPlacing, problems } = phone.state.get();
  const frontId = phone.findSession(frontKey ?? '')?.call.get().id ?? null;
  const shownIds = calls.map((key) => phone.findSession(key)?.call.get().id ?? 'none');
  const openIds = service.calls.map(({ id }) => id);
  const broken = [...service.violations];
  const check = (holds: boolean, sentence: string) => holds || broken.push(sentence);
  const [shown, open] = [shownIds, openIds].map((ids) => ids.toSorted().join());
  check(shown === open, `shown: ${shown}, open: ${open}`);
  check((frontId === null) === (open === ''), `${frontId} is in front of ${open}`);
  for (const call of service.calls) {
    const isFront = call.id === frontId;
    const isSilent = call.state === 'LocalHold' || (call.isMuted && call.isIncomingAudioMuted);
    check(isFront || isSilent, `${call.id} is ${call.state} behind ${frontId}`);
    // A call that the user has hung up stays on the screen, muted both ways, until the next attempt to end it.
    const isHeard = call.state === 'LocalHold' || hungUpCalls.has(call) || !call.isIncomingAudioMuted;
    check(!isFront || isHeard, `${call.id} is in front, but its sound is muted`);
  }
  const isTold = problems.some(({ code }) => code === 'call-not-ended');
  const remainingCalls = service.calls.filter((call) => hungUpCalls.has(call));
  check(remainingCalls.length === 0 || isTold, `did not end: ${remainingCalls.map(({ id }) => id).join()}`);
  check(openSessions === calls.length, `${openSessions} sessions are open, ${calls.length} calls are shown`);
  const calledIds = service.startedTargets;
  check(new Set(calledIds).size === calledIds.length, `called twice: ${calledIds.join()}`);
  for (const { id, acceptCount } of service.incomingCalls)
    check(acceptCount <= 1, `${id} was accepted ${acceptCount} times`);
  check(!isPlacing, 'the phone still shows that it is placing a call');
  return broken;
}

test(
  'C4: after any sequence of actions by the user, other participants and the service, the user hears only the call on the screen',
  async () => {
    await fc.assert(
      fc.asyncProperty(anySequence, fc.scheduler(), async (sequence, scheduler) => {
        // The calls that a sequence leaves open listen to its page.
        stubPage();
        const service = new SimulatedService(() => scheduler.schedule(Promise.resolve()));
        const { phone, countOpenSessions } = createSimulatedPhone(service);
        const { steps, commands, hungUpCalls } = createSteps(phone, service);
        for (const [{ kind, index }, answerCount] of sequence) {
          steps[kind]?.(index);
          for (let i = 0; i < answerCount && scheduler.count() > 0; i += 1) await scheduler.waitNext(1);
        }
        const allCommands = Promise.all(commands);
        await settle(scheduler);
        await allCommands;
        const broken = findBrokenInvariants(phone, service, hungUpCalls, countOpenSessions());
        await phone.close();
        expect(broken).toEqual([]);
      }),
      { numRuns, seed },
    );
  },
  timeoutMs,
);
