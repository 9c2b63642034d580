import { agentRefusals } from '../emulator/wire/agentRules.ts';

/** A row: what an agent does, and what the emulator does about it. */
interface AgentRow {
  readonly act: string;
  readonly onAzure: boolean;
  readonly status: 'emulated' | 'simulated' | 'refused' | 'not refused';
  /** The rules by which the emulator refuses it. */
  readonly refusals?: readonly (keyof typeof agentRefusals)[];
  readonly note?: string;
}

/** The acts have the order of Microsoft's table, which the page links. */
const rows: readonly AgentRow[] = [
  {
    act: 'call a telephone for a resource account',
    onAzure: true,
    status: 'emulated',
    note: 'the telephone sees the service number',
  },
  {
    act: 'take a call of a telephone',
    onAzure: true,
    status: 'simulated',
    note: 'the contact centre stands for your server application',
  },
  { act: 'reject it', onAzure: true, status: 'emulated', note: 'it rings at the next agent' },
  { act: 'leave a call, or end it for all', onAzure: true, status: 'emulated' },
  { act: 'add another agent or a telephone, and remove participants', onAzure: true, status: 'emulated' },
  {
    act: 'transfer a 1:1 call to another agent or a telephone',
    onAzure: true,
    status: 'emulated',
  },
  {
    act: 'get custom context, and send it with a call or a transfer',
    onAzure: true,
    status: 'emulated',
    note: 'the SDK’s `addParticipant` takes none',
  },
  {
    act: 'send tones in a 1:1 call',
    onAzure: true,
    status: 'emulated',
    note: 'the telephone reads them back',
  },
  { act: 'mute other agents', onAzure: true, status: 'emulated' },
  { act: 'hold and resume a 1:1 call', onAzure: true, status: 'emulated' },
  { act: 'list the participants', onAzure: true, status: 'emulated' },
  {
    act: 'call an emergency number, by the person’s own number',
    onAzure: true,
    status: 'simulated',
    note: 'a bot answers',
  },
  {
    act: 'hold, mute or transfer an emergency call, or add or remove participants',
    onAzure: false,
    status: 'refused',
    refusals: ['emergencyCall'],
  },
  {
    act: 'call a telephone without a resource account',
    onAzure: false,
    status: 'refused',
    refusals: ['noResourceAccount'],
  },
  {
    act: 'call for an unknown or unassigned resource account',
    onAzure: false,
    status: 'refused',
    refusals: ['resourceAccount'],
  },
  { act: 'call on behalf of another person', onAzure: false, status: 'refused', refusals: ['onBehalfOf'] },
  { act: 'call a number that is no E.164', onAzure: false, status: 'refused', refusals: ['invalidNumber'] },
  {
    act: 'call a Teams user, add one, or transfer to one',
    onAzure: false,
    status: 'refused',
    refusals: ['callee'],
  },
  {
    act: 'be called by a Teams user, or added by one',
    onAzure: false,
    status: 'refused',
    refusals: ['fromTeamsUser'],
  },
  {
    act: 'call another agent, without a telephone in the call',
    onAzure: false,
    status: 'refused',
    refusals: ['noTelephone'],
  },
  {
    act: 'call the same number twice in a call',
    onAzure: false,
    status: 'refused',
    refusals: ['numberTwice'],
    note: 'even if it has left the call',
  },
  {
    act: 'call off an invitation before the answer',
    onAzure: false,
    status: 'not refused',
    note: '`removeParticipant` works',
  },
  {
    act: 'hold or transfer a group call, or send tones in it',
    onAzure: false,
    status: 'refused',
    refusals: ['holdInGroup', 'dtmfInGroup', 'transferOutOfGroup'],
  },
  { act: 'mute a telephone', onAzure: false, status: 'refused', refusals: ['muteTelephone'] },
  { act: 'join a meeting', onAzure: false, status: 'refused', refusals: ['meeting'] },
  { act: 'turn captions on', onAzure: false, status: 'refused', refusals: ['captions'] },
  {
    act: 'record with Teams, park or forward a call',
    onAzure: false,
    status: 'refused',
    note: 'the SDK has no member for it; the control `record` stands for a recording by your application',
  },
];

/**
 * Creates a table of what agents of Teams Phone extensibility can do on Azure and in the emulator.
 * @throws Error if no row names a rule that the emulator has
 */
export function createAgentTable(): string {
  const covered = new Set<string>(rows.flatMap(({ refusals = [] }) => refusals));
  const missing = Object.keys(agentRefusals).filter((name) => !covered.has(name));
  if (missing.length > 0) throw new Error(`The table of agents has no row for ${missing.join(', ')}.`);
  const lines = rows.map(({ act, onAzure, status, refusals = [], note }) => {
    const codes = new Set(
      refusals.map((name) => `${agentRefusals[name].code}/${agentRefusals[name].subCode}`),
    );
    const texts = [[status, ...codes].join(' '), ...(note ? [note] : [])];
    return `| ${act} | ${onAzure ? 'yes' : 'no'} | ${texts.join(': ')} |`;
  });
  return ['| as an agent | on Azure | in the emulator |', '| --- | --- | --- |', ...lines].join('\n');
}
