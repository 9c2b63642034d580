import { toOid } from '../../wire/rawIds.ts';
import type { Directory } from '../directory.ts';
import { describeFrame } from './describeFrame.ts';
import { createRedactor } from './redact.ts';
import {
  traceVersion,
  type LaneLine,
  type NewEntry,
  type TraceEntry,
  type TraceHeader,
} from './traceFormat.ts';

/** The trace that is kept in memory loses its oldest entries beyond this many characters. */
const maxCharacters = 48_000_000;

/** The lane of what a test or a developer does to the emulator. */
export const controlsLane = 'controls';

/** What the recorder tells others about its trace. */
export interface RecordingState {
  readonly on: boolean;
  /** When this trace began, as an ISO date. A reset begins another trace. */
  readonly startedAt: string;
  /** How many lines the trace has after its header. */
  readonly lines: number;
  /** How many of the oldest lines were forgotten. */
  readonly forgotten: number;
}

/**
 * The call's flight recorder: collects what happens in a run, without its secrets. It records nothing until it is switched on.
 * Callers ask `isOn` before they build an entry, so that a recorder that is off costs one comparison.
 */
export class Recorder {
  isOn = false;
  private startedAtMs = Date.now();
  /** The lines after the header, without their line breaks. */
  private lines: string[] = [];
  private characters = 0;
  private forgotten = 0;
  private readonly laneLines = new Map<string, LaneLine>();
  /** Maps raw ids of ACS users to the names that they have chosen. */
  private readonly chosenNames = new Map<string, string>();
  private readonly redact: (value: unknown) => unknown;
  private readonly directory: Pick<Directory, 'findPerson'>;
  private readonly emulatorVersion: string;
  private readonly listeners = new Set<() => void>();
  /** Gets every line, beginning with a header, for a file. */
  private writeLine: ((line: string) => void) | null = null;

  /** @param secrets the texts that are known to be secret, such as the secret of the controls. */
  constructor(
    directory: Pick<Directory, 'findPerson'>,
    emulatorVersion: string,
    secrets: readonly string[] = [],
  ) {
    this.directory = directory;
    this.emulatorVersion = emulatorVersion;
    this.redact = createRedactor(secrets);
  }

  /** Switches the recorder on or off. What was recorded stays. */
  setOn(on: boolean): void {
    if (this.isOn === on) return;
    this.isOn = on;
    if (on && this.lines.length === 0) this.startedAtMs = Date.now();
    for (const listener of this.listeners) listener();
  }

  /** Learns of every change of `isOn`. @returns a function that removes the listener. */
  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Writes every line from now on to a file, too, also those of the traces after a reset. @param writeLine `null` ends this. */
  writeTo(writeLine: ((line: string) => void) | null): void {
    this.writeLine = writeLine;
    writeLine?.(this.createHeader());
  }

  /** Forgets the trace, and begins another one. */
  clear(): void {
    this.startedAtMs = this.writeLine ? this.startedAtMs : Date.now();
    this.lines = [];
    this.characters = 0;
    this.forgotten = 0;
    // A page that stays connected has a name again as soon as it sends or gets a frame, at least every second.
    this.laneLines.clear();
  }

  /** Records an entry. @param at the machine's time in milliseconds since 1970. */
  record(lane: string, entry: NewEntry, at = Date.now()): void {
    if (!this.isOn) return;
    const { name, detail, data, ...rest } = entry;
    const line: TraceEntry = {
      at: Math.max(0, Math.round(at - this.startedAtMs)),
      lane,
      ...rest,
      name: this.redact(name) as string,
      ...(detail !== undefined && { detail: this.redact(detail) as string }),
      ...(data !== undefined && { data: this.redact(data) }),
    };
    this.add(JSON.stringify(line));
  }

  /** Records a frame of signalling, or an event for a participant whom the emulator plays. @param rawId whose lane it is. */
  recordFrame(lane: string, rawId: string, way: 'up' | 'down', frame: object): void {
    if (!this.isOn) return;
    this.nameLane(lane, rawId);
    const entry = describeFrame(way, frame, (id) => this.findName(id));
    if (entry) this.record(lane, entry);
  }

  /** Records a note of a test or a developer. */
  note(text: string): void {
    this.nameLane(controlsLane, 'The test and its controls');
    this.record(controlsLane, { kind: 'control', name: 'note', detail: text });
  }

  /** Says whose lane it is. @param rawId a raw id or an object id. */
  nameLane(lane: string, rawId: string): void {
    if (!this.isOn || this.laneLines.has(lane)) return;
    this.addLane({ lane, name: this.findName(rawId), participant: toOid(rawId) });
  }

  /** Learns the name that an ACS user has chosen, also while the recorder is off. */
  learnName(rawId: string, name: string): void {
    if (name !== '') this.chosenNames.set(rawId, name);
  }

  /** The name of a person or an ACS user, or a phone number. */
  findName(rawId: string): string {
    const name = this.directory.findPerson(toOid(rawId))?.displayName ?? this.chosenNames.get(rawId);
    return name ?? rawId.replace(/^4:/, '');
  }

  readState(): RecordingState {
    const startedAt = new Date(this.startedAtMs).toISOString();
    return { on: this.isOn, startedAt, lines: this.lines.length, forgotten: this.forgotten };
  }

  /** @returns the file: the header, and the lines after the first `skippedLines`. */
  readTrace(skippedLines = 0): string {
    const skipped = Math.max(0, skippedLines - this.forgotten);
    return `${[this.createHeader(), ...this.lines.slice(skipped)].join('\n')}\n`;
  }

  private addLane(line: LaneLine): void {
    this.laneLines.set(line.lane, line);
    this.add(JSON.stringify(line));
  }

  private add(line: string): void {
    this.writeLine?.(line);
    this.lines.push(line);
    this.characters += line.length;
    if (this.characters > maxCharacters) this.forgetOldest();
  }

  /** Forgets a tenth of the lines, but no names of lanes. */
  private forgetOldest(): void {
    const forgottenLines = this.lines.splice(0, Math.ceil(this.lines.length / 10));
    this.forgotten += forgottenLines.length;
    for (const line of forgottenLines) this.characters -= line.length;
    for (const line of this.laneLines.values()) {
      const text = JSON.stringify(line);
      this.lines.push(text);
      this.characters += text.length;
    }
  }

  private createHeader(): string {
    const header: TraceHeader = {
      acsCallingTrace: traceVersion,
      emulator: this.emulatorVersion,
      startedAt: new Date(this.startedAtMs).toISOString(),
    };
    return JSON.stringify(header);
  }
}
