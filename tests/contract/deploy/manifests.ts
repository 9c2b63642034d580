import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseAllDocuments } from 'yaml';

/** A probe, as Kubernetes and Container Apps both describe it. */
export interface Probe {
  readonly httpGet: { readonly path: string; readonly port: number | string };
  readonly periodSeconds: number;
  readonly timeoutSeconds?: number;
}

/** A variable of the container: a text, or a reference to a secret. */
interface Variable {
  readonly name: string;
  readonly value?: string;
  readonly secretRef?: string;
  readonly valueFrom?: { readonly secretKeyRef: { readonly name: string; readonly key: string } };
}

/** What both files of the folder `deploy` say about the service. */
export interface Manifest {
  readonly probes: Readonly<Record<'startup' | 'liveness' | 'readiness', Probe>>;
  /** The port to which requests go. */
  readonly port: number;
  /** Variables with a text as their value. */
  readonly texts: Readonly<Record<string, string>>;
  /** The names of the variables whose value is a secret. */
  readonly secrets: readonly string[];
  readonly terminationGracePeriodSeconds: number;
  readonly minReplicas: number;
  readonly maxReplicas: number;
}

/** @throws YAMLParseError for a file that is not YAML */
function readDocuments(file: string, edit = (text: string) => text): unknown[] {
  const text = readFileSync(resolve(import.meta.dirname, '../../../deploy', file), 'utf8');
  return parseAllDocuments(edit(text)).map((document) => {
    if (document.errors[0]) throw document.errors[0];
    return document.toJS() as unknown;
  });
}

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

const splitVariables = (variables: readonly Variable[]): Pick<Manifest, 'texts' | 'secrets'> => ({
  texts: Object.fromEntries(
    variables.flatMap(({ name, value }) => (value === undefined ? [] : [[name, value]])),
  ),
  secrets: variables
    .filter(({ secretRef, valueFrom }) => secretRef !== undefined || valueFrom !== undefined)
    .map(({ name }) => name),
});

/** The parts of `container-app.yaml` that the test reads. */
interface ContainerApp {
  readonly properties: {
    readonly configuration: {
      readonly ingress: { readonly targetPort: number };
      readonly secrets: readonly { readonly name: string; readonly keyVaultUrl: string; value?: string }[];
    };
    readonly template: {
      readonly terminationGracePeriodSeconds: number;
      readonly containers: readonly [
        {
          readonly env: readonly Variable[];
          readonly probes: readonly (Probe & { readonly type: string })[];
        },
      ];
      readonly scale: {
        readonly minReplicas: number;
        readonly maxReplicas: number;
        readonly rules: readonly { readonly custom: { readonly type: string } }[];
      };
    };
  };
}

export const readContainerApp = (): ContainerApp => readDocuments('container-app.yaml')[0] as ContainerApp;

export const readContainerAppWithKey = (): ContainerApp =>
  readDocuments('container-app.yaml', useKey)[0] as ContainerApp;

export function summarizeContainerApp({ properties: { configuration, template } }: ContainerApp): Manifest {
  const { env, probes } = template.containers[0];
  const findProbe = (type: string): Probe => {
    const probe = probes.find((candidate) => candidate.type === type);
    if (!probe) throw new Error(`There is no probe ${type}.`);
    return probe;
  };
  return {
    probes: {
      startup: findProbe('Startup'),
      liveness: findProbe('Liveness'),
      readiness: findProbe('Readiness'),
    },
    port: configuration.ingress.targetPort,
    ...splitVariables(env),
    terminationGracePeriodSeconds: template.terminationGracePeriodSeconds,
    minReplicas: template.scale.minReplicas,
    maxReplicas: template.scale.maxReplicas,
  };
}

/** An object of Kubernetes. `Spec` has the parts that the test reads. */
interface KubernetesObject<Spec> {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string };
  readonly spec: Spec;
}
type Labels = Readonly<Record<string, string>>;
interface Selector {
  readonly matchLabels: Labels;
}
interface PodSpec {
  readonly serviceAccountName: string;
  readonly terminationGracePeriodSeconds: number;
  readonly topologySpreadConstraints: readonly { readonly labelSelector: Selector }[];
  readonly securityContext: Readonly<Record<string, unknown>>;
  readonly containers: readonly [
    {
      readonly ports: readonly { readonly name: string; readonly containerPort: number }[];
      readonly env: readonly Variable[];
      readonly envFrom: readonly { readonly configMapRef: { readonly name: string } }[];
      readonly resources: {
        readonly requests: Readonly<Record<string, string>>;
        readonly limits: Readonly<Record<string, string>>;
      };
      readonly securityContext: Readonly<Record<string, unknown>>;
      readonly startupProbe: Probe;
      readonly livenessProbe: Probe;
      readonly readinessProbe: Probe;
    },
  ];
}

/** The objects of `kubernetes.yaml`, by kind. */
export interface KubernetesObjects {
  readonly ServiceAccount: KubernetesObject<never>;
  readonly ConfigMap: KubernetesObject<never> & { readonly data: Readonly<Record<string, string>> };
  readonly Deployment: KubernetesObject<{
    readonly selector: Selector;
    readonly template: { readonly metadata: { readonly labels: Labels }; readonly spec: PodSpec };
  }>;
  readonly Service: KubernetesObject<{
    readonly selector: Labels;
    readonly ports: readonly [{ readonly port: number; readonly targetPort: string }];
  }>;
  readonly PodDisruptionBudget: KubernetesObject<{
    readonly minAvailable: number;
    readonly selector: Selector;
  }>;
  readonly HorizontalPodAutoscaler: KubernetesObject<{
    readonly scaleTargetRef: Readonly<Record<string, string>>;
    readonly minReplicas: number;
    readonly maxReplicas: number;
    readonly metrics: readonly { readonly resource: { readonly name: string } }[];
  }>;
  readonly NetworkPolicy: KubernetesObject<{
    readonly podSelector: Selector;
    readonly policyTypes: readonly string[];
    readonly ingress: readonly [{ readonly ports: readonly { readonly port: string }[] }];
    readonly egress: readonly { readonly ports: readonly { readonly port: number }[] }[];
  }>;
}

const indexByKind = (documents: unknown[]): KubernetesObjects =>
  Object.fromEntries(
    (documents as KubernetesObject<unknown>[]).map((object) => [object.kind, object]),
  ) as unknown as KubernetesObjects;

export const readKubernetesObjects = (): KubernetesObjects => indexByKind(readDocuments('kubernetes.yaml'));

export const readKubernetesObjectsWithKey = (): KubernetesObjects =>
  indexByKind(readDocuments('kubernetes.yaml', useKey));

/** The parts of `gateway.yaml` that the test reads. */
type GatewayObjects = readonly [
  KubernetesObject<{ readonly listeners: readonly { readonly hostname: string }[] }>,
  KubernetesObject<{
    readonly parentRefs: readonly { readonly name: string }[];
    readonly hostnames: readonly string[];
    readonly rules: readonly { readonly backendRefs: readonly object[] }[];
  }>,
];

export const readGatewayObjects = (): GatewayObjects =>
  readDocuments('gateway.yaml') as unknown as GatewayObjects;

export function summarizeKubernetes(objects: KubernetesObjects): Manifest {
  const { spec } = objects.Deployment.spec.template;
  const [container] = spec.containers;
  const { texts, secrets } = splitVariables(container.env);
  return {
    probes: {
      startup: container.startupProbe,
      liveness: container.livenessProbe,
      readiness: container.readinessProbe,
    },
    port: container.ports[0]?.containerPort ?? 0,
    texts: { ...objects.ConfigMap.data, ...texts },
    secrets,
    terminationGracePeriodSeconds: spec.terminationGracePeriodSeconds,
    minReplicas: objects.HorizontalPodAutoscaler.spec.minReplicas,
    maxReplicas: objects.HorizontalPodAutoscaler.spec.maxReplicas,
  };
}
