import * as z from 'zod/mini';
import { findIntegrationHelp, Integration } from '../../contract/integration.ts';
import { ConfigFault, quote } from '../settings/configFault.ts';

/** The part of `config.json` that says how the app works together with the company's own systems, and what that needs. */
const IntegratedConfig = z.object({
  integration: z.unknown(),
  tokenSource: z.optional(z.object({ kind: z.optional(z.unknown()) })),
});

/** Describes the value at a path. `config.json` has no secrets, because every browser can read it. */
function describeValue(value: unknown, path: readonly PropertyKey[]): string {
  const found = path.reduce<unknown>(
    (part, key) => (typeof part === 'object' && part !== null ? Reflect.get(part, key) : undefined),
    value,
  );
  return found === undefined ? 'nothing' : quote(typeof found === 'string' ? found : JSON.stringify(found));
}

/** Checks the part `integration` of a parsed `config.json`. @returns `null` as the integration if there is none */
export function checkIntegration(
  config: unknown,
): { readonly integration: Integration | null } | { readonly faults: readonly ConfigFault[] } {
  const whole = IntegratedConfig.safeParse(config).data;
  if (whole?.integration === undefined) return { integration: null };
  const createFault = (path: readonly PropertyKey[], found = describeValue(whole.integration, path)) => {
    const { expected, example } = findIntegrationHelp(path);
    return new ConfigFault(['config.json: integration', ...path].join('.'), found, expected, example);
  };
  const { data, error } = Integration.safeParse(whole.integration);
  if (!data)
    return {
      faults: error.issues.map((issue) =>
        issue.code === 'unrecognized_keys'
          ? createFault(issue.path, `the unknown key ${quote(issue.keys.join(', '))}`)
          : createFault(issue.path),
      ),
    };
  if (data.webHook && whole.tokenSource?.kind !== 'service') return { faults: [createFault(['webHook'])] };
  return { integration: data };
}
