import { callingError } from './errors.ts';
import { getPageConditions } from './pageConditions.ts';
import { observer } from './recording.ts';

/** A listener of any event: every function with one parameter, of whatever type, can be assigned to this type. */
export type Listener = (args: never) => void;

/** Emitters with this class name serve the emulator's own code. Their events are never delayed or repeated. */
const internalClass = 'CallSession';
/** The longest delay of an event under the condition `eventDelivery`, a fault that a test switches on in the emulator. */
const maxDelayMs = 50;

/** For each class of SDK 2.0.0 that refuses an unknown event name: the codes of the error. Other classes accept any name. */
const errorCodes: Partial<Record<string, readonly [code: number, onSubCode: number, offSubCode: number]>> = {
  DeviceManager: [422, 40603, 40604],
  CallAgent: [422, 40205, 40206],
  TeamsCallAgent: [422, 40205, 40206],
  Call: [422, 41042, 41043],
  TeamsCall: [422, 41042, 41043],
  RemoteParticipant: [422, 42002, 42003],
  RemoteVideoStream: [422, 43100, 43101],
  LocalVideoStream: [422, 43011, 43011],
  LocalAudioStream: [422, 43605, 43605],
  Lobby: [422, 41800, 41801],
  Volume: [400, 41060, 41061],
  Diagnostics: [422, 45401, 45402],
  RemoteDiagnostics: [422, 45401, 45402],
  RecordingCallFeature: [422, 45850, 45851],
  DataChannelCallFeature: [422, 45319, 45319],
  OptimalVideoCountCallFeature: [422, 45600, 45601],
  TogetherModeCallFeature: [422, 41042, 41042],
  MediaAccessCallFeature: [422, 41042, 41043],
  AudioEffectsFeature: [400, 45002, 45003],
  VideoEffectsFeature: [400, 46160, 46161],
};

/** The calls, such as `RaiseHandCallFeature.on('raisedHandChanged')`, for which the console has shown a warning. */
const warnedCalls = new Set<string>();

/**
 * Stores the listeners of one object of the drop-in SDK (our replacement for `@azure/communication-calling`). If a listener
 * throws, the error is reported to the page as uncaught, and the other listeners are still called.
 */
export class Emitter<EventName extends string = string> {
  private readonly className: string;
  private readonly describeOwner: (() => object) | undefined;
  private readonly listeners: Map<EventName, Set<Listener>>;
  /** By event name: when the last delayed event of that name is due, as `performance.now()` counts. */
  private readonly lastDeliveries = new Map<EventName, number>();

  /**
   * @param className the SDK's class, such as `TeamsCall`. Some classes throw an error for an unknown event.
   * @param describeOwner returns what the flight recorder notes about the object at each event, such as its state.
   */
  constructor(className: string, eventNames: readonly EventName[], describeOwner?: () => object) {
    this.className = className;
    this.describeOwner = describeOwner;
    this.listeners = new Map(eventNames.map((eventName) => [eventName, new Set()]));
  }

  /** @throws a TypeError for a listener that is not a function; the SDK's error for an unknown event. */
  readonly on = (event: string, listener: Listener): void => {
    this.listenersOf('on', event, listener)?.add(listener);
  };

  readonly off = (event: string, listener: Listener): void => {
    this.listenersOf('off', event, listener)?.delete(listener);
  };

  /**
   * Calls the listeners at once; late or twice under the condition `eventDelivery`. Late events of one name keep their order.
   * @param args the listeners' argument; `undefined` for an event that says only that a property has changed. Only such an
   * event may come twice.
   */
  emit(eventName: EventName, args?: unknown): void {
    if (observer) observer.observeEvent(this.className, eventName, args, this.describeOwner?.());
    const condition = this.className === internalClass ? undefined : getPageConditions().eventDelivery;
    const isLate = condition === 'late' || condition === 'both';
    const isTwice = (condition === 'twice' || condition === 'both') && args === undefined;
    const deliver = () => (isLate ? this.callLater(eventName, args) : this.callListeners(eventName, args));
    deliver();
    if (isTwice) deliver();
  }

  private callLater(eventName: EventName, args: unknown): void {
    const now = performance.now();
    const deliverAt = Math.max(this.lastDeliveries.get(eventName) ?? 0, now + Math.random() * maxDelayMs);
    this.lastDeliveries.set(eventName, deliverAt);
    setTimeout(() => this.callListeners(eventName, args), deliverAt - now);
  }

  private callListeners(eventName: EventName, args: unknown): void {
    // The copy leaves out listeners that are added during the event.
    for (const listener of Array.from(this.listeners.get(eventName) ?? [])) {
      try {
        (listener as (args: unknown) => void)(args);
      } catch (error) {
        reportError(error);
      }
    }
  }

  removeAllListeners(): void {
    for (const listeners of this.listeners.values()) listeners.clear();
  }

  /** Checks the arguments of `on` or `off`. @returns the event's listeners; `undefined` if an unknown event is accepted. */
  private listenersOf(method: 'on' | 'off', event: string, listener: Listener): Set<Listener> | undefined {
    const eventListeners = this.listeners.get(event as EventName);
    if (!eventListeners) handleUnknownEvent(this.className, method, event);
    if (typeof listener === 'function') return eventListeners;
    throw new TypeError(`The "listener" argument must be of type Function. Received type ${typeof listener}`);
  }
}

/**
 * Handles an app's call of `on` or `off` with an event name that the class does not have.
 * @throws the SDK's error for some classes. The other classes accept the name and never call the listener. Then a warning in
 * the console points out the probable typing error.
 */
function handleUnknownEvent(className: string, method: 'on' | 'off', eventName: string): void {
  const classCodes = errorCodes[className];
  if (classCodes) {
    const [code, onSubCode, offSubCode] = classCodes;
    const action = method === 'on' ? 'subscribe to' : 'unsubscribe from';
    throw callingError(
      code,
      method === 'on' ? onSubCode : offSubCode,
      `Failed to ${action} an event of ${className}: unknown name.`,
    );
  }
  const appCall = `${className}.${method}('${eventName}')`;
  if (warnedCalls.has(appCall)) return;
  warnedCalls.add(appCall);
  // oxlint-disable-next-line no-console -- the app's developer has no other way to learn of the typing error
  console.warn(`${appCall}: there is no such event, so the listener is never called.`);
}
