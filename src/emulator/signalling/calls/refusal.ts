import type { Refusal } from '../../wire/protocol.ts';

export const createRefusal = (code: number, subCode: number, message: string): Refusal => ({
  code,
  subCode,
  message,
});
