import * as z from 'zod/mini';

/**
 * What travels between the app and the token service: `POST /api/token`.
 * The numbers are those of Microsoft's article "Authentication of custom Teams endpoint".
 */

/** The request's body: artifact 1, the Entra access token for ACS with `Teams.ManageCalls`. Nothing else. */
export const ExchangeRequest = z.strictObject({
  // Opaque, but what HTTP allows in a bearer token, so that nothing in it can end a header or a line.
  teamsUserAadToken: z.string().check(z.maxLength(8_192), z.regex(/^[\w.~+/=-]+$/)),
});
export type ExchangeRequest = z.infer<typeof ExchangeRequest>;

/** The answer: artifact 4, the ACS access token, and when it ends (ISO 8601). */
export const ExchangeResponse = z.object({
  token: z.string().check(z.minLength(1)),
  expiresOn: z.iso.datetime({ offset: true }),
});
export type ExchangeResponse = z.infer<typeof ExchangeResponse>;

/** Every refusal's body. `code` is for programs, `requestId` is what a person quotes to support. */
export const ServiceError = z.object({
  error: z.object({ code: z.string(), requestId: z.string() }),
});
export type ServiceError = z.infer<typeof ServiceError>;
