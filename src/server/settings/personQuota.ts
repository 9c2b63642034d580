import { checkInteger } from './checks.ts';
import type { Checked } from './settingFault.ts';

/** One person gets at most this part of what everybody has: twenty people who misuse it are needed to use up all. */
const maxShare = 1 / 20;
/** Two per cent: 10 exchanges in 30 s for the quota that ACS gives. A tab needs one in an hour. */
const defaultShare = 1 / 50;

/** What one person may use of the quota: a number that leaves the others enough, whatever that person does. */
export function checkPersonQuota(value: string | undefined, perResource: number): Checked<number> {
  const part = (of: number): number => Math.max(1, Math.floor(perResource * of));
  const usual = part(defaultShare);
  if (!value) return { value: usual };
  return checkInteger('EXCHANGE_QUOTA_PER_PERSON', value, 1, part(maxShare), String(usual));
}
