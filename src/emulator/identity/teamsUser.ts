import * as z from 'zod/mini';
import type { EmulatorState } from '../core/emulatorState.ts';
import { teamsPermissions } from '../../contract/teamsPermissions.ts';
import { teams } from '../core/resources.ts';
import type { Person } from '../core/people.ts';
import { AcsError } from './acsError.ts';

export const ExchangeBody = z.object({ token: z.string(), appId: z.string(), userId: z.string() });

/**
 * Reads the body of an exchange, and checks the Teams token in it.
 * @returns the user of the Teams token, and the time when the token expires.
 * @throws AcsError 400 for a wrong body, 401 for an invalid Teams token or one without the required permissions, 403 for a
 *   user without a Teams licence. These are the status codes that the live tests of Microsoft's identity clients expect;
 *   for a missing permission no document names one.
 */
export async function readTeamsUser(
  body: Uint8Array,
  { directory, verifyAccessToken, conditions }: EmulatorState,
): Promise<{ person: Person; expiresOn: Date }> {
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    throw new AcsError(400, 'BadRequest', 'The request body is not JSON.');
  }
  const parsed = ExchangeBody.safeParse(json);
  if (!parsed.success) throw new AcsError(400, 'BadRequest', 'The request needs token, appId and userId.');
  const { token, appId, userId } = parsed.data;

  const claims = await verifyAccessToken(token, teams.audience);
  const person = claims && directory.findPerson(claims.oid);
  const permissions = claims?.scp?.split(' ') ?? [];
  if (!person || !teamsPermissions.every((name) => permissions.includes(name))) {
    throw new AcsError(401, 'InvalidAccessToken', 'Provided access token is not valid.');
  }
  if (claims.appid !== appId.toLowerCase() || claims.oid !== userId.toLowerCase()) {
    throw new AcsError(400, 'BadRequest', 'appId and userId do not match the claims of the access token.');
  }
  const isLicensed = person.teamsLicence && !conditions.read(person.oid).noLicence;
  if (!isLicensed) throw new AcsError(403, 'Forbidden', 'The user has no eligible Teams license.');
  return { person, expiresOn: new Date(claims.exp * 1000) };
}
