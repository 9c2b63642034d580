import type { DiagnosticQuality as Quality, LatestDiagnosticValue } from '@azure/communication-calling';
import { DiagnosticQuality } from '../base/enums.ts';
import { Emitter } from '../base/events.ts';

/**
 * The latest user-facing diagnostics of one kind. An unchanged value is not told again.
 * @see https://learn.microsoft.com/azure/communication-services/concepts/voice-video-calling/user-facing-diagnostics
 */
export class Diagnostics<Name extends string> {
  private readonly emitter = new Emitter('Diagnostics', ['diagnosticChanged']);
  private readonly latest = new Map<Name, LatestDiagnosticValue>();
  readonly on = this.emitter.on;
  readonly off = this.emitter.off;

  getLatest(): Partial<Record<Name, LatestDiagnosticValue>> {
    return Object.fromEntries(this.latest) as Partial<Record<Name, LatestDiagnosticValue>>;
  }

  /** @param value a flag, or a quality. What is well and was never otherwise is not worth a word. */
  set(diagnostic: Name, value: boolean | Quality): void {
    const before = this.latest.get(diagnostic)?.value;
    if (value === before || (before === undefined && (value === false || value === DiagnosticQuality.Good)))
      return;
    const valueType = typeof value === 'boolean' ? 'DiagnosticFlag' : 'DiagnosticQuality';
    this.latest.set(diagnostic, { value, valueType });
    this.emitter.emit('diagnosticChanged', { diagnostic, value, valueType });
  }

  clear(): void {
    this.emitter.clear();
  }
}
