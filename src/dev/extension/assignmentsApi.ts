import { createCommunicationAuthPolicy, parseConnectionString } from '@azure/communication-common';
import {
  createDefaultHttpClient,
  createHttpHeaders,
  createPipelineFromOptions,
  createPipelineRequest,
  RestError,
  type PipelineResponse,
} from '@azure/core-rest-pipeline';
import { AzureCliCredential, ChainedTokenCredential, type TokenCredential } from '@azure/identity';
import { allowPlainHttp, createCredential } from '../../server/exchange/credential.ts';
import type { AcsAccess } from '../../server/settings/acsResources.ts';
import type { ServiceIdentity } from '../../server/settings/serviceIdentity.ts';

const apiVersion = '2025-06-30';
/** The time for the sign-in at Entra and the request together. */
const timeoutMs = 30_000;

/** An assignment as ACS stores it. */
export interface Assignment {
  /** Microsoft's articles write `teamsResourceAccount`, and its newest specification `resourceAccount`. */
  readonly principalType: string;
  readonly clientIds?: readonly string[];
}

/** Why ACS did not do what it was asked, as a sentence for the person at the terminal. */
export class RequestFault extends Error {
  override readonly name = 'RequestFault';
  /** Whether only the request was wrong. Otherwise, further requests would fail for the same reason. */
  readonly isAboutPrincipal: boolean;

  constructor(message: string, isAboutPrincipal = false) {
    super(message);
    this.isAboutPrincipal = isAboutPrincipal;
  }
}

export type Method = 'GET' | 'PUT' | 'DELETE';

/** @returns the address of an assignment. Microsoft's clients have no function for the assignments yet. */
export const createAssignmentUrl = (endpoint: string, tenant: string, objectId: string): string =>
  `${endpoint}/access/teamsExtension/tenants/${tenant}/assignments/${objectId}?api-version=${apiVersion}`;

/**
 * Creates the function that sends a request to the assignments of one ACS resource.
 *
 * @param authority Entra's origin
 * @returns a function that resolves to the status, and to the assignment if the answer has one. It throws `RequestFault`
 * @see https://learn.microsoft.com/azure/communication-services/quickstarts/tpe/teams-phone-extensiblity-rest-api
 */
export function createAssignmentsApi(acs: AcsAccess, authority: string) {
  const { host } = new URL(acs.endpoint);
  const isKey = acs.kind === 'key';
  // A client with an Entra token refuses http, also of a local stand-in.
  const { address, httpClient = createDefaultHttpClient() } = isKey
    ? { address: acs.endpoint }
    : allowPlainHttp(acs.endpoint);
  const pipeline = createPipelineFromOptions({
    retryOptions: { maxRetries: 0 },
    redirectOptions: { maxRetries: 0 },
  });
  pipeline.addPolicy(
    createCommunicationAuthPolicy(
      isKey
        ? parseConnectionString(acs.connectionString).credential
        : createOperatorCredential(acs.identity, authority),
    ),
  );

  return async (method: Method, tenant: string, objectId: string, body?: Assignment) => {
    const request = createPipelineRequest({
      url: createAssignmentUrl(address, tenant, objectId),
      method,
      headers: createHttpHeaders({ 'content-type': 'application/json' }),
      // The settings accept plain http on loopback only.
      allowInsecureConnection: address.startsWith('http:'),
      abortSignal: AbortSignal.timeout(timeoutMs),
      ...(body && { body: JSON.stringify(body) }),
    });
    let response: PipelineResponse;
    try {
      response = await pipeline.sendRequest(httpClient, request);
    } catch (error) {
      throw new RequestFault(describeFailure(error, host));
    }
    const { status } = response;
    const answer = parseJson(response.bodyAsText);
    // ACS answers 404 with JSON or without a body. An HTML page, or a 404 to PUT, comes from another kind of server.
    const isMissing = status === 404 && method !== 'PUT' && (answer !== null || !response.bodyAsText);
    if (status === 204 || isMissing) return { status, assignment: null };
    if (status !== 200 && status !== 201)
      throw new RequestFault(describeStatus(status, answer, isKey, host), status === 400);
    if (!isAssignment(answer))
      throw new RequestFault(`${host} answered ${status} without an assignment: is it an ACS resource?`);
    return { status, assignment: answer };
  };
}

/**
 * Creates the credential of the person at the terminal. If the variables name no identity, it is the one of `az login`, and on a
 * host of Azure without Azure CLI the managed one.
 */
function createOperatorCredential(identity: ServiceIdentity, authority: string): TokenCredential {
  const credential = createCredential(identity, authority);
  const isNamed = identity.kind !== 'managed' || identity.clientId !== null;
  return isNamed ? credential : new ChainedTokenCredential(new AzureCliCredential(), credential);
}

/** Describes why no answer came. It quotes no part of the error, which may contain the request with its signature or token. */
function describeFailure(error: unknown, host: string): string {
  const { name = '' } = (error ?? {}) as { name?: string };
  if (error instanceof RestError) {
    // The managed identity has an address of its own.
    const failedHost = error.request ? new URL(error.request.url).host : host;
    return `${failedHost} cannot be reached (${error.code ?? 'no code'}): check the address and the network.`;
  }
  if (name === 'AbortError' || name === 'TimeoutError')
    return `Neither Entra nor ${host} answered in ${timeoutMs / 1000} s: check the network.`;
  return `Entra gave no token (${name}): run \`az login --tenant <tenant of the resource>\`, correct the variables that begin with AZURE_, or set ACS_CONNECTION_STRING instead of ACS_ENDPOINT.`;
}

/** Describes a refusal that is about the caller, the request or the service. */
function describeStatus(status: number, answer: unknown, isKey: boolean, host: string): string {
  if (status === 401)
    return isKey
      ? `${host} refused the access key (401): it was replaced, or is another resource's, or the clock of this machine is wrong; \`az communication list-key\` prints the valid one.`
      : `${host} does not know this identity (401): it is of another tenant than the resource's subscription; run \`az login --tenant <that tenant>\`.`;
  if (status === 403)
    return `${host} refused ${isKey ? 'the access key' : 'this identity'} (403): it lacks the role "Communication and Email Service Owner" on the resource, or got it only minutes ago.`;
  if (status === 404) return `${host} does not know assignments (404): is it an ACS resource?`;
  if (status === 429 || status >= 500)
    return `${host} is overloaded or has a fault (${status}): try again later.`;
  const { code, message } = (answer as { error?: { code?: unknown; message?: unknown } } | null)?.error ?? {};
  const reason = [code, message].filter((text) => typeof text === 'string').join(': ');
  // Nothing that the service has sent may take over the terminal.
  const printable = reason.replaceAll(/[^ -~]/g, '?').slice(0, 200);
  return `${host} refused the request (${status}): ${printable || 'without a reason'}`;
}

/** @returns null for a text that is no JSON */
function parseJson(text: string | null | undefined): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch {
    return null;
  }
}

function isAssignment(answer: unknown): answer is Assignment {
  const { principalType, clientIds = [] } = (answer ?? {}) as Record<string, unknown>;
  return (
    typeof principalType === 'string' &&
    Array.isArray(clientIds) &&
    clientIds.every((id) => typeof id === 'string')
  );
}
