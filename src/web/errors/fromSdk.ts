import type { CallEndReason } from '@azure/communication-calling';
import { fail, unexpected, type Failure } from './problem.ts';
import type { ProblemCode } from './catalogue.ts';

/** How a call ended, in the words of `ended.<name>` of the locale files. */
export type EndKind =
  | 'hungUp'
  | 'cancelled'
  | 'declined'
  | 'busy'
  | 'noAnswer'
  | 'answeredElsewhere'
  | 'unreachable'
  | 'noSuchPerson'
  | 'removed'
  | 'endedForAll'
  | 'network'
  | 'token'
  | 'other';

/** `code/subCode`; a bare `code` stands for any sub-code. Source: "Calling SDK: response codes". */
const endKinds: Record<string, EndKind> = {
  '0/5300': 'removed',
  '0/4097': 'endedForAll',
  '0': 'hungUp',
  '487/10003': 'answeredElsewhere',
  '487/10004': 'noAnswer',
  '487/10024': 'declined',
  '487': 'cancelled',
  '603': 'declined',
  '486': 'busy',
  '480': 'unreachable',
  '404': 'noSuchPerson',
  '408': 'noAnswer',
  '410': 'network',
  '490': 'network',
  '495': 'token',
};

export const endKind = ({ code, subCode }: CallEndReason): EndKind =>
  endKinds[`${code}/${subCode}`] ?? endKinds[`${code}`] ?? 'other';

/** The code as support knows it, for example `487/10004`. */
export const endCode = ({ code, subCode }: CallEndReason): string => `${code}/${subCode ?? 0}`;

/**
 * One of the three translators: what the SDK threw, as a problem. No error class is exported; its errors are
 * named `CallingCommunicationError` and carry `code` and `subCode`.
 */
export function fromSdk(cause: unknown, code: ProblemCode): Failure {
  if (!(cause instanceof Error) || cause.name !== 'CallingCommunicationError') return unexpected(cause);
  const { code: sdkCode, subCode } = cause as Error & { code?: number; subCode?: number };
  return fail(code, { detail: `${sdkCode ?? '?'}/${subCode ?? 0}`, cause });
}
