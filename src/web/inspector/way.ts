import type { Config } from '../config/schema.ts';

/**
 * The three ways from an Entra token to an ACS token:
 * `1a` one tenant, through its own token service; `1b` one tenant, the app straight from the ACS resource;
 * `2` many tenants, through the vendor's token service.
 */
export type Way = '1a' | '1b' | '2';

export function wayOf({ entra, tokenSource }: Pick<Config, 'entra' | 'tokenSource'>): Way {
  if (entra.tenant === 'organizations') return '2';
  return tokenSource.kind === 'resource' ? '1b' : '1a';
}

export type Party = 'person' | 'app' | 'entra' | 'service' | 'acs';

/**
 * Artifacts by what they are. Microsoft's article of June 2021 numbers four of them; its successor letters six,
 * because the exchange has come to need the object id, the application id and a proof of its own as well.
 */
export type ArtifactId =
  'credentials' | 'teamsToken' | 'objectId' | 'applicationId' | 'callerToken' | 'authorisation' | 'acsToken';

/** Artifact → its number in the article of June 2021, and its letter in the present one. */
export const names: Record<ArtifactId, { number: string | null; letter: string | null }> = {
  credentials: { number: null, letter: null },
  teamsToken: { number: '1', letter: 'A1' },
  objectId: { number: null, letter: 'A2' },
  applicationId: { number: null, letter: 'A3' },
  callerToken: { number: '2', letter: 'B' },
  authorisation: { number: '3', letter: 'C' },
  acsToken: { number: '4', letter: 'D' },
};

/** One arrow of the sequence; its words are `inspector.steps.<text>` of the locale files. */
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

export const stepsOf = (way: Way): readonly Step[] => (way === '1b' ? direct : throughService);

/** From left to right. */
export const partiesOf = (way: Way): readonly Party[] =>
  way === '1b' ? ['person', 'app', 'entra', 'acs'] : ['person', 'app', 'entra', 'service', 'acs'];

/** In the order in which they appear. */
export const artifactsOf = (way: Way): readonly ArtifactId[] => [
  ...new Set(['credentials', ...stepsOf(way).flatMap(({ carries }) => carries)] as ArtifactId[]),
];
