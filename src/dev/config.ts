import { consentPolicies, type ConsentPolicy } from '../emulator/wire/consentPolicies.ts';
import { settings } from '../emulator/settings/table.ts';
import type { Directory } from '../emulator/core/directory.ts';
import { readFileSync } from 'node:fs';
import { checkIntegration } from '../server/site/integration.ts';
import type { Config } from '../web/config/schema.ts';

/** The ports of the three programs that `npm run dev` starts. */
export interface LocalPorts {
  app: number;
  emulator: number;
  service: number;
}

// The ids of the tenants in the emulator's directory.
const fabrikam = 'f1111111-1111-4111-8111-111111111111';
const contoso = 'c2222222-2222-4222-8222-222222222222';
const contosoApplication = { clientId: 'ca000000-0000-4000-8000-0000000000ca', tenant: 'organizations' };
const fabrikamApplication = { clientId: 'fa000000-0000-4000-8000-0000000000fa', tenant: fabrikam };

/**
 * The set-ups that a developer can run, numbered as in the docs. `tokenSource` says where the app gets its ACS tokens. Users of the
 * `allowedTenants` may use the token service, if there is one.
 */
const cases = {
  /** Case 2: a multi-tenant application. Contoso's token service has the connection string of the ACS resource. */
  contoso: { entra: contosoApplication, tokenSource: 'service', allowedTenants: [fabrikam, contoso] },
  /** Case 1 a: a single-tenant application. Fabrikam's token service has a managed identity. */
  fabrikam: { entra: fabrikamApplication, tokenSource: 'service', allowedTenants: [fabrikam] },
  /** Case 1 b: a single-tenant application without a token service. */
  'fabrikam-direct': { entra: fabrikamApplication, tokenSource: 'resource', allowedTenants: [fabrikam] },
  /** Case 3: a single-tenant application for agents, without a token service. */
  extension: { entra: fabrikamApplication, tokenSource: 'teamsExtension', allowedTenants: [fabrikam] },
} as const satisfies Record<
  string,
  {
    entra: { clientId: string; tenant: string };
    tokenSource: Config['tokenSource']['kind'];
    allowedTenants: readonly string[];
  }
>;
export type LocalCase = keyof typeof cases;

export interface LocalOptions {
  readonly caseName: LocalCase;
  /** Which permissions people may consent to. By default, an administrator has already consented, as the directory says. */
  readonly consent?: ConsentPolicy;
  /** The part `integration` of `config.json`. */
  readonly integration?: NonNullable<Config['integration']>;
}

export const defaultServicePort = 5175;
/** What `npm run dev -- --help` prints. */
export const devHelp = `npm run dev starts the app, the token service and the emulator of Azure on this machine.

  --case <name>         ${Object.keys(cases).join(', ')}; default: contoso (README.md)
  --consent <policy>    no administrator has consented yet, and the policy says what people may consent to:
                        ${consentPolicies.join(', ')}
  --integration <file>  connects the app with other systems (docs/embed-it.md)
  --help                prints this text

It uses these ports, and variables of the environment choose others:

  ${settings.appPort.defaultValue}  PORT           the app
  ${settings.port.defaultValue}  EMULATOR_PORT  the emulator, whose other variables \`npm run emulator -- --help\` lists
  ${defaultServicePort}  SERVICE_PORT   the token service`;

/**
 * Reads the options, and the file of `--integration`, so that the developer sees a mistake before anything starts.
 * @returns `help` if that is asked for
 * @throws RangeError with a text to show, for an unknown option and a file that cannot be used
 */
export function readOptions(argv: readonly string[]): LocalOptions | 'help' {
  if (argv.includes('--help')) return 'help';
  const caseNames = Object.keys(cases) as LocalCase[];
  const words = argv.flatMap((text) => text.split('='));
  const options: { -readonly [Name in keyof LocalOptions]: LocalOptions[Name] } = { caseName: 'contoso' };
  let integrationFile: string | undefined;
  for (let index = 0; index < words.length; index += 2) {
    const [option, value] = [words[index], words[index + 1]];
    const caseName = caseNames.find((name) => name === value);
    const consent = consentPolicies.find((policy) => policy === value);
    if (option === '--case' && caseName) options.caseName = caseName;
    else if (option === '--consent' && consent) options.consent = consent;
    else if (option === '--integration' && value) integrationFile = value;
    else throw new RangeError(`Unknown: "${argv.join(' ')}"\n\n${devHelp}`);
  }
  const integration = integrationFile && readIntegration(integrationFile, options.caseName);
  return integration ? { ...options, integration } : options;
}

/** Reads the file of `--integration`, and checks it as the service does at its start. */
function readIntegration(file: string, caseName: LocalCase): Config['integration'] {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    throw new RangeError(`The file ${file} cannot be read.`);
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new RangeError(`The file ${file} is not JSON.`);
  }
  const checked = checkIntegration({
    integration: value,
    tokenSource: { kind: cases[caseName].tokenSource },
  });
  if ('faults' in checked)
    // The fault names `config.json`, where the whole file is the part `integration`.
    throw new RangeError(
      checked.faults
        .map(({ message }) => message.replace(/^config\.json: integration(?:\.|: )/, `${file}: `))
        .join('\n'),
    );
  return checked.integration ?? undefined;
}

/**
 * Creates the app's `config.json` for a local system with the emulator. The app's host is localhost, and it reaches Entra at
 * 127.0.0.1. These are two sites, so that blocked cookies and CORS behave as in production.
 * @param resourceAccounts those of the emulator's directory, for which agents call
 * @throws RangeError if the case needs a resource account and there is none
 */
export function createLocalConfig(
  { emulator }: LocalPorts,
  caseName: LocalCase,
  resourceAccounts: Directory['resourceAccounts'],
): Config {
  const { clientId, tenant } = cases[caseName].entra;
  const entra = `http://127.0.0.1:${emulator}/${tenant}`;
  return {
    entra: {
      clientId,
      tenant,
      authorityMetadata: {
        issuer: `http://localhost:${emulator}/{tenantid}/v2.0`,
        authorization_endpoint: `${entra}/oauth2/v2.0/authorize`,
        token_endpoint: `${entra}/oauth2/v2.0/token`,
        end_session_endpoint: `${entra}/oauth2/v2.0/logout`,
        jwks_uri: `${entra}/discovery/v2.0/keys`,
      },
    },
    tokenSource: createTokenSource(caseName, `http://localhost:${emulator}`, resourceAccounts),
    graph: {
      endpoint: `http://localhost:${emulator}/v1.0`,
      oneDriveOrigins: [`http://localhost:${emulator}`],
    },
    tokenInspector: true,
  };
}

function createTokenSource(
  caseName: LocalCase,
  endpoint: string,
  resourceAccounts: Directory['resourceAccounts'],
): Config['tokenSource'] {
  const { tokenSource: kind, entra } = cases[caseName];
  switch (kind) {
    case 'service':
      return { kind, url: '/api/token', scope: `${entra.clientId}/access_as_user` };
    case 'resource':
      return { kind, endpoint };
    case 'teamsExtension':
      if (resourceAccounts.length === 0)
        throw new RangeError(`The case ${caseName} needs one of resourceAccounts in the directory file.`);
      return {
        kind,
        endpoint,
        resourceAccounts: resourceAccounts.map(({ oid, displayName, number }) => ({
          id: oid,
          name: displayName,
          number,
        })),
        queueUrl: new URL('/contactCentre/queue', endpoint).href,
      };
  }
}

export function createServiceEnvironment(
  ports: LocalPorts,
  connectionString: string,
  caseName: LocalCase = 'contoso',
): Record<string, string | undefined> {
  const emulatorOrigin = `http://localhost:${ports.emulator}`;
  return {
    PORT: String(ports.service),
    // Fabrikam's service has a managed identity instead of a key.
    ...(caseName === 'contoso'
      ? { ACS_CONNECTION_STRING: connectionString }
      : { ACS_ENDPOINT: emulatorOrigin }),
    API_CLIENT_ID: cases[caseName].entra.clientId,
    ALLOWED_TENANTS: cases[caseName].allowedTenants.join(','),
    ENTRA_AUTHORITY: emulatorOrigin,
    ALLOWED_ORIGINS: `http://localhost:${ports.app}`,
    LOG_LEVEL: 'warn',
    // More than the default of 500, which is ACS's quota: the emulator has none, and tests sign in the same user many times.
    EXCHANGE_QUOTA: '5000',
  };
}

/** Creates the variables of Azure App Service, from which `@azure/identity` learns where a managed identity gets tokens. */
export const createManagedIdentityEnvironment = (emulator: { url: string; secret: string }) => ({
  IDENTITY_ENDPOINT: `${emulator.url}/emulator/identity/token`,
  IDENTITY_HEADER: emulator.secret,
});
