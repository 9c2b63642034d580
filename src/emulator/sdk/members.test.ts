import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { absent, acts, declared, emulated, isBase, membersOf, sourceOf } from '../testing/surface.ts';
import { refusedMembers } from './features/matrix.ts';

/** The acting types of the SDK that are not emulated, each with the reason. */
const notEmulated: Record<string, string> = {
  Call: 'of ACS users, not of Teams users',
  CallAgent: 'of ACS users, not of Teams users',
  IncomingCall: 'of ACS users, not of Teams users',
  CallInfo: 'of ACS users: a Teams user has TeamsCallInfo',
  Captions: 'of ACS users: a Teams user has TeamsCaptions',
  ActiveCallTransferFeature: 'of ACS users: no entry of Features leads to it',
  CallClientFeatureFactory: 'an entry of Features',
  CallFeatureFactory: 'an entry of Features',
  AudioStreamFeatureFactory: 'an entry of Features',
  VideoStreamFeatureFactory: 'an entry of Features',
  AudioEffect: 'brought by the app, from a package of its own',
  VideoEffect: 'brought by the app, from a package of its own',
  BackgroundBlurEffect: 'brought by the app, from a package of its own',
  BackgroundReplacementEffect: 'brought by the app, from a package of its own',
  EchoCancellationEffect: 'brought by the app, from a package of its own',
  DeepNoiseSuppressionEffect: 'brought by the app, from a package of its own',
  TogetherModeVideoStream: 'there is none, since Together mode never starts',
};

/** @returns whether a source text declares a member: a field, a method, an accessor, or a property. */
const declares = (text: string, member: string): boolean =>
  new RegExp(String.raw`^\s+(?:(?:readonly|async|get|set) )*${member}\b\s*[?!]?\s*[(<:=;,]`, 'm').test(text);

test('every class and interface of the SDK with methods is emulated, or is left out for a reason', () => {
  const acting = [...declared.keys()].filter((name) => acts(name) && !isBase(name));
  expect(acting.filter((name) => !emulated[name] && !notEmulated[name])).toEqual([]);
  expect(
    [...Object.keys(emulated), ...Object.keys(notEmulated)].filter((name) => !declared.has(name)),
  ).toEqual([]);
});

test('the drop-in has every member of the types that it emulates, or leaves it out for a reason', () => {
  const all = Object.entries(emulated).flatMap(([name, files]) => {
    const text = files.map(sourceOf).join('\n');
    return membersOf(name).map((member) => ({
      name: `${name}.${member}`,
      isDeclared: declares(text, member),
    }));
  });
  const missing = all.filter(({ isDeclared }) => !isDeclared).map(({ name }) => name);
  expect(missing.toSorted()).toEqual(Object.keys(absent).toSorted());
  expect(all.length).toBeGreaterThan(250);
  process.stdout.write(
    `${all.length - missing.length} of ${all.length} members of the SDK's ${Object.keys(emulated).length} classes and ` +
      `interfaces for Teams users are in the drop-in; left out: ${missing.join(', ') || 'none'}.`,
  );
});

test('the matrix has an alternative for each member that the drop-in refuses, and for no other', () => {
  const files = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' });
  const all = files
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .map(sourceOf)
    .join('\n');
  const refused = [...all.matchAll(/refuseMember\(\s*'([^']+)'/g)].map(([, member]) => member);
  expect(new Set(refused)).toEqual(new Set(Object.keys(refusedMembers)));
});
