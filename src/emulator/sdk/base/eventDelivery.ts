import { getPageConditions } from './pageConditions.ts';

/**
 * The class name under which the drop-in SDK (our replacement for `@azure/communication-calling`) emits its internal
 * events. Internal events are never delayed or repeated.
 */
const internalClass = 'CallSession';
/** The longest delay of a late event. The documentation of the condition `eventDelivery` promises this figure. */
const maxDelayMs = 50;

/** By emitter and event name: the time at which the last delayed event of that name is delivered. */
const lastDeliveries = new WeakMap<object, Map<string, number>>();

/** Describes an event to `deliverEvent`. */
interface EmittedEvent {
  /** The SDK's class that has the event, such as `TeamsCall`. */
  readonly className: string;
  readonly eventName: string;
  /** Whether listeners get an argument. Only events without an argument may be repeated. */
  readonly hasArgument: boolean;
}

/**
 * Delivers an event at once, late or twice. A test chooses which, by the emulator's condition `eventDelivery`. (A
 * condition is a fault that a test switches on.) `both` stands for late and twice. Without that condition, the event is
 * delivered at once.
 * @param emitter the object whose events of one name must keep their order.
 * @param callListeners calls all listeners of the event once.
 */
export function deliverEvent(
  emitter: object,
  { className, eventName, hasArgument }: EmittedEvent,
  callListeners: () => void,
): void {
  const condition = className === internalClass ? undefined : getPageConditions().eventDelivery;
  if (!condition) {
    callListeners();
    return;
  }
  const isLate = condition === 'late' || condition === 'both';
  const isTwice = condition === 'twice' || condition === 'both';
  const deliverOnce = isLate ? () => deliverLate(emitter, eventName, callListeners) : callListeners;
  deliverOnce();
  if (isTwice && !hasArgument) deliverOnce();
}

function deliverLate(emitter: object, eventName: string, callListeners: () => void): void {
  const lastByName = lastDeliveries.get(emitter) ?? new Map<string, number>();
  lastDeliveries.set(emitter, lastByName);
  const now = performance.now();
  const deliverAt = Math.max(lastByName.get(eventName) ?? 0, now + Math.random() * maxDelayMs);
  lastByName.set(eventName, deliverAt);
  setTimeout(callListeners, deliverAt - now);
}
