import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { startTestService } from '../../../src/server/fixtures/service.ts';
import { readSettings } from '../../../src/server/settings/settings.ts';
import { drainTimeoutMs } from '../../../src/server/http/endServer.ts';

const root = resolve(import.meta.dirname, '../../..');

/** Reads a part of a YAML document, by a path such as `spec.containers.0.env`. */
type ReadPart = (path: string) => unknown;

/** A probe, as Kubernetes and Container Apps both describe it. */
interface Probe {
  readonly httpGet: { readonly path: string; readonly port: number | string };
  readonly periodSeconds: number;
}

/** What both files of the folder `deploy` say about the service. */
interface Manifest {
  readonly probes: Readonly<Record<'startup' | 'liveness' | 'readiness', Probe>>;
  /** The port to which requests go. */
  readonly port: unknown;
  readonly texts: Readonly<Record<string, string>>;
  /** The names of the variables whose value is a secret. */
  readonly secrets: readonly string[];
  readonly terminationGracePeriodSeconds: number;
  readonly minReplicas: number;
  readonly maxReplicas: number;
}

/** @throws YAMLParseError for a file that is not YAML */
function readDocuments(file: string, edit = (text: string) => text): ReadPart[] {
  const text = readFileSync(resolve(root, 'deploy', file), 'utf8');
  return parseAllDocuments(edit(text)).map((document) => {
    if (document.errors[0]) throw document.errors[0];
    const content: unknown = document.toJS();
    return (path) =>
      path
        .split('.')
        .reduce<unknown>((part, name) => (Object(part) as Record<string, unknown>)[name], content);
  });
}

/** @returns a function that reads a part of the object with a kind, such as `Deployment` */
const createObjectReader =
  (documents: readonly ReadPart[]) =>
  (kind: string, path: string): unknown =>
    documents.find((readPart) => readPart('kind') === kind)?.(path);

/**
 * Changes the text of a file as docs/deploy-replicas.md says for a service with a key: deletes `ACS_ENDPOINTS`, and turns the
 * lines below a comment that begins with _With a key_ into YAML.
 */
const useKey = (text: string): string =>
  text
    .replace(/^ +- name: ACS_ENDPOINTS\n.*\n|^ +ACS_ENDPOINTS: .*\n/m, '')
    .replaceAll(/^ +# With a key.*\n((?: +# .*\n)+)/gm, (_match, lines: string) =>
      lines.replaceAll('# ', ''),
    );

/** Splits the variables of a container: the value of each is a text, or a reference to a secret. */
function splitVariables(variables: unknown): Pick<Manifest, 'texts' | 'secrets'> {
  const list = variables as readonly { readonly name: string; readonly value?: string }[];
  const texts = list.flatMap(({ name, value }) => (value === undefined ? [] : [[name, value]]));
  const secrets = list.flatMap(({ name, value }) => (value === undefined ? [name] : []));
  return { texts: Object.fromEntries(texts), secrets };
}

function summarizeContainerApp([app = () => undefined]: readonly ReadPart[]): Manifest {
  const readTemplate = (path: string) => app(`properties.template.${path}`);
  const probes = readTemplate('containers.0.probes') as readonly (Probe & { readonly type: string })[];
  const findProbe = (type: string) => probes.find((probe) => probe.type === type) as Probe;
  return {
    probes: {
      startup: findProbe('Startup'),
      liveness: findProbe('Liveness'),
      readiness: findProbe('Readiness'),
    },
    port: app('properties.configuration.ingress.targetPort'),
    ...splitVariables(readTemplate('containers.0.env')),
    terminationGracePeriodSeconds: Number(readTemplate('terminationGracePeriodSeconds')),
    minReplicas: Number(readTemplate('scale.minReplicas')),
    maxReplicas: Number(readTemplate('scale.maxReplicas')),
  };
}

function summarizeKubernetes(documents: readonly ReadPart[]): Manifest {
  const readObject = createObjectReader(documents);
  const readPod = (path: string) => readObject('Deployment', `spec.template.spec.${path}`);
  const readProbe = (name: string) => readPod(`containers.0.${name}Probe`) as Probe;
  const { texts, secrets } = splitVariables(readPod('containers.0.env'));
  return {
    probes: {
      startup: readProbe('startup'),
      liveness: readProbe('liveness'),
      readiness: readProbe('readiness'),
    },
    port: readPod('containers.0.ports.0.containerPort'),
    texts: { ...(readObject('ConfigMap', 'data') as Manifest['texts']), ...texts },
    secrets,
    terminationGracePeriodSeconds: Number(readPod('terminationGracePeriodSeconds')),
    minReplicas: Number(readObject('HorizontalPodAutoscaler', 'spec.minReplicas')),
    maxReplicas: Number(readObject('HorizontalPodAutoscaler', 'spec.maxReplicas')),
  };
}

const files = [
  { file: 'container-app.yaml', summarize: summarizeContainerApp },
  { file: 'kubernetes.yaml', summarize: summarizeKubernetes },
];

/** The variables of the manifest, with values in place of the placeholders and the secrets. */
function fillIn({ texts, secrets }: Manifest): Record<string, string> {
  const samples: Record<string, string> = {
    ACS_CONNECTION_STRINGS: `endpoint=https://one.communication.azure.com/;accesskey=${randomBytes(64).toString('base64')}`,
    LOG_KEY: randomBytes(32).toString('base64'),
  };
  const fill = (text: string): string =>
    text
      .replace('<ACS_ENDPOINTS>', 'https://one.communication.azure.com,https://two.communication.azure.com')
      .replace('<REDIS_HOST>', 'redis.example.com')
      .replace(/<.*>/, '11111111-2222-4333-8444-555555555555');
  return Object.fromEntries([
    ...Object.entries(texts).map(([name, text]) => [name, fill(text)]),
    ...secrets.map((name) => [name, samples[name]]),
  ]) as Record<string, string>;
}
const readFilledIn = (manifest: Manifest) => {
  const result = readSettings(fillIn(manifest));
  if ('faults' in result) throw new Error(result.faults.map(({ message }) => message).join());
  return result.settings;
};

describe.each(files)('$file', ({ file, summarize }) => {
  const manifest = summarize(readDocuments(file));

  test('the service accepts the settings once their placeholders are replaced, but not with the placeholders', () => {
    expect(readFilledIn(manifest).isProduction).toBe(true);
    expect(manifest.secrets).toEqual(['LOG_KEY']);
    const result = readSettings({ ...fillIn(manifest), ...manifest.texts });
    expect('faults' in result && result.faults.map(({ key }) => key)).toEqual(
      expect.arrayContaining(['API_CLIENT_ID', 'ALLOWED_TENANTS', 'ACS_ENDPOINTS']),
    );
  });

  test('the service accepts the settings with a key in place of the identity', () => {
    const withKey = summarize(readDocuments(file, useKey));
    readFilledIn(withKey);
    expect(withKey.texts).not.toHaveProperty('ACS_ENDPOINTS');
    expect(withKey.secrets.toSorted()).toEqual(['ACS_CONNECTION_STRINGS', 'LOG_KEY']);
  });

  test('.env.example describes every variable', () => {
    const example = readFileSync(resolve(root, '.env.example'), 'utf8');
    for (const name of [...Object.keys(manifest.texts), ...manifest.secrets])
      expect(example).toMatch(new RegExp(`^#?${name}=`, 'm'));
  });

  test('each probe asks the port of the service for a path that the running service answers', async () => {
    expect(manifest.port).toBe(readFilledIn(manifest).port);
    const testService = await startTestService();
    const bodies = [];
    for (const { httpGet } of Object.values(manifest.probes)) {
      expect([manifest.port, 'http']).toContain(httpGet.port);
      bodies.push(await (await fetch(`${testService.service.url}${httpGet.path}`)).json());
    }
    expect(bodies).toEqual([{ status: 'live' }, { status: 'live' }, { status: 'ready' }]);
    await testService.close();
  });

  test('there are always several replicas, and each has time to announce its end and to finish its requests', () => {
    expect(manifest.minReplicas).toBeGreaterThan(2);
    expect(manifest.maxReplicas).toBeGreaterThan(manifest.minReplicas);
    const { drainDelaySeconds } = readFilledIn(manifest);
    expect(drainDelaySeconds).toBeGreaterThan(manifest.probes.readiness.periodSeconds);
    expect(manifest.terminationGracePeriodSeconds).toBeGreaterThan(drainDelaySeconds + drainTimeoutMs / 1000);
  });
});

test.each([undefined, useKey])(
  'the container app takes its secrets from Key Vault, and scales by processor time',
  (edit) => {
    const [app] = readDocuments('container-app.yaml', edit);
    const secrets = app?.('properties.configuration.secrets') as Record<string, string>[];
    for (const { keyVaultUrl, value } of secrets) {
      expect(keyVaultUrl).toMatch(/^https:\/\/<VAULT>\.vault\.azure\.net\/secrets\/[a-z-]+$/);
      expect(value).toBeUndefined();
    }
    const variables = app?.('properties.template.containers.0.env') as Record<string, string>[];
    const references = variables.flatMap(({ secretRef }) => secretRef ?? []);
    expect(new Set(references)).toEqual(new Set(secrets.map(({ name }) => name)));
    expect(app?.('properties.template.scale.rules')).toMatchObject([{ custom: { type: 'cpu' } }]);
  },
);

const documents = readDocuments('kubernetes.yaml');
const read = createObjectReader(documents);
const readPod = (path: string) => read('Deployment', `spec.template.spec.${path}`);

test('the objects of Kubernetes refer to each other', () => {
  const selector = read('Deployment', 'spec.selector');
  const { matchLabels } = selector as { matchLabels: object };
  expect(read('Deployment', 'spec.template.metadata.labels')).toMatchObject(matchLabels);
  expect(read('Service', 'spec.selector')).toEqual(matchLabels);
  expect(read('PodDisruptionBudget', 'spec.selector')).toEqual(selector);
  expect(read('NetworkPolicy', 'spec.podSelector')).toEqual(selector);
  for (const constraint of readPod('topologySpreadConstraints') as object[])
    expect(constraint).toMatchObject({ labelSelector: { matchLabels } });
  expect(read('HorizontalPodAutoscaler', 'spec.scaleTargetRef')).toEqual({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    name: read('Deployment', 'metadata.name'),
  });
  expect(readPod('serviceAccountName')).toBe(read('ServiceAccount', 'metadata.name'));
  expect(readPod('containers.0.envFrom')).toEqual([
    { configMapRef: { name: read('ConfigMap', 'metadata.name') } },
  ]);
  expect(readPod('containers.0.ports')).toMatchObject([{ name: read('Service', 'spec.ports.0.targetPort') }]);
});

test('the gateway sends the requests for its host to the Service', () => {
  const gateway = createObjectReader(readDocuments('gateway.yaml'));
  expect(gateway('HTTPRoute', 'spec.parentRefs')).toEqual([{ name: gateway('Gateway', 'metadata.name') }]);
  const listeners = gateway('Gateway', 'spec.listeners') as { hostname: string }[];
  expect(gateway('HTTPRoute', 'spec.hostnames')).toEqual(listeners.map(({ hostname }) => hostname));
  const service = { name: read('Service', 'metadata.name'), port: read('Service', 'spec.ports.0.port') };
  expect(gateway('HTTPRoute', 'spec.rules')).toEqual([{ backendRefs: [service] }]);
});

test('a pod has few rights, and the autoscaler can compute its share of the processor', () => {
  expect(readPod('securityContext')).toMatchObject({
    runAsNonRoot: true,
    seccompProfile: { type: 'RuntimeDefault' },
  });
  expect(readPod('containers.0.securityContext')).toEqual({
    allowPrivilegeEscalation: false,
    readOnlyRootFilesystem: true,
    capabilities: { drop: ['ALL'] },
  });
  expect(readPod('containers.0.resources.limits.memory')).toBeDefined();
  // Utilization is a share of the request, so a pod without a request has none.
  expect(readPod('containers.0.resources.requests.cpu')).toBeDefined();
});

test('a disruption leaves the budget, and may take a pod away', () => {
  const minAvailable = Number(read('PodDisruptionBudget', 'spec.minAvailable'));
  expect(minAvailable).toBeGreaterThan(0);
  expect(minAvailable).toBeLessThan(summarizeKubernetes(documents).minReplicas);
});

test('the pods get requests at the port of the service only, and reach only DNS, https and Redis', () => {
  expect(read('NetworkPolicy', 'spec.policyTypes')).toEqual(['Ingress', 'Egress']);
  expect(read('NetworkPolicy', 'spec.ingress')).toEqual([
    { ports: [{ port: readPod('containers.0.ports.0.name') }] },
  ]);
  const redisPort = Number(new URL(fillIn(summarizeKubernetes(documents))['REDIS_URL'] ?? '').port);
  const egress = read('NetworkPolicy', 'spec.egress') as { ports: { port: number }[] }[];
  const ports = egress.flatMap((rule) => rule.ports.map(({ port }) => port));
  expect(new Set(ports)).toEqual(new Set([53, 443, redisPort]));
});
