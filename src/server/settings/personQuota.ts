import { checkInteger } from './checks.ts';
import type { Checked } from './configFault.ts';

/**
 * The largest share of the quota that one user may get. At least twenty users would have to misuse the service together
 * before the quota is used up.
 */
const maxShare = 1 / 20;
/**
 * The default share of one user: 10 of the 500 exchanges in 30 s that ACS allows. A tab needs one exchange in an hour.
 */
const defaultShare = 1 / 50;

/**
 * Reads `EXCHANGE_QUOTA_PER_PERSON`, the number of exchanges in 30 s that one user may make.
 *
 * @param perResource the number of exchanges in 30 s that all users together may make
 */
export function checkPersonQuota(value: string | undefined, perResource: number): Checked<number> {
  const countExchanges = (share: number): number => Math.max(1, Math.floor(perResource * share));
  const defaultQuota = countExchanges(defaultShare);
  if (!value) return { value: defaultQuota };
  return checkInteger('EXCHANGE_QUOTA_PER_PERSON', value, 1, countExchanges(maxShare), String(defaultQuota));
}
