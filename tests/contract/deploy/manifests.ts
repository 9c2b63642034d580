import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseAllDocuments } from 'yaml';

/** Reads a part of a YAML document, by a path such as `spec.containers.0.env`. */
export type ReadPart = (path: string) => unknown;

/** A probe, as Kubernetes and Container Apps both describe it. */
interface Probe {
  readonly httpGet: { readonly path: string; readonly port: number | string };
  readonly periodSeconds: number;
}

/** A variable of the container: a text, or a reference to a secret. */
interface Variable {
  readonly name: string;
  readonly value?: string;
}

/** What both files of the folder `deploy` say about the service. */
export interface Manifest {
  readonly probes: Readonly<Record<'startup' | 'liveness' | 'readiness', Probe>>;
  /** The port to which requests go. */
  readonly port: unknown;
  /** Variables with a text as their value. */
  readonly texts: Readonly<Record<string, string>>;
  /** The names of the variables whose value is a secret. */
  readonly secrets: readonly string[];
  readonly terminationGracePeriodSeconds: number;
  readonly minReplicas: number;
  readonly maxReplicas: number;
}

/** @throws YAMLParseError for a file that is not YAML */
export function readDocuments(file: string, edit = (text: string) => text): ReadPart[] {
  const text = readFileSync(resolve(import.meta.dirname, '../../../deploy', file), 'utf8');
  return parseAllDocuments(edit(text)).map((document) => {
    if (document.errors[0]) throw document.errors[0];
    const content: unknown = document.toJS();
    return (path) =>
      path
        .split('.')
        .reduce<unknown>((part, name) => (Object(part) as Record<string, unknown>)[name], content);
  });
}

/**
 * Changes the text of a file as docs/deploy-replicas.md says for a service with a key: deletes `ACS_ENDPOINTS`, and turns the
 * lines below a comment that begins with _With a key_ into YAML.
 */
export const useKey = (text: string): string =>
  text
    .replace(/^ +- name: ACS_ENDPOINTS\n.*\n|^ +ACS_ENDPOINTS: .*\n/m, '')
    .replaceAll(/^ +# With a key.*\n((?: +# .*\n)+)/gm, (_match, lines: string) =>
      lines.replaceAll('# ', ''),
    );

function splitVariables(variables: unknown): Pick<Manifest, 'texts' | 'secrets'> {
  const list = variables as readonly Variable[];
  return {
    texts: Object.fromEntries(
      list.flatMap(({ name, value }) => (value === undefined ? [] : [[name, value]])),
    ),
    secrets: list.flatMap(({ name, value }) => (value === undefined ? [name] : [])),
  };
}

export function summarizeContainerApp([app = () => undefined]: readonly ReadPart[]): Manifest {
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

/** @returns a function that reads a part of the object with a kind, such as `Deployment` */
export const createObjectReader =
  (documents: readonly ReadPart[]) =>
  (kind: string, path: string): unknown =>
    documents.find((read) => read('kind') === kind)?.(path);

export function summarizeKubernetes(documents: readonly ReadPart[]): Manifest {
  const read = createObjectReader(documents);
  const readPod = (path: string) => read('Deployment', `spec.template.spec.${path}`);
  const readProbe = (name: string) => readPod(`containers.0.${name}Probe`) as Probe;
  const { texts, secrets } = splitVariables(readPod('containers.0.env'));
  return {
    probes: {
      startup: readProbe('startup'),
      liveness: readProbe('liveness'),
      readiness: readProbe('readiness'),
    },
    port: readPod('containers.0.ports.0.containerPort'),
    texts: { ...(read('ConfigMap', 'data') as Manifest['texts']), ...texts },
    secrets,
    terminationGracePeriodSeconds: Number(readPod('terminationGracePeriodSeconds')),
    minReplicas: Number(read('HorizontalPodAutoscaler', 'spec.minReplicas')),
    maxReplicas: Number(read('HorizontalPodAutoscaler', 'spec.maxReplicas')),
  };
}
