import { checkInteger } from './checks.ts';
import type { Checked } from './configFault.ts';

/**
 * Largest share of the quota that one user may get. At least twenty users together would have to misuse the
 * service to use it up.
 */
const maxShare = 1 / 20;
/** Default share of one user: 10 exchanges in 30 s of the quota that ACS gives. A tab needs one in an hour. */
const defaultShare = 1 / 50;

/**
 * Reads `EXCHANGE_QUOTA_PER_PERSON`, the number of exchanges in 30 s that one user may make.
 *
 * @param perResource the number for all users together
 */
export function checkPersonQuota(value: string | undefined, perResource: number): Checked<number> {
  const exchangesFor = (share: number): number => Math.max(1, Math.floor(perResource * share));
  const defaultQuota = exchangesFor(defaultShare);
  if (!value) return { value: defaultQuota };
  return checkInteger('EXCHANGE_QUOTA_PER_PERSON', value, 1, exchangesFor(maxShare), String(defaultQuota));
}
