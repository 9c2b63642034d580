import { pageConditions } from './pageConditions.ts';

/** The owner of events that only the drop-in listens to. They are never delayed or repeated. */
const internalOwner = 'CallSession';
const maxDelayMs = 50;

/** When the last event of each name is due, by emitter. Events of one name keep their order. */
const dueAt = new WeakMap<object, Map<string, number>>();

/**
 * Delivers an event at once, late or twice, as the emulator's condition `eventDelivery` says.
 * @param emitter the emitter of the event.
 * @param owner the class of the object whose event it is.
 * @param isNotice whether the event has no arguments. Only such an event may be repeated.
 */
export function deliver(
  emitter: object,
  { owner, event, isNotice }: { owner: string; event: string; isNotice: boolean },
  run: () => void,
): void {
  const delivery = owner === internalOwner ? undefined : pageConditions().eventDelivery;
  if (!delivery) return run();
  const send = delivery === 'twice' ? run : () => runLater(emitter, event, run);
  send();
  if (delivery !== 'late' && isNotice) send();
  return undefined;
}

function runLater(emitter: object, event: string, run: () => void): void {
  const byName = dueAt.get(emitter) ?? new Map<string, number>();
  dueAt.set(emitter, byName);
  const now = performance.now();
  const at = Math.max(byName.get(event) ?? 0, now + Math.random() * maxDelayMs);
  byName.set(event, at);
  setTimeout(run, at - now);
}
