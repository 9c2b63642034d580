import * as z from 'zod/mini';

/** This file describes the bodies of `POST /api/token`, the only route of the token service that the app calls. */

/**
 * The request's body: the Teams token (artifact 1 of Microsoft's article "Authentication of custom Teams
 * endpoint") and nothing else.
 */
export const ExchangeRequest = z.strictObject({
  // The token service does not look into the token. The pattern allows the characters that HTTP allows in a bearer
  // token, so that no character can end a header or a line.
  teamsUserAadToken: z.string().check(z.maxLength(8_192), z.regex(/^[\w.~+/=-]+$/)),
});
export type ExchangeRequest = z.infer<typeof ExchangeRequest>;

/** The body of a response with status 200: the ACS token (artifact 4) and the time when it expires, in ISO 8601. */
export const ExchangeResponse = z.object({
  token: z.string().check(z.minLength(1)),
  expiresOn: z.iso.datetime({ offset: true }),
});
export type ExchangeResponse = z.infer<typeof ExchangeResponse>;

/** The body of every refusal. Programs read `code`. A user tells `requestId` to the support staff, who find it in the log. */
export const ServiceError = z.object({
  error: z.object({
    code: z.string(),
    requestId: z.string(),
    /** With the code `acs_permission_missing`: the permissions that the Teams token lacks, such as `Teams.ManageChats`. */
    missingPermissions: z.optional(z.array(z.string())),
  }),
});
export type ServiceError = z.infer<typeof ServiceError>;
