import { pageConditions } from './pageConditions.ts';

/** The drop-in hears these events itself, and apps do not. */
const internal = 'CallSession';
const latestMs = 50;

/** When the last event of each kind is due, by the object whose it is: those of one kind keep their order. */
const due = new WeakMap<object, Map<string, number>>();

/**
 * Delivers an event as the condition `eventDelivery` has it: at once, late, or twice.
 * @param emitter whose event it is. @param owner the class of the object. @param isNotice it says only that something
 * has changed, and may come once more.
 */
export function deliver(
  emitter: object,
  { owner, event, isNotice }: { owner: string; event: string; isNotice: boolean },
  run: () => void,
): void {
  const how = owner === internal ? undefined : pageConditions().eventDelivery;
  if (!how) return run();
  const send = how === 'twice' ? run : () => later(emitter, event, run);
  send();
  if (how !== 'late' && isNotice) send();
  return undefined;
}

function later(emitter: object, event: string, run: () => void): void {
  const kinds = due.get(emitter) ?? new Map<string, number>();
  due.set(emitter, kinds);
  const now = performance.now();
  const at = Math.max(kinds.get(event) ?? 0, now + Math.random() * latestMs);
  kinds.set(event, at);
  setTimeout(run, at - now);
}
