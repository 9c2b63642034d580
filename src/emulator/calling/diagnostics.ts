import type { DiagnosticQuality, LatestDiagnosticValue } from '@azure/communication-calling';
import { Emitter } from './events.ts';

/** The values of `DiagnosticQuality`, whose enum is the SDK's own. */
export const quality = { good: 1, poor: 2, bad: 3 } as const;

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

  /** @param value a flag, or one of `quality`. What is well and was never otherwise is not worth a word. */
  set(diagnostic: Name, value: boolean | number): void {
    const before = this.latest.get(diagnostic)?.value;
    if (value === before || (before === undefined && (value === false || value === quality.good))) return;
    const valueType = typeof value === 'boolean' ? 'DiagnosticFlag' : 'DiagnosticQuality';
    this.latest.set(diagnostic, { value: value as boolean | DiagnosticQuality, valueType });
    this.emitter.emit('diagnosticChanged', { diagnostic, value, valueType });
  }

  clear(): void {
    this.emitter.clear();
  }
}
