import type { Phone } from '../../../src/web/calling/phone.ts';
import { hangUp } from '../../../src/web/features/hang-up/hangUp.ts';
import { hold } from '../../../src/web/features/hold/hold.ts';
import { mute } from '../../../src/web/features/mute/mute.ts';
import { transfer } from '../../../src/web/transfer/transfer.ts';
import type { SimulatedCall } from '../../../src/web/fixtures/simulatedCall.ts';
import type { SimulatedService } from '../../../src/web/fixtures/simulatedService.ts';
import type { Step } from './steps.ts';

/**
 * Runs steps on a phone. The front call is the call on the screen. If a command neither takes effect nor shows the user a
 * problem, a sentence about it is added to `service.violations`.
 */
export function createStepRunner(phone: Phone, service: SimulatedService) {
  const commands: Promise<void>[] = [];
  /** Ids of incoming calls that the phone is accepting. */
  const acceptingIds = new Set<string>();
  /** Keys of the calls that have been the front call since the last switch. */
  const frontKeys = new Set<string | null>();
  let placedCount = 0;
  const shownProblems = new Set<unknown>();
  phone.state.subscribe(() => {
    frontKeys.add(phone.state.get().front);
    for (const problem of phone.state.get().problems) shownProblems.add(problem);
  });

  /**
   * Waits until a command is done, and then checks its effect.
   * @param findFault returns what is wrong, or `null`. The function is not called if the user has seen a new problem since the
   *   command began.
   */
  const followCommand = (command: Promise<void>, findFault: () => string | null) => {
    const problemsBefore = shownProblems.size;
    const waitAndCheck = async () => {
      await command;
      const fault = shownProblems.size > problemsBefore ? null : findFault();
      if (fault) service.violations.push(fault);
    };
    commands.push(waitAndCheck());
  };
  const findSession = (call: SimulatedCall) =>
    phone.state
      .get()
      .calls.map((key) => phone.findSession(key))
      .find((session) => session?.call.get().id === call.id);
  const findFrontSession = () => phone.findSession(phone.state.get().front ?? '');
  const pickByIndex = <T>(list: readonly T[], index: number): T | undefined => list[index % list.length];

  function dialNewPerson(): void {
    if (phone.state.get().isPlacing) return;
    const rawId = `8:orgid:${(placedCount += 1)}`;
    followCommand(phone.placeCall({ kind: 'people', rawIds: [rawId] }, { video: false }), () => {
      return service.startedTargets.includes(rawId)
        ? null
        : `${rawId} was not called, and the user saw no problem`;
    });
  }

  function acceptIncomingCall(index: number): void {
    const ring = pickByIndex(service.incomingCalls, index);
    if (!ring) return;
    // A second press while the phone is accepting must do nothing, so its result is not checked.
    if (acceptingIds.has(ring.id)) return void phone.acceptCall(ring.id, { video: false });
    const wasShown = phone.state.get().incoming.some(({ key }) => key === ring.id);
    acceptingIds.add(ring.id);
    const acceptCommand = phone
      .acceptCall(ring.id, { video: false })
      .finally(() => acceptingIds.delete(ring.id));
    followCommand(acceptCommand, () => {
      const hasStoppedRinging = ring.acceptCount === 1 || !ring.isRinging;
      return !wasShown || hasStoppedRinging ? null : `${ring.id} still rings, and the user saw no problem`;
    });
  }

  function switchToCall(call: SimulatedCall): void {
    const session = findSession(call);
    if (!session) return;
    frontKeys.clear();
    followCommand(phone.switchTo(session.key), () => {
      const wasInFront = frontKeys.has(session.key) || phone.state.get().front === session.key;
      return wasInFront || call.isOver ? null : `${call.id} never came to the front`;
    });
  }

  function hangUpCall(call: SimulatedCall): void {
    const session = findSession(call);
    if (!session) return;
    followCommand(session.run(hangUp, undefined), () => (call.isOver ? null : `${call.id} did not end`));
  }

  function runRingStep(kind: 'accept' | 'decline' | 'giveUp', index: number): void {
    if (kind === 'accept') return acceptIncomingCall(index);
    const ring = pickByIndex(service.incomingCalls, index);
    if (!ring) return;
    if (kind === 'giveUp') ring.endRinging({ code: 487, subCode: 0 });
    else followCommand(phone.declineCall(ring.id), () => null);
  }

  function runFrontCallStep(kind: 'toggleHold' | 'transfer' | 'toggleMute'): void {
    const session = findFrontSession();
    const call = service.calls.find(({ id }) => id === session?.call.get().id);
    if (!session || !call) return;
    if (kind === 'toggleHold') followCommand(session.run(hold, undefined), () => null);
    else if (kind === 'toggleMute') followCommand(session.run(mute, undefined), () => null);
    else if (call.state === 'Connected')
      followCommand(
        session.run(transfer, { kind: 'start', target: { kind: 'person', rawId: '8:orgid:t' } }),
        () => null,
      );
  }

  function runCallStep(kind: Extract<Step, { call: number }>['kind'], call: SimulatedCall | undefined): void {
    if (!call) return;
    if (kind === 'switchTo') switchToCall(call);
    else if (kind === 'hangUp') hangUpCall(call);
    else if (kind === 'answer') {
      if (call.state === 'Connecting') call.changeState('Ringing');
      else if (call.state === 'Ringing') call.changeState('Connected');
    } else if (kind === 'remoteEnd') call.end({ code: 0, subCode: 0 });
    else if (kind === 'remoteHold' || kind === 'remoteResume') call.setHeldRemotely(kind === 'remoteHold');
    else call.finishTransfer(kind === 'transferred' ? 'Transferred' : 'Failed');
  }

  return {
    /** The commands so far. Each promise resolves once the SDK has answered the command. */
    commands,
    runStep: (step: Step): void => {
      if ('ring' in step) runRingStep(step.kind, step.ring);
      else if ('call' in step) runCallStep(step.kind, pickByIndex(service.calls, step.call));
      else if (step.kind === 'nothing') return;
      else if (step.kind === 'dial') dialNewPerson();
      else if (step.kind === 'ring') service.ringIncomingCall();
      else if (step.kind === 'sdkStarts') service.addCall('Outgoing');
      else if (step.kind === 'refuse') service.refuseNext(step.what);
      else runFrontCallStep(step.kind);
    },
  };
}
