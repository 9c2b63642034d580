import { provideObserver, type Observer } from '../base/recording.ts';
import type { Measurement } from '../diagnostics/measurement.ts';
import { describeValue } from './describeValue.ts';
import { EntrySender } from './entrySender.ts';
import { recordMethods } from './recordMethods.ts';
import { CallStatistics } from './statistics.ts';

/** The level of a sound changes many times a second. */
const unrecordedClasses = new Set(['Volume', 'MediaStatsCollector']);

/**
 * Lets this page record what the emulator's flight recorder cannot see: the app's calls of the SDK, the SDK's events, call states
 * and statistics of media. The emulator itself records the frames of signalling.
 * @param clientClass the class of call clients
 */
export function installPageRecorder(clientClass: { readonly prototype: object }): void {
  let pageRecorder: PageRecorder | undefined;
  provideObserver(() => (pageRecorder ??= new PageRecorder(clientClass)));
}

class PageRecorder implements Observer {
  private readonly sender = new EntrySender();
  /** By call id. */
  private readonly statistics = new Map<unknown, CallStatistics>();

  constructor(clientClass: { readonly prototype: object }) {
    recordMethods(clientClass, (entry) => this.sender.add(entry));
  }

  observeEvent(className: string, eventName: string, args: unknown, owner: object = {}): void {
    if (eventName === 'measured') return this.observeMeasurement(args as Measurement, owner);
    if (className === 'CallSession' || unrecordedClasses.has(className)) return undefined;
    const isState = /^(connectionS|s)tateChanged$/.test(eventName);
    // The arguments of `connectionStateChanged` and `diagnosticChanged`.
    const { newValue, diagnostic, value } = (args ?? {}) as {
      newValue?: string;
      diagnostic?: string;
      value?: boolean | number;
    };
    const { state } = owner as { state?: unknown };
    const detail = newValue ?? (diagnostic === undefined ? isState && state : `${diagnostic} ${value}`);
    return this.sender.add({
      kind: isState ? 'state' : 'event',
      name: `${className}.${eventName}`,
      way: 'down',
      ...(typeof detail === 'string' && { detail }),
      data: {
        ...(describeValue(owner) as object),
        ...(args !== undefined && { arguments: describeValue(args) }),
      },
    });
  }

  private observeMeasurement(measurement: Measurement, owner: { readonly call?: unknown }): void {
    const statistics = this.statistics.get(owner.call) ?? new CallStatistics();
    this.statistics.set(owner.call, statistics);
    const entry = statistics.describe(owner.call, measurement);
    if (entry) this.sender.add(entry);
  }
}
