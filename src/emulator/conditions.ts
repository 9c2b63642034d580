import * as z from 'zod';

const count = z.int().min(1).max(1_000_000);
const seconds = z.int().min(1).max(86_400);

/** What can be made to go wrong, or to go differently. Everything left out is as usual. */
export const Conditions = z.strictObject({
  /** Access tokens issued from now on live this long. */
  tokenLifetimeSeconds: z.optional(seconds),
  /** The exchange answers this instead. `times` counts down; without it, until the conditions are reset. */
  refuseExchange: z.optional(
    z.strictObject({
      status: z.int().min(400).max(599),
      code: z.string(),
      times: z.optional(count),
      retryAfterSeconds: z.optional(seconds),
    }),
  ),
  delayExchangeMs: z.optional(z.int().min(0).max(120_000)),
  /** Graph answers 429. */
  throttleGraph: z.optional(z.strictObject({ times: z.optional(count), retryAfterSeconds: seconds })),
  noLicence: z.optional(z.boolean()),
  /** No Azure role on the ACS resource: exchanges with an Entra bearer are refused. */
  noRole: z.optional(z.boolean()),
  /** Sign-in needs a second proof. */
  mfa: z.optional(z.boolean()),
  /** The account is disabled. */
  disabled: z.optional(z.boolean()),
  /** The tenant lets only administrators consent. */
  adminConsentOnly: z.optional(z.boolean()),
  /** The tenant has no service principal of ACS. */
  noServicePrincipal: z.optional(z.boolean()),
  /** The redirect URIs are registered, but not for a single-page app. Not per person. */
  notSpa: z.optional(z.boolean()),
  /** The ACS resource answers no CORS preflight. Not per person. */
  noAcsCors: z.optional(z.boolean()),
});
export type Conditions = z.infer<typeof Conditions>;

type Counted = 'refuseExchange' | 'throttleGraph';

/** Conditions of everyone and of single people; a person's own come first. */
export interface ConditionStore {
  /** @param oid leave it out for what belongs to nobody in particular. */
  of(oid?: string): Conditions;
  /** @returns the refusal that is due now, counted as given. */
  take<Name extends Counted>(name: Name, oid: string): Conditions[Name];
  /** Adds to what is set. @param oid whose; everyone's when left out. */
  set(conditions: Conditions, oid?: string): void;
  reset(): void;
  /** Everything that is set, by object id; `*` is everyone. */
  list(): Readonly<Record<string, Conditions>>;
}

const everyone = '*';

export function createConditions(): ConditionStore {
  const stored = new Map<string, Conditions>();
  const of = (oid?: string): Conditions => ({
    ...stored.get(everyone),
    ...(oid === undefined ? {} : stored.get(oid)),
  });
  return {
    of,
    take(name, oid) {
      const owner = stored.get(oid)?.[name] ? oid : everyone;
      const due = stored.get(owner)?.[name];
      if (!due) return undefined;
      const { [name]: _, ...rest } = stored.get(owner) ?? {};
      const left = due.times === undefined ? undefined : due.times - 1;
      stored.set(
        owner,
        left === 0 ? rest : { ...rest, [name]: { ...due, ...(left ? { times: left } : {}) } },
      );
      return due;
    },
    set(conditions, oid = everyone) {
      stored.set(oid, { ...stored.get(oid), ...conditions });
    },
    reset: () => stored.clear(),
    list: () => Object.fromEntries(stored),
  };
}
