import type { Phone } from '../../../src/web/calling/phone.ts';
import { hangUp } from '../../../src/web/features/hang-up/hangUp.ts';
import { hold } from '../../../src/web/features/hold/hold.ts';
import { mute } from '../../../src/web/features/mute/mute.ts';
import { transfer } from '../../../src/web/features/transfer/transfer.ts';
import type { SimulatedCall } from '../../../src/web/fixtures/simulatedCall.ts';
import type { SimulatedService } from '../../../src/web/fixtures/simulatedService.ts';
import type { Step } from './steps.ts';

/** Plays steps on a phone, and records commands that neither took effect nor led to a problem that the user sees. */
export function createPlayer(phone: Phone, service: SimulatedService) {
  const commands: Promise<void>[] = [];
  const answering = new Set<string>();
  const fronts = new Set<string | null>();
  let placedCount = 0;
  const shownProblems = new Set<unknown>();
  phone.state.subscribe(() => {
    fronts.add(phone.state.get().front);
    for (const problem of phone.state.get().problems) shownProblems.add(problem);
  });

  /** @param findFault what is wrong once the command is done, unless the user sees a new problem by then. */
  const follow = (work: Promise<void>, findFault: () => string | null) => {
    const problemsBefore = shownProblems.size;
    const checked = async () => {
      await work;
      const fault = shownProblems.size > problemsBefore ? null : findFault();
      if (fault) service.faults.push(fault);
    };
    commands.push(checked());
  };
  const sessionOf = (call: SimulatedCall) =>
    phone.state
      .get()
      .calls.map((key) => phone.session(key))
      .find((session) => session?.call.get().id === call.id);
  const frontSession = () => phone.session(phone.state.get().front ?? '');
  const pick = <T>(list: readonly T[], index: number): T | undefined => list[index % list.length];

  function dial(): void {
    if (phone.state.get().isPlacing) return;
    const rawId = `8:orgid:${(placedCount += 1)}`;
    follow(phone.placeCall({ kind: 'people', rawIds: [rawId] }, { video: false }), () => {
      return service.started.includes(rawId) ? null : `${rawId} was not called, and the user saw no problem`;
    });
  }

  function accept(index: number): void {
    const ring = pick(service.rings, index);
    if (!ring) return;
    // A second press while the first is under way does nothing.
    if (answering.has(ring.id)) return void phone.accept(ring.id, { video: false });
    const wasShown = phone.state.get().incoming.some(({ key }) => key === ring.id);
    answering.add(ring.id);
    const accepting = phone.accept(ring.id, { video: false }).finally(() => answering.delete(ring.id));
    follow(accepting, () => {
      const isDone = ring.accepted === 1 || !ring.isRinging;
      return !wasShown || isDone ? null : `${ring.id} still rings, and the user saw no problem`;
    });
  }

  function switchTo(call: SimulatedCall): void {
    const session = sessionOf(call);
    if (!session) return;
    fronts.clear();
    follow(phone.switchTo(session.key), () => {
      const wasInFront = fronts.has(session.key) || phone.state.get().front === session.key;
      return wasInFront || call.isOver ? null : `${call.id} never came in front`;
    });
  }

  function end(call: SimulatedCall): void {
    const session = sessionOf(call);
    if (!session) return;
    follow(session.run(hangUp, undefined), () => (call.isOver ? null : `${call.id} did not end`));
  }

  function onRing(kind: 'accept' | 'decline' | 'giveUp', index: number): void {
    if (kind === 'accept') return accept(index);
    const ring = pick(service.rings, index);
    if (!ring) return;
    if (kind === 'giveUp') ring.stop({ code: 487, subCode: 0 });
    else follow(phone.decline(ring.id), () => null);
  }

  function onFront(kind: 'toggleHold' | 'transfer' | 'toggleMute'): void {
    const session = frontSession();
    const call = service.calls.find(({ id }) => id === session?.call.get().id);
    if (!session || !call) return;
    if (kind === 'toggleHold') follow(session.run(hold, undefined), () => null);
    else if (kind === 'toggleMute') follow(session.run(mute, undefined), () => null);
    else if (call.state === 'Connected')
      follow(
        session.run(transfer, { kind: 'start', target: { kind: 'person', rawId: '8:orgid:t' } }),
        () => null,
      );
  }

  function onCall(kind: Extract<Step, { call: number }>['kind'], call: SimulatedCall | undefined): void {
    if (!call) return;
    if (kind === 'switchTo') switchTo(call);
    else if (kind === 'hangUp') end(call);
    else if (kind === 'answer') {
      if (call.state === 'Connecting') call.become('Ringing');
      else if (call.state === 'Ringing') call.become('Connected');
    } else if (kind === 'remoteEnd') call.end({ code: 0, subCode: 0 });
    else if (kind === 'remoteHold' || kind === 'remoteResume') call.setHeldThere(kind === 'remoteHold');
    else call.settleTransfer(kind === 'transferred' ? 'Transferred' : 'Failed');
  }

  return {
    /** The commands so far. Each settles once the SDK has answered it. */
    commands,
    play: (step: Step): void => {
      if ('ring' in step) onRing(step.kind, step.ring);
      else if ('call' in step) onCall(step.kind, pick(service.calls, step.call));
      else if (step.kind === 'nothing') return;
      else if (step.kind === 'dial') dial();
      else if (step.kind === 'ring') service.ring();
      else if (step.kind === 'sdkStarts') service.add('Outgoing');
      else if (step.kind === 'refuse') service.refuse(step.what);
      else onFront(step.kind);
    },
  };
}
