import type { DiagnosticQuality as Quality, LatestDiagnosticValue } from '@azure/communication-calling';
import { DiagnosticQuality } from '../base/enums.ts';
import { Emitter } from '../base/events.ts';

/** The latest user-facing diagnostics of the network, or those of the media. */
export class Diagnostics<Name extends string> {
  private readonly emitter = new Emitter('Diagnostics', ['diagnosticChanged']);
  private readonly latest = new Map<Name, LatestDiagnosticValue>();
  readonly on = this.emitter.on;
  readonly off = this.emitter.off;

  getLatest(): Partial<Record<Name, LatestDiagnosticValue>> {
    return Object.fromEntries(this.latest) as Partial<Record<Name, LatestDiagnosticValue>>;
  }

  /**
   * Emits `diagnosticChanged` if the value has changed. A diagnostic that has had no problem yet is not listed.
   * @param value a quality, or a flag that is `true` while there is a problem.
   */
  set(diagnostic: Name, value: boolean | Quality): void {
    const previousValue = this.latest.get(diagnostic)?.value;
    const isGood = value === false || value === DiagnosticQuality.Good;
    if (value === previousValue || (previousValue === undefined && isGood)) return;
    const valueType = typeof value === 'boolean' ? 'DiagnosticFlag' : 'DiagnosticQuality';
    this.latest.set(diagnostic, { value, valueType });
    this.emitter.emit('diagnosticChanged', { diagnostic, value, valueType });
  }

  removeAllListeners(): void {
    this.emitter.removeAllListeners();
  }
}
