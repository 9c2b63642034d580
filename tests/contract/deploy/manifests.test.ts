import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { startTestService } from '../../../src/server/fixtures/service.ts';
import { readSettings } from '../../../src/server/settings/settings.ts';
import { drainTimeoutMs } from '../../../src/server/http/endServer.ts';
import {
  readContainerApp,
  readContainerAppWithKey,
  readGatewayObjects,
  readKubernetesObjects,
  readKubernetesObjectsWithKey,
  summarizeContainerApp,
  summarizeKubernetes,
  type Manifest,
} from './manifests.ts';

const containerApp = readContainerApp();
const kubernetes = readKubernetesObjects();
const manifests: [file: string, manifest: Manifest][] = [
  ['container-app.yaml', summarizeContainerApp(containerApp)],
  ['kubernetes.yaml', summarizeKubernetes(kubernetes)],
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

describe.each(manifests)('%s', (_file, manifest) => {
  test('the service accepts the settings once their placeholders are replaced', () => {
    const result = readSettings(fillIn(manifest));
    expect('faults' in result ? result.faults : []).toEqual([]);
    expect(manifest.secrets).toEqual(['LOG_KEY']);
  });

  test('the service does not start with the placeholders', () => {
    const result = readSettings({ ...fillIn(manifest), ...manifest.texts });
    expect('faults' in result && result.faults.map(({ key }) => key)).toEqual(
      expect.arrayContaining(['API_CLIENT_ID', 'ALLOWED_TENANTS', 'ACS_ENDPOINTS']),
    );
  });

  test('.env.example describes every variable, and NODE_ENV is production', () => {
    const example = readFileSync(resolve(import.meta.dirname, '../../../.env.example'), 'utf8');
    for (const name of [...Object.keys(manifest.texts), ...manifest.secrets])
      expect(example).toMatch(new RegExp(`^#?${name}=`, 'm'));
    expect(manifest.texts['NODE_ENV']).toBe('production');
  });

  test('requests and probes go to the port of the service', () => {
    const result = readSettings(fillIn(manifest));
    expect('settings' in result && result.settings.port).toBe(manifest.port);
    for (const { httpGet } of Object.values(manifest.probes))
      expect([manifest.port, 'http']).toContain(httpGet.port);
  });

  test('each probe asks for a path that the running service answers', async () => {
    const testService = await startTestService();
    try {
      const answers = await Promise.all(
        Object.values(manifest.probes).map(async ({ httpGet }) => {
          const response = await fetch(`${testService.service.url}${httpGet.path}`);
          return { status: response.status, body: await response.json() };
        }),
      );
      expect(answers).toEqual([
        { status: 200, body: { status: 'live' } },
        { status: 200, body: { status: 'live' } },
        { status: 200, body: { status: 'ready' } },
      ]);
    } finally {
      await testService.close();
    }
  });

  test('the service has time to announce its end and to finish its requests', () => {
    const result = readSettings(fillIn(manifest));
    const drainDelaySeconds = 'settings' in result ? result.settings.drainDelaySeconds : 0;
    expect(drainDelaySeconds).toBeGreaterThan(manifest.probes.readiness.periodSeconds);
    expect(manifest.terminationGracePeriodSeconds).toBeGreaterThan(drainDelaySeconds + drainTimeoutMs / 1000);
  });

  test('there are always several replicas', () => {
    expect(manifest.minReplicas).toBeGreaterThan(2);
    expect(manifest.maxReplicas).toBeGreaterThan(manifest.minReplicas);
  });
});

test.each([
  ['container-app.yaml', () => summarizeContainerApp(readContainerAppWithKey())],
  ['kubernetes.yaml', () => summarizeKubernetes(readKubernetesObjectsWithKey())],
])('the service accepts the settings of %s with a key in place of the identity', (_file, readManifest) => {
  const manifest = readManifest();
  const result = readSettings(fillIn(manifest));
  expect('faults' in result ? result.faults : []).toEqual([]);
  expect(manifest.texts).not.toHaveProperty('ACS_ENDPOINTS');
  expect(manifest.secrets.toSorted()).toEqual(['ACS_CONNECTION_STRINGS', 'LOG_KEY']);
});

test('the container app takes the key from Key Vault too', () => {
  const { configuration, template } = readContainerAppWithKey().properties;
  const names = template.containers[0].env.flatMap(({ secretRef }) => secretRef ?? []);
  expect(names.toSorted()).toEqual(configuration.secrets.map(({ name }) => name).toSorted());
});

test('the container app takes its secrets from Key Vault, and scales by processor time', () => {
  const { configuration, template } = containerApp.properties;
  for (const { keyVaultUrl, value } of configuration.secrets) {
    expect(keyVaultUrl).toMatch(/^https:\/\/<VAULT>\.vault\.azure\.net\/secrets\/[a-z-]+$/);
    expect(value).toBeUndefined();
  }
  expect(template.containers[0].env.flatMap(({ secretRef }) => secretRef ?? [])).toEqual(
    configuration.secrets.map(({ name }) => name),
  );
  expect(template.scale.rules.map(({ custom }) => custom.type)).toEqual(['cpu']);
});

test('the objects of Kubernetes have the API versions that have them, and refer to each other', () => {
  const versions = Object.values(kubernetes).map(({ kind, apiVersion }) => `${apiVersion} ${kind}`);
  expect(versions).toEqual([
    'v1 ServiceAccount',
    'v1 ConfigMap',
    'apps/v1 Deployment',
    'v1 Service',
    'policy/v1 PodDisruptionBudget',
    'autoscaling/v2 HorizontalPodAutoscaler',
    'networking.k8s.io/v1 NetworkPolicy',
  ]);
  const { Deployment, Service, PodDisruptionBudget, HorizontalPodAutoscaler } = kubernetes;
  const { metadata, spec } = Deployment.spec.template;
  const { matchLabels } = Deployment.spec.selector;
  expect(metadata.labels).toMatchObject(matchLabels);
  expect(Service.spec.selector).toEqual(matchLabels);
  expect(PodDisruptionBudget.spec.selector.matchLabels).toEqual(matchLabels);
  for (const { labelSelector } of spec.topologySpreadConstraints)
    expect(labelSelector.matchLabels).toEqual(matchLabels);
  expect(HorizontalPodAutoscaler.spec.scaleTargetRef).toEqual({
    apiVersion: Deployment.apiVersion,
    kind: 'Deployment',
    name: Deployment.metadata.name,
  });
  expect(spec.serviceAccountName).toBe(kubernetes.ServiceAccount.metadata.name);
  expect(spec.containers[0].envFrom).toEqual([
    { configMapRef: { name: kubernetes.ConfigMap.metadata.name } },
  ]);
  expect(spec.containers[0].ports.map(({ name }) => name)).toContain(Service.spec.ports[0].targetPort);
});

test('the gateway sends the requests for its host to the Service', () => {
  const [gateway, route] = readGatewayObjects();
  const { metadata, spec } = kubernetes.Service;
  expect([gateway.kind, route.kind]).toEqual(['Gateway', 'HTTPRoute']);
  expect(route.spec.parentRefs).toEqual([{ name: gateway.metadata.name }]);
  expect(route.spec.hostnames).toEqual(gateway.spec.listeners.map(({ hostname }) => hostname));
  expect(route.spec.rules).toEqual([{ backendRefs: [{ name: metadata.name, port: spec.ports[0].port }] }]);
});

test('a pod has few rights, and the autoscaler can compute its share of the processor', () => {
  const { spec } = kubernetes.Deployment.spec.template;
  const [container] = spec.containers;
  expect(spec.securityContext).toMatchObject({
    runAsNonRoot: true,
    seccompProfile: { type: 'RuntimeDefault' },
  });
  expect(container.securityContext).toEqual({
    allowPrivilegeEscalation: false,
    readOnlyRootFilesystem: true,
    capabilities: { drop: ['ALL'] },
  });
  expect(kubernetes.HorizontalPodAutoscaler.spec.metrics.map(({ resource }) => resource.name)).toEqual([
    'cpu',
  ]);
  // Utilization is a share of the request, so a pod without a request has none.
  expect(container.resources.requests['cpu']).toBeDefined();
  expect(container.resources.limits['memory']).toBeDefined();
});

test('a disruption leaves the budget, and may take a pod away', () => {
  const { minAvailable } = kubernetes.PodDisruptionBudget.spec;
  expect(minAvailable).toBeGreaterThan(0);
  expect(minAvailable).toBeLessThan(kubernetes.HorizontalPodAutoscaler.spec.minReplicas);
});

test('the pods get requests at the port of the service only, and reach only DNS, https and Redis', () => {
  const { NetworkPolicy, Deployment } = kubernetes;
  const { podSelector, policyTypes, ingress, egress } = NetworkPolicy.spec;
  expect(podSelector).toEqual(Deployment.spec.selector);
  expect(policyTypes).toEqual(['Ingress', 'Egress']);
  expect(ingress).toEqual([
    { ports: [{ port: Deployment.spec.template.spec.containers[0].ports[0]?.name }] },
  ]);
  const redisPort = Number(new URL(fillIn(summarizeKubernetes(kubernetes))['REDIS_URL'] ?? '').port);
  const ports = egress.flatMap((rule) => rule.ports.map(({ port }) => port));
  expect(new Set(ports)).toEqual(new Set([53, 443, redisPort]));
});
