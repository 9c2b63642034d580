import type { DiagnosticQuality as Quality, LatestDiagnosticValue } from '@azure/communication-calling';
import { DiagnosticQuality } from '../base/enums.ts';
import { Emitter } from '../base/events.ts';
import { getPageConditions, watchPageConditions } from '../base/pageConditions.ts';

type Value = boolean | Quality;

/** The latest user-facing diagnostics of the network, or those of the media. */
export class Diagnostics<Name extends string> {
  private readonly emitter = new Emitter('Diagnostics', ['diagnosticChanged']);
  private readonly latest = new Map<Name, LatestDiagnosticValue>();
  readonly on = this.emitter.on;
  readonly off = this.emitter.off;
  private readonly names: readonly Name[];
  /** The values that were measured. The condition `diagnostics` may show other ones in their place. */
  private readonly measured = new Map<Name, Value>();
  private readonly stopWatching = watchPageConditions(() => this.showAll());

  /** @param names all diagnostics of this kind, which the condition `diagnostics` may raise. */
  constructor(names: readonly Name[]) {
    this.names = names;
    this.showAll();
  }

  getLatest(): Partial<Record<Name, LatestDiagnosticValue>> {
    return Object.fromEntries(this.latest) as Partial<Record<Name, LatestDiagnosticValue>>;
  }

  /**
   * Emits `diagnosticChanged` if the value has changed. A diagnostic that has had no problem yet is not listed.
   * @param value a quality, or a flag that is `true` while there is a problem.
   */
  set(diagnostic: Name, value: Value): void {
    this.measured.set(diagnostic, value);
    if (findRaised(diagnostic) === undefined) this.show(diagnostic, value);
  }

  removeAllListeners(): void {
    this.stopWatching();
    this.emitter.removeAllListeners();
  }

  /** Shows the values that a test raises, and for all others what was measured. */
  private showAll(): void {
    for (const name of this.names) {
      const value = findRaised(name) ?? this.measured.get(name) ?? this.findGood(name);
      if (value !== undefined) this.show(name, value);
    }
  }

  /** @returns the value without a problem; `undefined` for a diagnostic that is not listed. */
  private findGood(name: Name): Value | undefined {
    const { valueType } = this.latest.get(name) ?? {};
    return valueType && (valueType === 'DiagnosticFlag' ? false : DiagnosticQuality.Good);
  }

  private show(diagnostic: Name, value: Value): void {
    const previousValue = this.latest.get(diagnostic)?.value;
    const isGood = value === false || value === DiagnosticQuality.Good;
    if (value === previousValue || (previousValue === undefined && isGood)) return;
    const valueType = typeof value === 'boolean' ? 'DiagnosticFlag' : 'DiagnosticQuality';
    this.latest.set(diagnostic, { value, valueType });
    this.emitter.emit('diagnosticChanged', { diagnostic, value, valueType });
  }
}

/** @returns the value of a diagnostic that a test raises; `undefined` if it raises none. */
function findRaised(name: string): Value | undefined {
  const raised: Readonly<Record<string, boolean | keyof typeof DiagnosticQuality | undefined>> =
    getPageConditions().diagnostics ?? {};
  const value = raised[name];
  return typeof value === 'string' ? DiagnosticQuality[value] : value;
}
