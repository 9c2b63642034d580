import { createHash } from 'node:crypto';

/**
 * @returns the SHA-256 of a text as the attribute `integrity` and a Content Security Policy write it. For 7 MB the browser needs
 *   15 ms less with SHA-256 than with SHA-384.
 */
export const createIntegrity = (text: string): string =>
  `sha256-${createHash('sha256').update(text).digest('base64')}`;

/** @returns a hash for the name of a file with this content. Browsers may keep such a file for ever */
export const createNameHash = (text: string): string =>
  createHash('sha256').update(text).digest('base64url').slice(0, 8);
