import type { AcsToken } from './tokenHook.ts';

/**
 * Reads the ACS resource of an ACS token, from its claim `resourceId`.
 * @returns `null` if the token is not a JWT with this claim
 */
function readResourceId({ token }: AcsToken): string | null {
  try {
    const payload = token.split('.')[1]?.replaceAll('-', '+').replaceAll('_', '/') ?? '';
    const { resourceId } = JSON.parse(atob(payload)) as { resourceId?: unknown };
    return typeof resourceId === 'string' ? resourceId : null;
  } catch {
    // The token is opaque, so it does not show its resource.
    return null;
  }
}

/** Whether two ACS tokens name different ACS resources. */
export function isOfOtherResource(token: AcsToken, otherToken: AcsToken): boolean {
  const [resourceId, otherResourceId] = [readResourceId(token), readResourceId(otherToken)];
  return resourceId !== null && otherResourceId !== null && resourceId !== otherResourceId;
}
