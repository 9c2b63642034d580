import type { Refusal } from '../../wire/protocol.ts';

export const refusal = (code: number, subCode: number, message: string): Refusal => ({
  code,
  subCode,
  message,
});
