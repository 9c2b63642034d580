import type { Config } from '../config/schema.ts';

/**
 * The three cases of an exchange: `1a` one tenant with a token service of its own; `1b` one tenant, and a direct exchange
 * with the ACS resource; `2` many tenants, and the vendor's token service.
 */
export type ExchangeCase = '1a' | '1b' | '2';

export function exchangeCaseOf({ entra, tokenSource }: Pick<Config, 'entra' | 'tokenSource'>): ExchangeCase {
  if (entra.tenant === 'organizations') return '2';
  return tokenSource.kind === 'resource' ? '1b' : '1a';
}

export type Party = 'person' | 'app' | 'entra' | 'service' | 'acs';

/**
 * The artifacts of Microsoft's articles. The article of June 2021 has four artifacts with numbers. The present one has six with
 * letters, because the exchange now also needs the object id, the application id and a proof of the caller.
 */
export type ArtifactId =
  'credentials' | 'teamsToken' | 'objectId' | 'applicationId' | 'callerToken' | 'authorisation' | 'acsToken';

/** The number of each artifact in the article of June 2021, and its letter in the present article. */
export const names: Record<ArtifactId, { number: string | null; letter: string | null }> = {
  credentials: { number: null, letter: null },
  teamsToken: { number: '1', letter: 'A1' },
  objectId: { number: null, letter: 'A2' },
  applicationId: { number: null, letter: 'A3' },
  callerToken: { number: '2', letter: 'B' },
  authorisation: { number: '3', letter: 'C' },
  acsToken: { number: '4', letter: 'D' },
};

/** One arrow of the sequence. Its words are `inspector.steps.<text>` in the locale files. */
export interface Step {
  readonly from: Party;
  readonly to: Party;
  readonly text:
    | 'open'
    | 'signIn'
    | 'consented'
    | 'tokens'
    | 'tokensDirect'
    | 'present'
    | 'exchange'
    | 'exchangeDirect'
    | 'issue'
    | 'handOn'
    | 'call';
  readonly carries: readonly ArtifactId[];
}

const begin: readonly Step[] = [
  { from: 'person', to: 'app', text: 'open', carries: [] },
  { from: 'app', to: 'entra', text: 'signIn', carries: ['applicationId'] },
  { from: 'person', to: 'entra', text: 'consented', carries: ['credentials'] },
];
const call: Step = { from: 'app', to: 'acs', text: 'call', carries: ['acsToken'] };
const exchanged: readonly ArtifactId[] = ['authorisation', 'teamsToken', 'objectId', 'applicationId'];

const throughService: readonly Step[] = [
  ...begin,
  { from: 'entra', to: 'app', text: 'tokens', carries: ['teamsToken', 'callerToken'] },
  { from: 'app', to: 'service', text: 'present', carries: ['callerToken', 'teamsToken'] },
  { from: 'service', to: 'acs', text: 'exchange', carries: exchanged },
  { from: 'acs', to: 'service', text: 'issue', carries: ['acsToken'] },
  { from: 'service', to: 'app', text: 'handOn', carries: ['acsToken'] },
  call,
];
const direct: readonly Step[] = [
  ...begin,
  { from: 'entra', to: 'app', text: 'tokensDirect', carries: ['teamsToken', 'authorisation'] },
  { from: 'app', to: 'acs', text: 'exchangeDirect', carries: exchanged },
  { from: 'acs', to: 'app', text: 'issue', carries: ['acsToken'] },
  call,
];

export const stepsOf = (exchangeCase: ExchangeCase): readonly Step[] =>
  exchangeCase === '1b' ? direct : throughService;

/** The columns of the sequence, from left to right. */
export const partiesOf = (exchangeCase: ExchangeCase): readonly Party[] =>
  exchangeCase === '1b' ? ['person', 'app', 'entra', 'acs'] : ['person', 'app', 'entra', 'service', 'acs'];

/** The artifacts of a case, in the order in which the steps carry them. */
export const artifactsOf = (exchangeCase: ExchangeCase): readonly ArtifactId[] => [
  ...new Set(['credentials', ...stepsOf(exchangeCase).flatMap(({ carries }) => carries)] as ArtifactId[]),
];
