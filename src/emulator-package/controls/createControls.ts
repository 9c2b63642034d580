import type { Controls, ScenarioResult } from '../controlTypes.ts';
import type {
  ActResult,
  Agent,
  Call,
  Conditions,
  ContactCentre,
  Directory,
  Person,
  Recording,
  Use,
} from '../declaredTypes.ts';
import { findPerson, findPersonIfAny } from './findPerson.ts';

/**
 * Matches what the emulator resolves itself: raw ids (`4:+1…`), phone numbers, object ids, participant ids, and the sign-in
 * names of a crowd's members (generated participants), whom the directory does not list.
 */
const resolvedByEmulator = /^(\d{1,2}:|\+|[0-9a-f-]{36}$|crowd\d+@)/;

/** The parameters of acts and scenarios that name people. `resolveParameters` replaces these names by sign-in names. */
const nameParameters: ReadonlySet<string> = new Set(['to', 'who', 'via', 'onBehalfOf', 'from', 'agents']);

/** What a client needs to reach the controls of an emulator. */
interface EmulatorAddress {
  /** The address, such as `http://localhost:5174`. */
  readonly url: string;
  /** The secret of the controls. */
  readonly secret: string;
}

/** Creates a client of the controls, the HTTP routes under `/emulator` that need the secret. */
export function createControls(emulator: EmulatorAddress): Controls {
  const request = <Answer>(method: string, path: string, body?: object): Promise<Answer> =>
    sendRequest(emulator, method, path, body);
  const readDirectory = () => request<Directory>('GET', 'directory');
  let people: readonly Person[] | undefined;
  // The people do not change while an emulator runs, so they are read once.
  const readPeople = async () => (people ??= (await readDirectory()).people);
  const find = async (name: string): Promise<Person> => findPerson(await readPeople(), name);
  /** @returns the sign-in name of a person. Ids and phone numbers stay as they are. */
  const resolveName = async (name: string): Promise<string> =>
    resolvedByEmulator.test(name) ? name : (await find(name)).user;
  const resolveParameter = async ([key, value]: [string, unknown]): Promise<[string, unknown]> => {
    if (!nameParameters.has(key)) return [key, value];
    if (Array.isArray(value)) return [key, await Promise.all(value.map((name: string) => resolveName(name)))];
    return [key, typeof value === 'string' ? await resolveName(value) : value];
  };
  const resolveParameters = async (parameters: object): Promise<object> =>
    Object.fromEntries(await Promise.all(Object.entries(parameters).map(resolveParameter)));
  /** @returns the field `user` of a request's body; no field without a person, for everyone. */
  const toUserField = async (person: string | undefined): Promise<{ user?: string }> =>
    person === undefined ? {} : { user: await resolveName(person) };
  /** @returns the field `user` of a fault. The emulator itself finds ACS users by the names of their call agents. */
  const toFaultyUserField = async (name: string | undefined): Promise<{ user?: string }> => {
    if (name === undefined || resolvedByEmulator.test(name)) return name === undefined ? {} : { user: name };
    return { user: findPersonIfAny(await readPeople(), name)?.user ?? name };
  };
  const readTime = ({ now, aheadMs }: { now: string; aheadMs: number }) => ({ now: new Date(now), aheadMs });

  return {
    findPerson: find,
    readDirectory,
    async issueToken(person) {
      const user = encodeURIComponent(await resolveName(person));
      const answer = await request<{ token: string; expiresOn: string }>('GET', `token?user=${user}`);
      return { token: answer.token, expiresOn: new Date(answer.expiresOn) };
    },
    listUses: () => request<Use[]>('GET', 'retirement'),
    revokeSignIns: async (person) => request('POST', 'revoke', await toUserField(person)),
    reset: () => request('POST', 'reset'),
    act: async (persona, act, parameters: object = {}) => {
      const as = await resolveName(persona);
      return request<ActResult>('POST', 'act', { as, act, ...(await resolveParameters(parameters)) });
    },
    async startScenario(name, person, parameters = {}) {
      const body = { ...(await toUserField(person)), ...(await resolveParameters(parameters)) };
      return request<ScenarioResult<typeof name>>('POST', `scenarios/${name}`, body);
    },
    calls: {
      list: () => request<Call[]>('GET', 'calls'),
      end: (callId) => request('DELETE', `calls/${encodeURIComponent(callId)}`),
      resizeCrowd: async ({ person, ...options }) =>
        request('POST', 'crowd', { ...options, ...(await toUserField(person)) }),
    },
    agents: {
      list: () => request<Agent[]>('GET', 'agents'),
      async add(person, options = {}) {
        const body = { ...options, ...(await toUserField(person)) };
        return (await request<{ agent: string }>('POST', 'agents', body)).agent;
      },
      remove: (agentId) => request('DELETE', `agents/${encodeURIComponent(agentId)}`),
      drop: async ({ person, ...options } = {}) =>
        request('POST', 'agents/drop', { ...options, ...(await toFaultyUserField(person)) }),
      disconnect: async (person, options = {}) =>
        request('POST', 'conditions', {
          agentDisconnect: { ...options, ...(await toFaultyUserField(person)) },
        }),
    },
    contactCentre: {
      read: () => request<ContactCentre>('GET', 'contact-centre'),
      async ring(number, options = {}) {
        const body = { to: number, ...(await resolveParameters(options)) };
        const path = 'contact-centre/callers';
        return (await request<{ callers: { call: string; from: string }[] }>('POST', path, body)).callers;
      },
      async setOptedIn(person, optedIn) {
        const user = encodeURIComponent(await resolveName(person));
        await request('POST', `contact-centre/agents/${user}`, { optedIn });
      },
      set: (changes) => request('POST', 'contact-centre/settings', changes),
      async assign(principal, options = {}) {
        await request('POST', 'assignments', { ...options, principal: await resolveName(principal) });
      },
      async unassign(principal) {
        await request('DELETE', `assignments/${encodeURIComponent(await resolveName(principal))}`);
      },
      async callBack(person) {
        const body = await toUserField(person);
        return (await request<{ call: string }>('POST', 'contact-centre/emergency-call-backs', body)).call;
      },
    },
    conditions: {
      list: () => request<Record<string, Conditions>>('GET', 'conditions'),
      set: async (changes, person) =>
        request('POST', 'conditions', { ...changes, ...(await toFaultyUserField(person)) }),
      reset: () => request('DELETE', 'conditions'),
    },
    network: {
      set: async (person, network) =>
        request('POST', 'conditions', { network, ...(await toFaultyUserField(person)) }),
    },
    recording: {
      read: () => request<Recording>('GET', 'recording'),
      set: (on) => request<Recording>('POST', 'recording', { on }),
      note: async (note) => void (await request('POST', 'recording', { note })),
      readTrace: () => sendTextRequest(emulator, 'GET', 'recording/trace'),
    },
    clock: {
      read: async () => readTime(await request('GET', 'clock')),
      advance: async (advanceMs) => readTime(await request('POST', 'clock', { advanceMs })),
    },
  };
}

/**
 * Sends a request to the controls.
 * @param path the path under `/emulator/`.
 * @throws Error with the reason if the emulator refuses the request, or does not answer.
 */
async function sendRequest<Answer>(
  { url, secret }: EmulatorAddress,
  method: string,
  path: string,
  body?: object,
): Promise<Answer> {
  return JSON.parse(await sendTextRequest({ url, secret }, method, path, body)) as Answer;
}

/** Sends a request like `sendRequest`. @returns the text of the answer. */
async function sendTextRequest(
  { url, secret }: EmulatorAddress,
  method: string,
  path: string,
  body?: object,
): Promise<string> {
  const requestLine = `${method} ${url}/emulator/${path}`;
  const init = {
    method,
    headers: { 'x-emulator-secret': secret, 'content-type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  };
  const send = () => fetch(`${url}/emulator/${path}`, init);
  // On a busy machine, `fetch` may use a connection that the emulator is just closing. Reading twice does no harm.
  const response = await (method === 'GET' ? send().catch(send) : send()).catch((error: unknown) => {
    throw new Error(`${requestLine}: the emulator does not answer.`, { cause: error });
  });
  const text = await response.text();
  if (response.ok) return text;
  throw new Error(`${requestLine}: ${response.status} ${readReason(text)}`);
}

/** @returns the reason in the JSON answer of a refusal; the whole text if the answer is something else. */
function readReason(text: string): string {
  try {
    return (JSON.parse(text) as { error?: string }).error ?? text;
  } catch {
    return text;
  }
}
