import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  implementingFiles,
  listEventNames,
  listMemberNames,
  listPrivateNames,
} from '../../../../src/emulator/testing/surface.ts';
import { internalMembers, unreachableTypes } from './memberExceptions.ts';
import type { ExportedNames, NamesByType } from './memberOutcomes.ts';
import type { Outcomes } from './outcomes.ts';
import { startSdkPages, type SdkPages } from './sdkPages.ts';

/**
 * Compares the objects of Microsoft's SDK and of the drop-in SDK (the emulator's replacement) member by member, in pages without
 * a network. The published types give the names of the members and events. A member that only one of the SDKs has, or whose
 * value is of another kind, fails the test unless `memberExceptions.ts` lists it with a reason.
 */

let pages: SdkPages;
let namesByType: NamesByType;
let outcomesOfSdk: Record<string, Outcomes>;
let outcomesOfDropIn: Record<string, Outcomes>;

beforeAll(async () => {
  pages = await startSdkPages('memberOutcomes.ts');
  const runTimeMembers = await pages.run<Record<string, string[]>>('dropIn', 'listRunTimeMembers');
  namesByType = Object.fromEntries(
    Object.keys(implementingFiles).map((typeName) => {
      const members = new Set([...listMemberNames(typeName), ...(runTimeMembers[typeName] ?? [])]);
      return [typeName, { members: [...members], events: listEventNames(typeName) }];
    }),
  );
  [outcomesOfSdk, outcomesOfDropIn] = await Promise.all([
    pages.run<Record<string, Outcomes>>('real', 'collectMemberOutcomes', namesByType),
    pages.run<Record<string, Outcomes>>('dropIn', 'collectMemberOutcomes', namesByType),
  ]);
}, 180_000);

afterAll(() => pages?.close());

/** @returns the outcomes of the members in the published type, and of the type's events. */
function selectTypedOutcomes(typeName: string, outcomes: Outcomes | undefined): Outcomes {
  const typedNames = new Set(listMemberNames(typeName));
  return Object.fromEntries(
    Object.entries(outcomes ?? {}).filter(([name]) => typedNames.has(name) || name.startsWith('on ')),
  );
}

test('both SDKs reach an object of each type that the drop-in SDK implements, except those that are listed with a reason', () => {
  const listReached = (outcomes: Record<string, Outcomes>) => Object.keys(outcomes).toSorted();
  const expectedTypes = Object.keys(implementingFiles).filter((typeName) => !(typeName in unreachableTypes));
  expect(listReached(outcomesOfSdk)).toEqual(expectedTypes.toSorted());
  expect(listReached(outcomesOfDropIn)).toEqual(expectedTypes.toSorted());
  expect(Object.keys(implementingFiles)).toEqual(expect.arrayContaining(Object.keys(unreachableTypes)));
});

test.each(Object.keys(implementingFiles).filter((typeName) => !(typeName in unreachableTypes)))(
  '%s has the same members and events in both SDKs',
  (typeName) => {
    const typedOutcomes = selectTypedOutcomes(typeName, outcomesOfSdk[typeName]);
    expect(Object.keys(typedOutcomes).length).toBeGreaterThan(0);
    expect(selectTypedOutcomes(typeName, outcomesOfDropIn[typeName])).toEqual(typedOutcomes);
  },
);

test('the objects of the drop-in SDK have no further members, except private ones and those that are listed with a reason', () => {
  const furtherMembers = Object.entries(namesByType).map(([typeName, { members }]) => {
    const typedNames = new Set(listMemberNames(typeName));
    const privateNames = listPrivateNames(typeName);
    const names = members.filter(
      (name) =>
        !typedNames.has(name) &&
        !privateNames.has(name) &&
        outcomesOfSdk[typeName]?.[name] === 'absent' &&
        outcomesOfDropIn[typeName]?.[name] !== 'absent',
    );
    return [typeName, names.toSorted()] as const;
  });
  expect(Object.fromEntries(furtherMembers.filter(([, names]) => names.length > 0))).toEqual(internalMembers);
});

test('both SDKs export the same classes, enums, tables and features', async () => {
  const names = await pages.run<ExportedNames>('dropIn', 'listExports');
  const exportsOfSdk = await pages.run<Outcomes>('real', 'collectExports', names);
  expect(await pages.run<Outcomes>('dropIn', 'collectExports', names)).toEqual(exportsOfSdk);
  expect(names.exports.length).toBeGreaterThan(10);
});
