import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { startTestService } from '../../../src/server/fixtures/service.ts';
import { readSettings } from '../../../src/server/settings/settings.ts';
import { drainTimeoutMs } from '../../../src/server/http/endServer.ts';
import {
  createObjectReader,
  readDocuments,
  summarizeContainerApp,
  summarizeKubernetes,
  useKey,
  type Manifest,
} from './manifests.ts';

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
  const filledTexts = Object.entries(texts).map(([name, text]) => [
    name,
    text
      .replace('<ACS_ENDPOINTS>', 'https://one.communication.azure.com,https://two.communication.azure.com')
      .replace('<REDIS_HOST>', 'redis.example.com')
      .replace(/<.*>/, '11111111-2222-4333-8444-555555555555'),
  ]);
  const filledSecrets = secrets.map((name) => [name, samples[name]]);
  return Object.fromEntries([...filledTexts, ...filledSecrets]) as Record<string, string>;
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
    const example = readFileSync(resolve(import.meta.dirname, '../../../.env.example'), 'utf8');
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

  test('the service has time to announce its end and to finish its requests', () => {
    const { drainDelaySeconds } = readFilledIn(manifest);
    expect(drainDelaySeconds).toBeGreaterThan(manifest.probes.readiness.periodSeconds);
    expect(manifest.terminationGracePeriodSeconds).toBeGreaterThan(drainDelaySeconds + drainTimeoutMs / 1000);
  });

  test('there are always several replicas', () => {
    expect(manifest.minReplicas).toBeGreaterThan(2);
    expect(manifest.maxReplicas).toBeGreaterThan(manifest.minReplicas);
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

test('the objects of Kubernetes have the API versions that have them, and refer to each other', () => {
  expect(
    documents.map((readPart) => `${String(readPart('apiVersion'))} ${String(readPart('kind'))}`),
  ).toEqual([
    'v1 ServiceAccount',
    'v1 ConfigMap',
    'apps/v1 Deployment',
    'v1 Service',
    'policy/v1 PodDisruptionBudget',
    'autoscaling/v2 HorizontalPodAutoscaler',
    'networking.k8s.io/v1 NetworkPolicy',
  ]);
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
  expect(readPod('containers.0.ports')).toContainEqual(
    expect.objectContaining({ name: read('Service', 'spec.ports.0.targetPort') }),
  );
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
  expect(read('HorizontalPodAutoscaler', 'spec.metrics')).toMatchObject([{ resource: { name: 'cpu' } }]);
  // Utilization is a share of the request, so a pod without a request has none.
  expect(readPod('containers.0.resources')).toMatchObject({
    requests: { cpu: expect.anything() },
    limits: { memory: expect.anything() },
  });
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
