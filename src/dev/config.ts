import type { Config } from '../web/config/schema.ts';

/** The ports of one local system. */
export interface LocalPorts {
  /** The app's port. */
  app: number;
  emulator: number;
  service: number;
}

const tenants = {
  fabrikam: 'f1111111-1111-4111-8111-111111111111',
  contoso: 'c2222222-2222-4222-8222-222222222222',
};
const fabrikam = { clientId: 'fa000000-0000-4000-8000-0000000000fa', tenant: tenants.fabrikam };

/** Whose application it is, and how it gets the ACS token. */
const cases = {
  /** Case 2: multi-tenant, with the token service of Contoso, which has a connection string. */
  contoso: {
    entra: { clientId: 'ca000000-0000-4000-8000-0000000000ca', tenant: 'organizations' },
    direct: false,
    tenants: Object.values(tenants),
  },
  /** Case 1 a: single tenant, with the token service of Fabrikam, which has a managed identity. */
  fabrikam: { entra: fabrikam, direct: false, tenants: [tenants.fabrikam] },
  /** Case 1 b: single tenant, with a direct exchange at the ACS resource. */
  'fabrikam-direct': { entra: fabrikam, direct: true, tenants: [tenants.fabrikam] },
} as const;
export type LocalCase = keyof typeof cases;

/**
 * Reads the case from the command line.
 *
 * @param argv the arguments of the command: `--case <name>`, or nothing for Contoso
 * @throws RangeError for anything else, with one sentence
 */
export function readCase(argv: readonly string[]): LocalCase {
  const names = Object.keys(cases);
  const [option, name = '', ...rest] = argv.flatMap((text) => text.split('='));
  if (option === undefined) return 'contoso';
  if (option === '--case' && rest.length === 0 && Object.hasOwn(cases, name)) return name as LocalCase;
  throw new RangeError(`Unknown: "${argv.join(' ')}". Expected --case and one of ${names.join(', ')}.`);
}

/**
 * Makes `config.json` of a local system with the emulator.
 *
 * Entra is addressed as 127.0.0.1 and the app as localhost, so that they are different sites as in production:
 * blocked cookies and CORS then behave like the real ones.
 */
export function localConfig({ emulator }: LocalPorts, name: LocalCase = 'contoso'): Config {
  const { clientId, tenant } = cases[name].entra;
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
    tokenSource: cases[name].direct
      ? { kind: 'resource', endpoint: `http://localhost:${emulator}` }
      : { kind: 'service', url: '/api/token', scope: `${clientId}/access_as_user` },
    graph: { endpoint: `http://localhost:${emulator}/v1.0` },
    tokenInspector: true,
  };
}

/**
 * Makes the environment variables of the token service of the same system. Contoso's has the connection string
 * of the resource; Fabrikam's has a managed identity (see `managedIdentity`).
 */
export function localServiceEnvironment(
  ports: LocalPorts,
  connectionString: string,
  name: LocalCase = 'contoso',
): Record<string, string | undefined> {
  const emulator = `http://localhost:${ports.emulator}`;
  return {
    PORT: String(ports.service),
    ...(name === 'contoso' ? { ACS_CONNECTION_STRING: connectionString } : { ACS_ENDPOINT: emulator }),
    API_CLIENT_ID: cases[name].entra.clientId,
    ALLOWED_TENANTS: cases[name].tenants.join(','),
    ENTRA_AUTHORITY: emulator,
    ALLOWED_ORIGINS: `http://localhost:${ports.app}`,
    LOG_LEVEL: 'warn',
    // The emulator has no quota, and tests sign in the same user many times.
    EXCHANGE_QUOTA: '5000',
  };
}

/**
 * The two variables with which Azure App Service tells a program where its managed identity is. Microsoft's
 * credential reads them.
 */
export const managedIdentity = (emulator: { url: string; secret: string }) => ({
  IDENTITY_ENDPOINT: `${emulator.url}/emulator/identity/token`,
  IDENTITY_HEADER: emulator.secret,
});
