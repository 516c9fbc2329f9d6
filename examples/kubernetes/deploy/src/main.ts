import { ApiObject, App, Chart } from 'cdk8s';
import facts from './facts.json';
import { podSpec } from './pod';

/** The schedules of jobs; other jobs run once for each version. */
const SCHEDULES = new Map([['cleanup', '30 3 * * *']]);

const version = process.env.VERSION ?? 'latest';
const app = new App();
const release = new Chart(app, 'release');
const shop = new Chart(app, 'shop');
shop.addDependency(release); // applied first: kubectl wait --for=condition=complete job/…

for (const each of facts.processes) {
  const name = `shop-${each.name}`;
  const labels = { 'app.kubernetes.io/name': 'shop', 'app.kubernetes.io/component': each.name };
  const template = (restartPolicy: string) => ({ metadata: { labels }, spec: podSpec(each, version, restartPolicy) });
  const schedule = SCHEDULES.get(each.name);

  if (schedule) {
    new ApiObject(shop, each.name, {
      apiVersion: 'batch/v1',
      kind: 'CronJob',
      metadata: { name, labels },
      spec: { schedule, concurrencyPolicy: 'Forbid', jobTemplate: { spec: { backoffLimit: 2, template: template('Never') } } },
    });
  } else if (each.job) {
    new ApiObject(release, each.name, {
      apiVersion: 'batch/v1',
      kind: 'Job',
      metadata: { name: `${name}-${version}`, labels }, // a job cannot be changed
      spec: { backoffLimit: 0, ttlSecondsAfterFinished: 86400, template: template('Never') },
    });
  } else {
    new ApiObject(shop, each.name, {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name, labels },
      spec: {
        replicas: each.replicas,
        selector: { matchLabels: labels },
        strategy: { type: each.name === 'beat' ? 'Recreate' : 'RollingUpdate' }, // two schedulers would start everything twice
        template: template('Always'),
      },
    });
  }
  if (!each.job && each.port !== undefined) {
    new ApiObject(shop, `${each.name}-service`, {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name, labels },
      spec: { selector: labels, ports: [{ name: 'http', port: 80, targetPort: 'http' }] },
    });
  }
}
app.synth();
