import { provideObserver, type Observer, type PageEntry } from '../base/recording.ts';
import type { Measurement } from '../diagnostics/measurement.ts';
import { describeValue } from './describeValue.ts';
import { EntrySender } from './entrySender.ts';
import { recordClient, recordMethods } from './recordMethods.ts';
import { CallStatistics } from './statistics.ts';

/** The level of a sound changes many times a second. */
const unrecordedClasses = new Set(['Volume', 'MediaStatsCollector']);

/**
 * Lets this page record what the emulator's flight recorder cannot see: the app's calls of the SDK, the SDK's events, call states
 * and statistics of media. The emulator itself records the frames of signalling.
 * @param clientClass the class of call clients
 */
export function installPageRecorder(clientClass: { readonly prototype: object }): void {
  let sender: EntrySender | undefined;
  const record = (entry: PageEntry) => (sender ??= new EntrySender()).add(entry);
  // The page learns by the first request of a client that the emulator records, which is too late for that request itself.
  recordClient(clientClass, record);
  let pageRecorder: PageRecorder | undefined;
  provideObserver(() => (pageRecorder ??= new PageRecorder(record)));
}

class PageRecorder implements Observer {
  private readonly record: (entry: PageEntry) => void;
  /** By call id. */
  private readonly statistics = new Map<unknown, CallStatistics>();

  constructor(record: (entry: PageEntry) => void) {
    this.record = record;
    recordMethods(record);
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
    return this.record({
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
    if (entry) this.record(entry);
  }
}
