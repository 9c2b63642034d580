import { collectLiveObjects, type LiveObjects } from './liveObjects.ts';
import { readOutcome, type Outcomes } from './outcomes.ts';
import type { Sdk } from './sdk.ts';

/** The names of the members and events of one type. */
export interface TypeNames {
  readonly members: readonly string[];
  readonly events: readonly string[];
}

/** Maps the name of each type to the names of its members and events. */
export type NamesByType = Record<string, TypeNames>;

/**
 * Lists all members that the objects of an SDK have at run time, private ones too.
 * @returns the names, by type.
 */
export async function listRunTimeMembers(sdk: Sdk): Promise<Record<string, string[]>> {
  return mapObjects(await collectLiveObjects(sdk), listPropertyNames);
}

/**
 * Reads each named member of the objects of an SDK, and subscribes to each named event.
 * @returns by type and member the kind of the value, such as `function`, and by type and event the outcome of `on` and `off`.
 */
export async function collectMemberOutcomes(
  sdk: Sdk,
  namesByType: NamesByType,
): Promise<Record<string, Outcomes>> {
  return mapObjects(await collectLiveObjects(sdk), (object, typeName) => {
    const { members = [], events = [] } = namesByType[typeName] ?? {};
    return Object.fromEntries([
      ...members.map((name) => [name, readKind(object, name)]),
      ...events.map((name) => [`on ${name}`, readSubscription(object, name)]),
    ]) as Outcomes;
  });
}

const mapObjects = <Result>(
  objects: LiveObjects,
  read: (object: object, typeName: string) => Result,
): Record<string, Result> =>
  Object.fromEntries(
    Object.entries(objects).flatMap(([typeName, object]) =>
      object ? [[typeName, read(object, typeName)]] : [],
    ),
  );

function listPropertyNames(object: object): string[] {
  const names = new Set<string>();
  for (
    let owner: object = object;
    owner !== Object.prototype;
    owner = Object.getPrototypeOf(owner) as object
  ) {
    for (const name of Object.getOwnPropertyNames(owner)) names.add(name);
  }
  names.delete('constructor');
  return [...names];
}

/** @returns `absent` if the object has no such member, or the code of the error if reading the member throws. */
function readKind(object: object, name: string): unknown {
  if (!(name in object)) return 'absent';
  return readOutcome(() => {
    const value: unknown = (object as Record<string, unknown>)[name];
    if (value === null) return 'null';
    return Array.isArray(value) ? 'array' : typeof value;
  });
}

function readSubscription(object: object, eventName: string): unknown {
  const source = object as { on(event: string, listener: () => void): void; off: typeof source.on };
  const listener = () => undefined;
  return [
    readOutcome(() => source.on(eventName, listener)),
    readOutcome(() => source.off(eventName, listener)),
  ];
}

/** The names that an SDK's module exports, and the names of its features. */
export interface ExportedNames {
  readonly exports: readonly string[];
  readonly features: readonly string[];
}

export const listExports = (sdk: Sdk): ExportedNames => ({
  exports: Object.keys(sdk),
  features: Object.keys(sdk.Features),
});

/**
 * Reads the named exports and features of an SDK's module.
 * @returns the value of each enum and table, `function` for each class, and for each feature the name of its constructor.
 */
export function collectExports(sdk: Sdk, { exports, features }: ExportedNames): Outcomes {
  const values = sdk as unknown as Record<string, unknown>;
  const factories = sdk.Features as unknown as Record<string, object | undefined>;
  const listConstructors = (factory: object = {}) =>
    Object.keys(factory).filter((name) => name.endsWith('ApiCtor'));
  return {
    ...Object.fromEntries(
      exports
        .filter((name) => name !== 'Features')
        .map((name) => [name, typeof values[name] === 'object' ? values[name] : typeof values[name]]),
    ),
    Features: Object.fromEntries(features.map((name) => [name, listConstructors(factories[name])])),
  };
}
