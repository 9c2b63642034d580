import type { Config } from '../web/config/schema.ts';

/** The addresses of one local system. */
export interface LocalPorts {
  /** The app's port. */
  app: number;
  emulator: number;
  service: number;
}

const clientId = 'ca000000-0000-4000-8000-0000000000ca';

/**
 * `config.json` of a local system: Contoso's multi-tenant application (Case 2) on the emulator.
 *
 * Entra is addressed as 127.0.0.1 and the app as localhost, so that they are different sites, as in production:
 * cookie blocking and CORS are then the real thing.
 */
export function localConfig({ emulator }: LocalPorts): Config {
  const entra = `http://127.0.0.1:${emulator}/organizations`;
  return {
    entra: {
      clientId,
      tenant: 'organizations',
      authorityMetadata: {
        issuer: `http://localhost:${emulator}/{tenantid}/v2.0`,
        authorization_endpoint: `${entra}/oauth2/v2.0/authorize`,
        token_endpoint: `${entra}/oauth2/v2.0/token`,
        end_session_endpoint: `${entra}/oauth2/v2.0/logout`,
        jwks_uri: `${entra}/discovery/v2.0/keys`,
      },
    },
    tokenSource: { kind: 'service', url: '/api/token', scope: `api://${clientId}/access_as_user` },
    graph: { endpoint: `http://localhost:${emulator}/v1.0` },
    environmentLabel: 'Emulator',
    tokenInspector: true,
  };
}

/** The token service's environment variables for the same system. */
export function localServiceEnvironment(
  ports: LocalPorts,
  connectionString: string,
): Record<string, string | undefined> {
  return {
    PORT: String(ports.service),
    ACS_CONNECTION_STRING: connectionString,
    API_CLIENT_ID: clientId,
    ALLOWED_TENANTS: 'f1111111-1111-4111-8111-111111111111,c2222222-2222-4222-8222-222222222222',
    ENTRA_AUTHORITY: `http://localhost:${ports.emulator}`,
    ALLOWED_ORIGINS: `http://localhost:${ports.app}`,
    LOG_LEVEL: 'warn',
  };
}
