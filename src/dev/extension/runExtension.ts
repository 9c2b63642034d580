import { checkAcsResources, type AcsAccess } from '../../server/settings/acsResources.ts';
import { checkAuthority } from '../../server/settings/checks.ts';
import { ConfigFault, type Environment } from '../../server/settings/configFault.ts';
import {
  createAssignmentsApi,
  createAssignmentUrl,
  RequestFault,
  type Assignment,
  type Method,
} from './assignmentsApi.ts';
import { CommandFault, parseOptions, usage, type ExtensionOptions, type Principal } from './options.ts';

export interface ExtensionSurroundings {
  /** The variables that name the ACS resource, as those of the token service do. */
  readonly env: Environment;
  readonly print: (line: string) => void;
  /** Prints what went wrong. */
  readonly printFault: (text: string) => void;
}

/** Runs a command of `npm run extension`. @returns the exit code, as the usage describes it */
export async function runExtension(
  commandLine: readonly string[],
  { env, print, printFault }: ExtensionSurroundings,
): Promise<number> {
  try {
    const options = parseOptions(commandLine);
    if (!options) {
      print(usage);
      return 0;
    }
    const acs = readResource(env);
    print(`ACS resource ${new URL(acs.endpoint).host}, tenant ${options.tenant}`);
    if (!options.isDryRun) {
      const authority = checkAuthority(env['ENTRA_AUTHORITY'], false);
      return await sendRequests(options, createAssignmentsApi(acs, authority), print, printFault);
    }
    for (const line of describeRequests(options, acs.endpoint)) print(line);
    return 0;
  } catch (error) {
    if (!(error instanceof CommandFault) && !(error instanceof ConfigFault)) throw error;
    printFault(error.message);
    return 2;
  }
}

/** @throws ConfigFault for settings that the token service would refuse. @throws CommandFault for several resources */
function readResource(env: Environment): AcsAccess {
  // Loopback addresses are accepted, for an emulator.
  const [acs, ...others] = checkAcsResources(env, false);
  if (others.length > 0)
    throw new CommandFault(
      'The settings name several ACS resources, but an assignment is for one: set ACS_ENDPOINT or ACS_CONNECTION_STRING to that one.',
    );
  return acs;
}

const methods: Readonly<Record<ExtensionOptions['command'], Method>> = {
  assign: 'PUT',
  list: 'GET',
  remove: 'DELETE',
};

const createBody = ({ command, clientIds }: ExtensionOptions): Assignment | undefined => {
  if (command !== 'assign') return undefined;
  return clientIds.length > 0
    ? { principalType: 'user', clientIds }
    : { principalType: 'teamsResourceAccount' };
};

function describeRequests(options: ExtensionOptions, endpoint: string): string[] {
  const body = createBody(options);
  return [
    ...options.principals.map(({ id }) =>
      [
        methods[options.command],
        createAssignmentUrl(endpoint, options.tenant, id),
        body && JSON.stringify(body),
      ]
        .filter(Boolean)
        .join(' '),
    ),
    'Nothing was sent.',
  ];
}

/** @returns the exit code */
async function sendRequests(
  options: ExtensionOptions,
  send: ReturnType<typeof createAssignmentsApi>,
  print: ExtensionSurroundings['print'],
  printFault: ExtensionSurroundings['printFault'],
): Promise<number> {
  const { command, tenant, principals } = options;
  let exitCode = 0;
  for (const [index, { id, label }] of principals.entries()) {
    try {
      const { status, assignment } = await send(methods[command], tenant, id, createBody(options));
      if (status === 404) exitCode = 1;
      print(`${label}: ${describeResult(options, status, assignment)}`);
    } catch (error) {
      if (!(error instanceof RequestFault)) throw error;
      exitCode = 1;
      printFault(`${label}: ${error.message}`);
      if (error.isAboutPrincipal) continue;
      const rest: readonly Principal[] = principals.slice(index + 1);
      if (rest.length > 0) printFault(`Not tried: ${rest.map((principal) => principal.id).join(', ')}`);
      break;
    }
  }
  return exitCode;
}

function describeResult(
  { command, tenant }: ExtensionOptions,
  status: number,
  assignment: Assignment | null,
): string {
  if (status === 404) return `not assigned at this resource in the tenant ${tenant}`;
  if (!assignment) return 'removed';
  const text = describeAssignment(assignment);
  if (command === 'list') return text;
  return status === 201 ? `assigned as ${text}` : `was assigned already, now as ${text}`;
}

const describeAssignment = ({ principalType, clientIds = [] }: Assignment): string =>
  principalType.toLowerCase() === 'user'
    ? `person, for the application ${clientIds.join(', ')}`
    : 'resource account';
