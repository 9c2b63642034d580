import type { Config } from '../config/schema.ts';
import type en from '../locales/en.json';

/**
 * The cases of the exchange of an Entra token for an ACS token:
 * - `1a`: an app for one tenant, with the company's own token service
 * - `1b`: an app for one tenant that exchanges the token directly with the ACS resource
 * - `2`: a vendor's app for many tenants, with the vendor's token service
 * - `3`: an app for agents of a company's numbers (Teams Phone extensibility), which exchanges the token with the ACS resource
 */
export type ExchangeCase = '1a' | '1b' | '2' | '3';

export function findExchangeCase({
  entra,
  tokenSource,
}: Pick<Config, 'entra' | 'tokenSource'>): ExchangeCase {
  if (tokenSource.kind === 'teamsExtension') return '3';
  if (entra.tenant === 'organizations') return '2';
  return tokenSource.kind === 'resource' ? '1b' : '1a';
}

/** The participants of the exchange: `person` is the user, and `service` the token service. */
const parties = ['person', 'app', 'entra', 'service', 'acs'] as const;
export type Party = (typeof parties)[number];

/**
 * The artifacts of the exchange: the tokens and ids in Microsoft's article, the user's `credentials` for Entra, and the two tokens
 * of case `3`, about which the article says nothing. `number` is from the article of June 2021, which had fewer artifacts, and
 * `letter` from today's version.
 */
export const articleLabels = {
  credentials: { number: null, letter: null },
  teamsToken: { number: '1', letter: 'A1' },
  objectId: { number: null, letter: 'A2' },
  applicationId: { number: null, letter: 'A3' },
  callerToken: { number: '2', letter: 'B' },
  authorisation: { number: '3', letter: 'C' },
  acsToken: { number: '4', letter: 'D' },
  /** The user's Entra access token with the permission to call as an agent. */
  extensionToken: { number: null, letter: null },
  /** The ACS token that makes the user an agent. */
  agentToken: { number: null, letter: null },
} satisfies Record<string, { number: string | null; letter: string | null }>;
export type ArtifactId = keyof typeof articleLabels;

/** One arrow of the sequence diagram. */
export interface Step {
  readonly from: Party;
  readonly to: Party;
  readonly text: keyof (typeof en)['inspector']['steps'];
  /** The artifacts that the sender gives to the receiver. */
  readonly carries: readonly ArtifactId[];
}

const firstSteps: readonly Step[] = [
  { from: 'person', to: 'app', text: 'open', carries: [] },
  { from: 'app', to: 'entra', text: 'signIn', carries: ['applicationId'] },
  { from: 'person', to: 'entra', text: 'consented', carries: ['credentials'] },
];
const callStep: Step = { from: 'app', to: 'acs', text: 'call', carries: ['acsToken'] };
/** The artifacts that ACS needs for the exchange. */
const exchangeArtifacts: readonly ArtifactId[] = ['authorisation', 'teamsToken', 'objectId', 'applicationId'];

const serviceSteps: readonly Step[] = [
  ...firstSteps,
  { from: 'entra', to: 'app', text: 'tokens', carries: ['teamsToken', 'callerToken'] },
  { from: 'app', to: 'service', text: 'present', carries: ['callerToken', 'teamsToken'] },
  { from: 'service', to: 'acs', text: 'exchange', carries: exchangeArtifacts },
  { from: 'acs', to: 'service', text: 'issue', carries: ['acsToken'] },
  { from: 'service', to: 'app', text: 'handOn', carries: ['acsToken'] },
  callStep,
];
const directSteps: readonly Step[] = [
  ...firstSteps,
  { from: 'entra', to: 'app', text: 'tokensDirect', carries: ['teamsToken', 'authorisation'] },
  { from: 'app', to: 'acs', text: 'exchangeDirect', carries: exchangeArtifacts },
  { from: 'acs', to: 'app', text: 'issue', carries: ['acsToken'] },
  callStep,
];

const extensionSteps: readonly Step[] = [
  { from: 'person', to: 'app', text: 'open', carries: [] },
  { from: 'app', to: 'entra', text: 'signInExtension', carries: [] },
  { from: 'person', to: 'entra', text: 'consented', carries: ['credentials'] },
  { from: 'entra', to: 'app', text: 'tokensDirect', carries: ['extensionToken'] },
  { from: 'app', to: 'acs', text: 'exchangeExtension', carries: ['extensionToken'] },
  { from: 'acs', to: 'app', text: 'issue', carries: ['agentToken'] },
  { from: 'app', to: 'acs', text: 'call', carries: ['agentToken'] },
];

const stepsByCase: Readonly<Record<ExchangeCase, readonly Step[]>> = {
  '1a': serviceSteps,
  '1b': directSteps,
  '2': serviceSteps,
  '3': extensionSteps,
};

export const listSteps = (exchangeCase: ExchangeCase): readonly Step[] => stepsByCase[exchangeCase];

/** Returns the columns of the sequence diagram, from left to right. */
export const listParties = (exchangeCase: ExchangeCase): readonly Party[] => {
  const partiesOfSteps = new Set(listSteps(exchangeCase).flatMap(({ from, to }) => [from, to]));
  return parties.filter((party) => partiesOfSteps.has(party));
};

/** Whether Microsoft's article, which numbers the artifacts, is about this case. */
export const isInArticle = (exchangeCase: ExchangeCase): boolean => exchangeCase !== '3';

/** Returns the artifacts of a case: the credentials, and then those that the steps send, in the order of their first sending. */
export const listArtifacts = (exchangeCase: ExchangeCase): readonly ArtifactId[] => [
  ...new Set<ArtifactId>(['credentials', ...listSteps(exchangeCase).flatMap(({ carries }) => carries)]),
];
