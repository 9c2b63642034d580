import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { extensionPermissions, teamsScopes } from '../../../src/contract/teamsPermissions.ts';
import { featurePermissions } from '../../../src/web/consent/consents.ts';
import { findFaults } from './commandTable.ts';
import {
  cases,
  extensionGuide,
  pageOfCase,
  readCmdlets,
  readGuide,
  readSteps,
  readStepsOfCase,
  replicasGuide,
  sharedGuide,
} from './guide.ts';
import { azOutput, runSteps, type StartedCommand } from './runGuide.ts';

/** The commands within the sentences of a guide, each as its words. */
function readQuotedCommands(guide: string): string[][] {
  const sentences = readGuide(guide).replaceAll(/^```[\s\S]*?^```$/gm, '');
  const commands = [...sentences.matchAll(/`((?:az|kubectl|npm|curl|[A-Z][a-z]+-Cs\w+) [^`]+)`/g)];
  return commands.map(([, code = '']) => code.split(/\s+/));
}

/** @returns the JSON that a command sends to Azure, if it sends any */
const readBody = ({ words, input }: StartedCommand): unknown[] => {
  const body = words[words.indexOf('--body') + 1];
  return words.includes('--body') ? [JSON.parse(body === '@-' ? input : (body ?? ''))] : [];
};

/** The permissions that the steps add, by the names that the steps look up. */
const listAddedPermissions = (commands: readonly StartedCommand[]): Set<string> =>
  new Set(
    commands
      .flatMap(({ words }) => /value=='(.*)'/.exec(words.join(' '))?.[1] ?? [])
      // The names of the resource's own permissions come from Azure.
      .filter((permission) => permission !== azOutput),
  );

/** The permissions that the app asks for. The service's own one is configured, and so is no part of the app's lists. */
const expectedPermissions = Object.values(featurePermissions)
  .flatMap(({ scopes }): string[] => scopes)
  .concat(teamsScopes)
  .map((scope) => scope.replace(/^.*\//, ''))
  .concat('access_as_user');

const ofSharedGuide = readStepsOfCase('Fabrikam').filter(({ guide }) => guide === sharedGuide);
const templates = ['container-app.yaml', 'kubernetes.yaml', 'gateway.yaml'];

/** What readers do: all steps in the order of reading. The tests look at the commands of `pages`. */
const paths = [
  ...cases.flatMap((name) => [
    {
      name,
      pages: [sharedGuide, pageOfCase(name)],
      steps: readStepsOfCase(name),
      permissions: expectedPermissions,
      files: [],
    },
    {
      name: `${name} with several replicas`,
      // This page goes on after the guide of either case.
      pages: [replicasGuide],
      steps: [...readStepsOfCase(name), ...readSteps(replicasGuide)],
      permissions: [],
      files: templates,
    },
  ]),
  {
    name: 'Teams Phone extensibility',
    pages: [extensionGuide],
    steps: [...ofSharedGuide, ...readSteps(extensionGuide)],
    permissions: extensionPermissions,
    files: [],
  },
];

describe.each(paths)('$name', ({ pages, steps, permissions, files }) => {
  let commands: StartedCommand[] = [];
  let folder = '';
  const quotedCommands = pages.flatMap(readQuotedCommands);
  beforeAll(async () => {
    const run = await runSteps(steps);
    folder = run.folder;
    commands = run.commands.filter(({ guide }) => pages.includes(guide));
  }, 60_000);
  afterAll(() => rmSync(folder, { recursive: true }));

  test('every command is in the reference, with the options that it needs and no others', () => {
    expect(commands.length).toBeGreaterThan(10);
    expect(commands.flatMap(({ words }) => findFaults(words))).toEqual([]);
  });

  test('every command within a sentence is in the reference, with the options that the sentence shows', () => {
    const faults = quotedCommands.flatMap(findFaults);
    expect(faults.filter((fault) => !fault.includes('needs the option'))).toEqual([]);
  });

  test.runIf(pages.includes(sharedGuide))(
    'the commands register a single-page application with an API',
    () => {
      const [registration, ...redirectUpdates] = commands.flatMap(readBody);
      expect(registration).toMatchObject({
        api: { requestedAccessTokenVersion: 2, oauth2PermissionScopes: [{ value: 'access_as_user' }] },
      });
      const spa = { redirectUris: [`https://${azOutput}/`, `https://${azOutput}/redirect.html`] };
      expect(redirectUpdates).toEqual([{ spa }]);
    },
  );

  test('the commands add the permissions that the app asks for, and no others', () => {
    expect(listAddedPermissions(commands)).toEqual(new Set(permissions));
  });

  test('only JSON is sent to Azure, and the filled-in files contain no placeholder', () => {
    expect(() => commands.flatMap(readBody)).not.toThrow();
    for (const file of files)
      expect(readFileSync(join(folder, file), 'utf8').replaceAll(/^ *#.*$/gm, '')).not.toMatch(/[<>]/);
  });
});

test('every PowerShell command is in the reference, with the parameters that it needs and no others', () => {
  const cmdlets = readCmdlets(extensionGuide);
  expect(cmdlets.length).toBeGreaterThan(5);
  expect(cmdlets.flatMap(findFaults)).toEqual([]);
});
