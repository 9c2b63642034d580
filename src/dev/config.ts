import { consentPolicies, type ConsentPolicy } from '../emulator/wire/consentPolicies.ts';
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
 * The three set-ups that a developer can run, numbered as in the docs. Users of the `allowedTenants` may use the token service.
 * `isDirect` says whether the app exchanges its token at the ACS resource itself.
 */
const cases = {
  /** Case 2: a multi-tenant application. Contoso's token service has the connection string of the ACS resource. */
  contoso: { entra: contosoApplication, isDirect: false, allowedTenants: [fabrikam, contoso] },
  /** Case 1 a: a single-tenant application. Fabrikam's token service has a managed identity. */
  fabrikam: { entra: fabrikamApplication, isDirect: false, allowedTenants: [fabrikam] },
  /** Case 1 b: a single-tenant application without a token service. */
  'fabrikam-direct': { entra: fabrikamApplication, isDirect: true, allowedTenants: [fabrikam] },
} as const;
export type LocalCase = keyof typeof cases;

export interface LocalOptions {
  readonly caseName: LocalCase;
  /** Which permissions people may consent to. By default, an administrator has already consented, as the directory says. */
  readonly consent?: ConsentPolicy;
}

/** Reads `--case <name>` (default: Contoso) and `--consent <policy>`. @throws RangeError for others, with a text to show */
export function readOptions(argv: readonly string[]): LocalOptions {
  const caseNames = Object.keys(cases) as LocalCase[];
  const words = argv.flatMap((text) => text.split('='));
  const options: { caseName: LocalCase; consent?: ConsentPolicy } = { caseName: 'contoso' };
  for (let index = 0; index < words.length; index += 2) {
    const [option, value] = [words[index], words[index + 1]];
    const caseName = caseNames.find((name) => name === value);
    const consent = consentPolicies.find((policy) => policy === value);
    if (option === '--case' && caseName) options.caseName = caseName;
    else if (option === '--consent' && consent) options.consent = consent;
    else {
      throw new RangeError(
        `Unknown: "${argv.join(' ')}". Expected --case and one of ${caseNames.join(', ')}, or --consent and one of ${consentPolicies.join(', ')}.`,
      );
    }
  }
  return options;
}

/**
 * Creates the app's `config.json` for a local system with the emulator. The app's host is localhost, and it reaches Entra at
 * 127.0.0.1. These are two sites, so that blocked cookies and CORS behave as in production.
 */
export function createLocalConfig({ emulator }: LocalPorts, caseName: LocalCase = 'contoso'): Config {
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
    tokenSource: cases[caseName].isDirect
      ? { kind: 'resource', endpoint: `http://localhost:${emulator}` }
      : { kind: 'service', url: '/api/token', scope: `${clientId}/access_as_user` },
    graph: { endpoint: `http://localhost:${emulator}/v1.0` },
    tokenInspector: true,
  };
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
