import * as z from 'zod/mini';

/** The bodies of `POST /api/token`, the one route between the app and the token service. */

/**
 * The request's body: the Teams token (artifact 1 of Microsoft's article "Authentication of custom Teams
 * endpoint") and nothing else.
 */
export const ExchangeRequest = z.strictObject({
  // The token is opaque here. The pattern is what HTTP allows in a bearer token, so that nothing in it can end
  // a header or a line.
  teamsUserAadToken: z.string().check(z.maxLength(8_192), z.regex(/^[\w.~+/=-]+$/)),
});
export type ExchangeRequest = z.infer<typeof ExchangeRequest>;

/** The body of a success: the ACS token (artifact 4) and the time when it expires, in ISO 8601. */
export const ExchangeResponse = z.object({
  token: z.string().check(z.minLength(1)),
  expiresOn: z.iso.datetime({ offset: true }),
});
export type ExchangeResponse = z.infer<typeof ExchangeResponse>;

/** The body of every refusal. Programs read `code`; a user quotes `requestId` to support. */
export const ServiceError = z.object({
  error: z.object({ code: z.string(), requestId: z.string() }),
});
export type ServiceError = z.infer<typeof ServiceError>;
