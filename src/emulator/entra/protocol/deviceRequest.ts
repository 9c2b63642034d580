import type { Directory } from '../../core/directory.ts';
import { parseClaims } from './claimsRequest.ts';
import { refusals } from './refusals.ts';
import { parseScopes } from './scopes.ts';
import type { SignInRequest } from './signInRequest.ts';
import { readApplication, readTenant } from './tenantSegment.ts';
import type { TokenForm } from './tokenForm.ts';

/** The path of the page where a user enters the code that a device shows. */
export const devicePagePath = '/devicelogin';

/** A request to `/devicecode`: a device without a browser asks for a code, and the user signs in elsewhere with it. */
export interface DeviceRequest extends SignInRequest {
  readonly kind: 'device';
}

/**
 * Reads and checks the form that a device posts to `/devicecode`.
 * @see https://learn.microsoft.com/entra/identity-platform/v2-oauth2-device-code
 */
export function readDeviceRequest(
  directory: Directory,
  tenantSegment: string,
  { getRequiredField }: TokenForm,
): DeviceRequest {
  const tenant = readTenant(directory, tenantSegment);
  const application = readApplication(directory, getRequiredField('client_id'), tenant);
  const scope = getRequiredField('scope');
  const scopes = parseScopes(scope, directory.applications);
  if (scopes.resources.length > 1) throw refusals.severalResources(scope);
  return {
    kind: 'device',
    tenantSegment,
    tenant,
    application,
    scopes,
    prompt: undefined,
    loginHint: undefined,
    domainHint: undefined,
    claims: parseClaims(undefined),
    retryPath: devicePagePath,
  };
}
