import type { HourRecord, Observation, StepRecord } from '../record/record.ts';

/** Shorter differences of time mean nothing: the emulator runs on this machine, and has no network. */
const timeToleranceMs = 5_000;
/** A long time may also differ by this share of itself. */
const timeToleranceShare = 0.25;
/** The clocks of Azure and of this machine may differ by as many seconds. */
const lifetimeToleranceSeconds = 60;

const headings = {
  'emulator kinder': 'Emulator kinder: the service refused or ended something that the emulator allowed',
  'emulator stricter': 'Emulator stricter: the emulator refused or ended something that the service allowed',
  other:
    'Other: another order or value, or a time that differs by more than ' +
    `${timeToleranceMs / 1000} s and ${timeToleranceShare * 100} % (a lifetime by ${lifetimeToleranceSeconds} s)`,
};
/** What a difference means for an app that was tried on the emulator only. */
export type DifferenceGroup = keyof typeof headings;

export interface Difference {
  readonly group: DifferenceGroup;
  readonly step: string;
  readonly text: string;
}

/**
 * Compares a record of the service with a record of the emulator. Both may also come from the emulator: then the comparison
 * finds what changed in between.
 */
export function compareRecords(service: HourRecord, emulator: HourRecord): Difference[] {
  const names = new Set([...service.steps, ...emulator.steps].map(({ step }) => step));
  const findStep = ({ steps }: HourRecord, name: string) =>
    steps.find(({ step, outcome }) => step === name && outcome !== 'not run');
  return [...names].flatMap((name) => {
    const [serviceStep, emulatorStep] = [findStep(service, name), findStep(emulator, name)];
    if (serviceStep && emulatorStep) return compareSteps(serviceStep, emulatorStep);
    if (!serviceStep && !emulatorStep) return [];
    const place = serviceStep ? 'the service' : 'the emulator';
    return [{ group: 'other', step: name, text: `the step ran only on ${place}` }];
  });
}

function compareSteps(service: StepRecord, emulator: StepRecord): Difference[] {
  const results: TextInGroup[] = [];
  if (service.outcome !== emulator.outcome) {
    const isKinder = service.outcome === 'refused';
    const [place, { reason }] = isKinder ? ['the service', service] : ['the emulator', emulator];
    const text = `only ${place} refused the step${reason ? `: ${reason}` : ''}`;
    results.push([isKinder ? 'emulator kinder' : 'emulator stricter', text]);
  }
  const tracks = new Set([...service.observations, ...emulator.observations].map(({ track }) => track));
  for (const track of tracks) {
    const ofTrack = ({ observations }: StepRecord) =>
      observations.filter((observation) => observation.track === track);
    for (const [group, text] of compareTracks(ofTrack(service), ofTrack(emulator)))
      results.push([group, `${track}: ${text}`]);
  }
  return results.map(([group, text]) => ({ group, step: service.step, text }));
}

/** Observations with the same key are about the same thing. */
const keyOf = ({ kind, name, value }: Observation): string =>
  kind === 'event' || kind === 'violation' ? `${kind} ${name} ${value}` : `${kind} ${name}`;

const describe = ({ kind, name, value }: Observation): string => `${kind} “${name}” = ${value}`;

type TextInGroup = readonly [DifferenceGroup, string];

/** Compares each observation with the first one of the other side that has the same key and was not compared yet. */
function compareTracks(service: readonly Observation[], emulator: readonly Observation[]): TextInGroup[] {
  const results: TextInGroup[] = [];
  const unmatched = new Map(emulator.entries());
  let lastIndex = -1;
  for (const observation of service) {
    const match = [...unmatched].find(([, other]) => keyOf(other) === keyOf(observation));
    if (!match) {
      const group = isRefusalOrEnd(observation) ? 'emulator kinder' : 'other';
      results.push([group, `only the service has ${describe(observation)}`]);
      continue;
    }
    const [index, other] = match;
    unmatched.delete(index);
    if (index < lastIndex) results.push(['other', `another order: ${describe(observation)}`]);
    else results.push(...compareValues(observation, other), ...compareTimes(observation, other));
    lastIndex = Math.max(lastIndex, index);
  }
  for (const observation of unmatched.values()) {
    const group = isRefusalOrEnd(observation) ? 'emulator stricter' : 'other';
    results.push([group, `only the emulator has ${describe(observation)}`]);
  }
  return results;
}

/** @returns whether an observation alone means that something was refused, or that a call or an agent ended */
function isRefusalOrEnd(observation: Observation): boolean {
  const { kind, value } = observation;
  if (kind === 'end' || kind === 'violation') return true;
  if (kind === 'event') return value === 'Disconnected' || value === 'Disconnecting';
  return isRefused(observation);
}

/** @returns whether the value of a request, an action or an end says that something was refused, or ended with an error */
function isRefused({ kind, value }: Observation): boolean {
  if (kind === 'request') return Number(String(value).split(' ')[0]) >= 400;
  if (kind === 'action') return value !== 'ok';
  return kind === 'end' && !String(value).startsWith('0/');
}

function compareValues(service: Observation, emulator: Observation): TextInGroup[] {
  const { name, kind, value } = service;
  if (value === emulator.value) return [];
  const isLifetime = name.endsWith('Seconds') && typeof value === 'number';
  if (isLifetime && Math.abs(value - Number(emulator.value)) <= lifetimeToleranceSeconds) return [];
  const text = `${kind} “${name}”: the service ${value}, the emulator ${emulator.value}`;
  if (isRefused(service) === isRefused(emulator)) return [['other', text]];
  return [[isRefused(service) ? 'emulator kinder' : 'emulator stricter', text]];
}

function compareTimes(service: Observation, emulator: Observation): TextInGroup[] {
  if (service.ms === undefined || emulator.ms === undefined) return [];
  const toleranceMs = Math.max(timeToleranceMs, timeToleranceShare * Math.max(service.ms, emulator.ms));
  if (Math.abs(service.ms - emulator.ms) <= toleranceMs) return [];
  const text = `time of ${describe(service)}: the service ${service.ms} ms, the emulator ${emulator.ms} ms`;
  return [['other', text]];
}

export function printDifferences(differences: readonly Difference[], print: (line: string) => void): void {
  for (const group of Object.keys(headings) as DifferenceGroup[]) {
    const ofGroup = differences.filter((difference) => difference.group === group);
    print(`${headings[group]} (${ofGroup.length})`);
    for (const { step, text } of ofGroup) print(`  ${step}: ${text}`);
  }
}
