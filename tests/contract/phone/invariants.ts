import type { Phone } from '../../../src/web/calling/phone.ts';
import type { SessionCount } from '../../../src/web/fixtures/simulatedPhone.ts';
import type { SimulatedService } from '../../../src/web/fixtures/simulatedService.ts';

/** @returns the invariants that do not hold once all commands are answered. */
export function brokenInvariants(phone: Phone, service: SimulatedService, sessions: SessionCount): string[] {
  const { calls, front } = phone.state.get();
  const broken = [...service.faults];
  const shown = calls.map((key) => phone.session(key)?.call.get().id ?? 'none');
  const frontId = phone.session(front ?? '')?.call.get().id ?? null;
  const open = service.calls.map(({ id }) => id);
  if (shown.toSorted().join() !== open.toSorted().join())
    broken.push(`the phone has the calls ${shown.join()}, the service ${open.join()}`);
  if ((frontId === null) !== (open.length === 0)) broken.push(`${frontId} is in front of ${open.join()}`);
  for (const call of service.calls) {
    const isQuiet = call.state === 'LocalHold' || (call.isMuted && call.isIncomingAudioMuted);
    if (call.id !== frontId && !isQuiet) broken.push(`${call.id} is ${call.state} behind ${frontId}`);
    if (call.id === frontId && call.state !== 'LocalHold' && call.isIncomingAudioMuted)
      broken.push(`${call.id} is in front, and not heard`);
  }
  if (sessions.opened - sessions.closed !== calls.length)
    broken.push(
      `${sessions.opened} sessions were opened, ${sessions.closed} closed, ${calls.length} are shown`,
    );
  if (new Set(service.started).size < service.started.length)
    broken.push(`called twice: ${service.started.join()}`);
  for (const { id, accepted } of service.rings)
    if (accepted > 1) broken.push(`${id} was accepted ${accepted} times`);
  if (phone.state.get().isPlacing) broken.push('the phone still shows that it is placing a call');
  return broken;
}
