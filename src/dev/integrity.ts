import { createHash } from 'node:crypto';

/**
 * @returns what a script's attribute `integrity` says of this code. For 7 MB the browser needs 15 ms less with SHA-256 than with
 *   SHA-384.
 */
export const createIntegrity = (code: string): string =>
  `sha256-${createHash('sha256').update(code).digest('base64')}`;
