import type { Phone } from '../../../src/web/calling/phone.ts';
import type { SessionCounts } from '../../../src/web/fixtures/simulatedPhone.ts';
import type { SimulatedService } from '../../../src/web/fixtures/simulatedService.ts';

/**
 * Compares a phone with its service, and checks that the user hears no call but the front call, which is the call on the screen.
 * @returns a sentence for each invariant that does not hold, once the service has answered all commands.
 */
export function findBrokenInvariants(
  phone: Phone,
  service: SimulatedService,
  sessions: SessionCounts,
): string[] {
  const { calls, front: frontKey } = phone.state.get();
  const broken = [...service.violations];
  const shownIds = calls.map((key) => phone.findSession(key)?.call.get().id ?? 'none');
  const frontId = phone.findSession(frontKey ?? '')?.call.get().id ?? null;
  const openIds = service.calls.map(({ id }) => id);
  if (shownIds.toSorted().join() !== openIds.toSorted().join())
    broken.push(`the phone has the calls ${shownIds.join()}, the service ${openIds.join()}`);
  if ((frontId === null) !== (openIds.length === 0))
    broken.push(`${frontId} is in front of ${openIds.join()}`);
  for (const call of service.calls) {
    const isSilent = call.state === 'LocalHold' || (call.isMuted && call.isIncomingAudioMuted);
    if (call.id !== frontId && !isSilent) broken.push(`${call.id} is ${call.state} behind ${frontId}`);
    if (call.id === frontId && call.state !== 'LocalHold' && call.isIncomingAudioMuted)
      broken.push(`${call.id} is in front, but its sound is muted`);
  }
  if (sessions.opened - sessions.closed !== calls.length)
    broken.push(
      `${sessions.opened} sessions were opened, ${sessions.closed} closed, ${calls.length} are shown`,
    );
  if (new Set(service.startedTargets).size < service.startedTargets.length)
    broken.push(`called twice: ${service.startedTargets.join()}`);
  for (const { id, acceptCount } of service.incomingCalls)
    if (acceptCount > 1) broken.push(`${id} was accepted ${acceptCount} times`);
  if (phone.state.get().isPlacing) broken.push('the phone still shows that it is placing a call');
  return broken;
}
