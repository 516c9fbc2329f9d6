import facts from './facts.json';

/** A process in facts.json, without undefined members. */
export interface Process {
  readonly name: string;
  readonly command: string[];
  readonly port?: number;
  readonly healthCheckPath?: string;
  readonly healthCheckHost?: string;
  readonly healthCheck?: string[];
  readonly gracePeriod: number;
  readonly replicas: number;
  readonly environment: { readonly [name: string]: string | undefined };
  readonly job: boolean;
}

/** A pod that runs one process of the image, without privileges and with a read-only file system. */
export function podSpec(process: Process, version: string, restartPolicy: string): object {
  const environment = Object.entries(process.environment).map(([name, value]) => ({ name, value: literal(value!) }));
  const volumes = facts.writableFolders.map((path, index) => ({ path, name: `writable-${index}` }));
  return {
    restartPolicy,
    terminationGracePeriodSeconds: process.gracePeriod,
    automountServiceAccountToken: false,
    securityContext: { runAsNonRoot: true, runAsUser: facts.uid, runAsGroup: facts.gid, seccompProfile: { type: 'RuntimeDefault' } },
    containers: [{
      name: process.name,
      image: `${facts.imageName}:${version}`,
      args: process.command.map(literal), // no command, which would replace the image's entrypoint
      env: environment.length ? environment : undefined,
      envFrom: [{ secretRef: { name: 'shop' } }], // BROKER_URL and other secrets
      ...process.port === undefined ? {} : { ports: [{ name: 'http', containerPort: process.port }] },
      ...probes(process),
      resources: { requests: { cpu: '100m', memory: '128Mi' }, limits: { memory: '256Mi' } },
      securityContext: { allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: { drop: ['ALL'] } },
      volumeMounts: volumes.map(({ path, name }) => ({ name, mountPath: path })),
    }],
    volumes: volumes.map(({ name }) => ({ name, emptyDir: { medium: 'Memory', sizeLimit: '64Mi' } })),
  };
}

/** Kubernetes sends HTTP requests if there is a path, and runs the command otherwise. */
function probes({ healthCheck, healthCheckHost, healthCheckPath, port }: Process): object {
  if (healthCheck === undefined) {
    return {};
  }
  const httpHeaders = healthCheckHost === undefined ? undefined : [{ name: 'Host', value: healthCheckHost }];
  const asks = healthCheckPath === undefined ? { exec: { command: healthCheck } } : { httpGet: { path: healthCheckPath, port, httpHeaders } };
  return {
    startupProbe: { ...asks, periodSeconds: 1, failureThreshold: 60, timeoutSeconds: 3 },
    livenessProbe: { ...asks, periodSeconds: 30, timeoutSeconds: 3 },
    ...port === undefined ? {} : { readinessProbe: { ...asks, periodSeconds: 5, timeoutSeconds: 3 } },
  };
}

/** Escapes `$`, because Kubernetes expands `$(NAME)`, and reads `$$` as `$`. */
function literal(text: string): string {
  return text.replace(/\$/g, '$$$$');
}
