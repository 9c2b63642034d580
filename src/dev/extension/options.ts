import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { isGuid } from '../../server/settings/configFault.ts';
import { checkConfig } from '../../web/config/check.ts';
import type { Config } from '../../web/config/schema.ts';

export const usage = `npm run extension -- <command> [options] [<object id> …]

Says which people and resource accounts may use an ACS resource for Teams Phone extensibility.

  assign  lets them use the resource, or replaces how they may use it
  list    reads the assignments of the ids that you name: ACS cannot list all
  remove  takes the assignments away

  --tenant <id>        the tenant of the people and resource accounts
  --client-id <id>     assign: the ids are people, who may use this application. Several: repeat it
  --resource-accounts  assign: the ids are resource accounts
  --config <file>      reads a config.json: its tenant, and for list and for assign
                       --resource-accounts also its resource accounts
  --dry-run            shows the requests, and sends none
  --help               prints this text

Set ACS_CONNECTION_STRING to the resource's connection string. Or set ACS_ENDPOINT to its address: then
your \`az login\` or a managed identity proves who you are, and needs the role "Communication and Email
Service Owner" on the resource.

Exit code: 0 if all succeeded; 1 if an id has no assignment, or a request failed; 2 if nothing ran.`;

/** A wrong command line, setting or file, in sentences for the person at the terminal. Nothing was sent. */
export class CommandFault extends Error {
  override readonly name = 'CommandFault';
}

/** A person or resource account that a command is about. */
export interface Principal {
  /** The object id in Entra. */
  readonly id: string;
  /** How the output names it: by its id, and by its name and number if `config.json` has them. */
  readonly label: string;
}

export interface ExtensionOptions {
  readonly command: 'assign' | 'list' | 'remove';
  readonly tenant: string;
  readonly principals: readonly Principal[];
  /** The applications of the people to assign; empty if the principals are resource accounts. */
  readonly clientIds: readonly string[];
  readonly isDryRun: boolean;
}

const commands = ['assign', 'list', 'remove'] as const;

/**
 * Reads the command line, and the `config.json` that it names.
 *
 * @returns null if only the help is wanted
 * @throws CommandFault with a sentence for each fault
 */
export function parseOptions(commandLine: readonly string[]): ExtensionOptions | null {
  const { values, positionals } = splitCommandLine(commandLine);
  if (values.help) return null;
  const [name = '', ...idTexts] = positionals;
  const command = commands.find((known) => known === name);
  if (!command)
    throw new CommandFault(`${name ? `There is no command ${name}` : 'The command is missing'}.\n\n${usage}`);
  const config = values.config === undefined ? null : readConfig(values.config);
  const { 'client-id': clientIds = [], 'resource-accounts': areAccounts = false } = values;
  // Only these commands are safe for all resource accounts of the file at once.
  const accounts = config && (command === 'list' || areAccounts) ? listAccounts(config) : [];
  const ids = new Set(idTexts.map((text) => text.toLowerCase()));
  for (const { id } of accounts) ids.delete(id);
  const principals = [...accounts, ...Array.from(ids, (id) => ({ id, label: id }))];
  const ownTenant = config && config.entra.tenant !== 'organizations' ? config.entra.tenant : undefined;
  const tenant = (values.tenant ?? ownTenant ?? '').toLowerCase();
  const faults = [
    ...findKindFaults(command, clientIds.length > 0, areAccounts),
    ...(principals.length === 0 ? ['Name at least one object id.'] : []),
    ...[...ids].filter((id) => !isGuid(id)).map(describeWrongId),
    ...clientIds
      .filter((id) => !isGuid(id))
      .map((id) => `--client-id needs the id of an application, not ${id}.`),
    ...findTenantFaults(tenant, ownTenant),
  ];
  if (faults.length > 0) throw new CommandFault(faults.join('\n'));
  const isDryRun = values['dry-run'] ?? false;
  return { command, tenant, principals, clientIds: clientIds.map((id) => id.toLowerCase()), isDryRun };
}

/** @throws CommandFault for an option that is unknown or has no value */
function splitCommandLine(commandLine: readonly string[]) {
  try {
    return parseArgs({
      args: [...commandLine],
      allowPositionals: true,
      options: {
        tenant: { type: 'string' },
        'client-id': { type: 'string', multiple: true },
        'resource-accounts': { type: 'boolean' },
        config: { type: 'string' },
        'dry-run': { type: 'boolean' },
        help: { type: 'boolean' },
      },
    });
  } catch (error) {
    // The first sentence of Node's message names the option.
    const [sentence = ''] = (error as Error).message.split('. ');
    throw new CommandFault(`${sentence}. \`npm run extension -- --help\` lists the options.`);
  }
}

function findKindFaults(command: string, arePeople: boolean, areAccounts: boolean): string[] {
  if (command !== 'assign')
    return arePeople || areAccounts ? ['Only assign takes --client-id and --resource-accounts.'] : [];
  if (arePeople !== areAccounts) return [];
  return ['assign needs either --client-id, for people, or --resource-accounts.'];
}

const describeWrongId = (id: string): string =>
  `${id} is not an object id; for a person, \`az ad user show --id ${id.includes('@') ? id : '<sign-in name>'} --query id -o tsv\` prints it.`;

function findTenantFaults(tenant: string, ownTenant: string | undefined): string[] {
  if (!isGuid(tenant))
    return ['--tenant needs the id of a tenant; `az account show --query tenantId -o tsv` prints yours.'];
  return ownTenant === undefined || tenant === ownTenant.toLowerCase()
    ? []
    : [`Wrong tenant: the app signs people in at ${ownTenant}, not at ${tenant}.`];
}

/** @throws CommandFault for a file that cannot be read, or that the app would refuse */
function readConfig(path: string): Config {
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    const reason = error instanceof SyntaxError ? 'is not JSON' : 'cannot be read';
    throw new CommandFault(`${path} ${reason}.`);
  }
  // The file may also be that of a local system, which only a page on localhost may use.
  const checked = checkConfig(json, 'localhost');
  if (!checked.faults) return checked.config;
  const sentences = checked.faults.map(
    ({ key, found, expected }) => `${path}: ${key} is ${found}, expected ${expected}.`,
  );
  throw new CommandFault(sentences.join('\n'));
}

/** @throws CommandFault for the configuration of another case */
function listAccounts({ tokenSource }: Config): Principal[] {
  if (tokenSource.kind !== 'teamsExtension')
    throw new CommandFault(
      `The configuration has no resource accounts, because its kind is ${tokenSource.kind}.`,
    );
  return tokenSource.resourceAccounts.map(({ id, name, number }) => ({
    id: id.toLowerCase(),
    label: `${id.toLowerCase()} (${name}, ${number})`,
  }));
}
