import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import {
  hasMethods,
  declaredTypes,
  implementingFiles,
  isExtended,
  listMemberNames,
  readDropInSource,
} from '../testing/surface.ts';
import { refusedMembers } from './features/matrix.ts';

/**
 * The drop-in SDK replaces `@azure/communication-calling`, "the SDK". These types of the SDK have methods and are not
 * emulated, each for the reason given. A member of a type is a property or a method.
 */
const notEmulated: Record<string, string> = {
  Call: 'for ACS users, not for Teams users',
  CallAgent: 'for ACS users, not for Teams users',
  IncomingCall: 'for ACS users, not for Teams users',
  CallInfo: 'for ACS users: a Teams user has TeamsCallInfo',
  Captions: 'for ACS users: a Teams user has TeamsCaptions',
  ActiveCallTransferFeature: 'for ACS users: no entry of Features leads to it',
  CallClientFeatureFactory: 'an entry of Features',
  CallFeatureFactory: 'an entry of Features',
  AudioStreamFeatureFactory: 'an entry of Features',
  VideoStreamFeatureFactory: 'an entry of Features',
  AudioEffect: 'the app passes it in, from another package',
  VideoEffect: 'the app passes it in, from another package',
  BackgroundBlurEffect: 'the app passes it in, from another package',
  BackgroundReplacementEffect: 'the app passes it in, from another package',
  EchoCancellationEffect: 'the app passes it in, from another package',
  DeepNoiseSuppressionEffect: 'the app passes it in, from another package',
  TogetherModeVideoStream: 'never created, since Together mode never starts',
};

/**
 * @returns whether a source text declares a property or method. A declaration is an indented line that begins with the
 * name, after modifiers such as `readonly` or `get`. One of `(<:=;,` follows the name.
 */
const isMemberDeclared = (sourceText: string, member: string): boolean =>
  new RegExp(String.raw`^\s+(?:(?:readonly|async|get|set) )*${member}\b\s*[?!]?\s*[(<:=;,]`, 'm').test(
    sourceText,
  );

test('the drop-in SDK emulates each class and interface of the SDK with methods, or leaves it out for a reason', () => {
  const typesWithMethods = [...declaredTypes.keys()].filter((name) => hasMethods(name) && !isExtended(name));
  expect(typesWithMethods.filter((name) => !implementingFiles[name] && !notEmulated[name])).toEqual([]);
  const listedTypes = [...Object.keys(implementingFiles), ...Object.keys(notEmulated)];
  expect(listedTypes.filter((name) => !declaredTypes.has(name))).toEqual([]);
});

test('the drop-in SDK has each member of the types that it emulates', () => {
  const allMembers = Object.entries(implementingFiles).flatMap(([typeName, files]) => {
    const sourceText = files.map(readDropInSource).join('\n');
    return listMemberNames(typeName).map((member) => ({
      name: `${typeName}.${member}`,
      isDeclared: isMemberDeclared(sourceText, member),
    }));
  });
  const missingMembers = allMembers.filter(({ isDeclared }) => !isDeclared).map(({ name }) => name);
  expect(missingMembers).toEqual([]);
  expect(allMembers.length).toBeGreaterThan(250);
  process.stdout.write(
    `${allMembers.length - missingMembers.length} of ${allMembers.length} members of the SDK's ` +
      `${Object.keys(implementingFiles).length} classes and ` +
      `interfaces for Teams users are in the drop-in SDK.`,
  );
});

test('the feature matrix names an alternative for each member that the drop-in SDK refuses, and for no other', () => {
  const files = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' });
  const sourceText = files
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .map(readDropInSource)
    .join('\n');
  // Finds every call such as `memberRefusal('CallClient.createCallAgent()')`.
  const refusedMemberNames = [...sourceText.matchAll(/memberRefusal\(\s*'([^']+)'/g)].map(
    ([, member]) => member,
  );
  expect(new Set(refusedMemberNames)).toEqual(new Set(Object.keys(refusedMembers)));
});
