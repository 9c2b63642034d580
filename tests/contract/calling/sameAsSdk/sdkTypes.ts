import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { TypeNames } from './members.ts';

const sdkFolder = dirname(
  createRequire(import.meta.url).resolve('@azure/communication-calling/package.json'),
);
/** The text of the SDK's published types. The types are read as text, because interfaces do not exist at run time. */
const sdkTypesText = readFileSync(join(sdkFolder, 'types/communication-calling.d.ts'), 'utf8').replaceAll(
  '\r\n',
  '\n',
);

/** A class or interface of the SDK, with its own members and events, without inherited ones. */
interface DeclaredType extends TypeNames {
  /** The names of the types that this type extends. */
  readonly bases: readonly string[];
  readonly hasMethods: boolean;
}

/** Matches each exported class or interface. It captures the name, the types that it extends, and the lines between the braces. */
const declarationPattern =
  /^export declare (?:interface|class) (\w+)(?:<[^{\n]*?>)?(?: extends ([\w, ]+))?[^{\n]*\{\n([\s\S]*?)^\}/gm;
/** Matches each public member in a body: a line with an indent of 4 that is no comment and no constructor. Captures its name. */
const memberPattern = /^ {4}(?!private|constructor|\/?\*)(?:readonly |get |set )?(\w+)\??[(:<]/gm;
const methodPattern = /^ {4}(?!private|constructor)\w+[(<]/m;
/** Matches each overload of the method `on` in a body. It captures the name of the event, or of the type of that name. */
const eventPattern = /^ {4}on\(event: ['"]?(\w+)/gm;
/** Matches each type that is a text, such as `export declare type RaisedHandEventType = 'raisedHandEvent';`. */
const textTypePattern = /^export declare type (\w+) = '(\w+)';/gm;

const textTypes = new Map(
  [...sdkTypesText.matchAll(textTypePattern)].map(([, name = '', text = '']) => [name, text]),
);

const declaredTypes = new Map<string, DeclaredType>(
  [...sdkTypesText.matchAll(declarationPattern)].map(([, name = '', bases = '', body = '']) => [
    name,
    {
      bases: bases.split(',').map((base) => base.trim()),
      members: [...body.matchAll(memberPattern)].map(([, member = '']) => member),
      events: [...body.matchAll(eventPattern)].map(([, event = '']) => textTypes.get(event) ?? event),
      hasMethods: methodPattern.test(body),
    },
  ]),
);

function listBases(typeName: string): DeclaredType[] {
  const type = declaredTypes.get(typeName);
  return type ? [type, ...type.bases.flatMap(listBases)] : [];
}

/** Maps each class and interface with methods, own or inherited, that no other type extends, to its members and events. */
export const typesWithMethods: Readonly<Record<string, TypeNames>> = Object.fromEntries(
  [...declaredTypes.keys()]
    .filter((name) => ![...declaredTypes.values()].some(({ bases }) => bases.includes(name)))
    .map((name) => [name, listBases(name)] as const)
    .filter(([, types]) => types.some(({ hasMethods }) => hasMethods))
    .map(([name, types]) => {
      const [members, events] = [types.flatMap((type) => type.members), types.flatMap((type) => type.events)];
      return [name, { members: [...new Set(members)], events: [...new Set(events)] }];
    }),
);

export const featureTypes: Readonly<Record<string, string>> = Object.fromEntries(
  [...sdkTypesText.matchAll(/^ {4}(\w+): \w+FeatureFactory<(\w+)>;/gm)].map(([, name, type]) => [name, type]),
);
