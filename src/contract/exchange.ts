import * as z from 'zod/mini';

/**
 * The request's body for `POST /api/token`, the only route of the token service that the app calls: the Teams token (artifact 1
 * of Microsoft's article "Authentication of custom Teams endpoint") and nothing else.
 */
export const ExchangeRequest = z.strictObject({
  // ACS verifies the token. The service only refuses characters that HTTP does not allow in a bearer token.
  teamsUserAadToken: z.string().check(z.maxLength(8_192), z.regex(/^[\w.~+/=-]+$/)),
});
export type ExchangeRequest = z.infer<typeof ExchangeRequest>;

/** The response's body with status 200: the ACS token (artifact 4) and the time when it expires, in ISO 8601. */
export const ExchangeResponse = z.object({
  token: z.string().check(z.minLength(1)),
  expiresOn: z.iso.datetime({ offset: true }),
});
export type ExchangeResponse = z.infer<typeof ExchangeResponse>;

/** The body of every refusal. Programs read `code`. The user tells the support staff the `requestId`, which is also in the log. */
export const ServiceError = z.object({
  error: z.object({
    code: z.string(),
    requestId: z.string(),
    /** With the code `acs_permission_missing`: the permissions that the Teams token lacks, such as `Teams.ManageChats`. */
    missingPermissions: z.optional(z.array(z.string())),
  }),
});
export type ServiceError = z.infer<typeof ServiceError>;
