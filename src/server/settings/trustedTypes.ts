import type { Checked } from './configFault.ts';

/**
 * Whether browsers enforce Trusted Types, or only report violations. Trusted Types forbid code to turn text into script, except
 * through the app's own policy.
 */
export type TrustedTypesMode = 'enforce' | 'report';

/** Reads `TRUSTED_TYPES`. */
export function checkTrustedTypes(value: string | undefined): Checked<TrustedTypesMode> {
  if (!value) return { value: 'enforce' };
  if (value === 'enforce' || value === 'report') return { value };
  return {
    fault: {
      key: 'TRUSTED_TYPES',
      found: `"${value.slice(0, 40)}"`,
      expected: 'enforce or report',
      example: 'report',
    },
  };
}
