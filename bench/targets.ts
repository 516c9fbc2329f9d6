import { median, Results } from './results';

/** What a figure has to reach. */
export interface Target {
  /** The section of the table. */
  readonly section: string;
  /** The application; all, if there is none. */
  readonly subject?: string;
  readonly candidates: string[];
  /** At most this often … */
  readonly limit: number;
  /** … the smallest figure of these. Without them, the limit is the figure itself. */
  readonly against?: string[];
  readonly words: string;
}

const RIVALS = ['pip-user', 'pip-mounts', 'docker-init', 'uv-example'];
const BY_DEFAULT = ['pip', 'pip-and-uv', 'uv'];
const OURS = [...BY_DEFAULT, 'uv-no-bytecode', 'distroless', 'uv-traced'];
const UV_EXAMPLE = { against: ['uv-example'], words: 'uv\'s example' };
const DOCKER_INIT = { against: ['docker-init'], words: 'docker init' };

export const TARGETS: Target[] = [
  { section: 'cold', candidates: ['uv'], limit: 0.9, ...UV_EXAMPLE },
  { section: 'cold', candidates: ['uv-no-bytecode'], limit: 0.65, ...UV_EXAMPLE },
  { section: 'code', candidates: OURS, limit: 1.5, ...DOCKER_INIT },
  { section: 'requirement', candidates: ['uv'], limit: 0.7, ...UV_EXAMPLE },
  { section: 'requirement', candidates: ['uv-no-bytecode'], limit: 0.4, ...UV_EXAMPLE },
  { section: 'requirement', candidates: ['pip'], limit: 1.0, ...DOCKER_INIT },
  { section: 'requirement', candidates: ['pip-and-uv'], limit: 0.4, ...DOCKER_INIT },
  { section: 'start', subject: 'fastapi', candidates: [...BY_DEFAULT, 'distroless'], limit: 0.55, ...DOCKER_INIT },
  { section: 'start', subject: 'fastapi', candidates: [...BY_DEFAULT, 'distroless'], limit: 0.65, ...UV_EXAMPLE },
  { section: 'start', subject: 'fastapi-3.15', candidates: ['pip-and-uv'], limit: 0.65, ...DOCKER_INIT },
  { section: 'start', subject: 'fastapi-3.15', candidates: ['lazy'], limit: 0.5, ...DOCKER_INIT },
  { section: 'start', subject: 'django', candidates: ['uv-traced'], limit: 0.35, ...DOCKER_INIT },
  { section: 'size', candidates: BY_DEFAULT, limit: 0.98, against: RIVALS, words: 'the smallest rival' },
  { section: 'size', candidates: ['uv-no-bytecode'], limit: 0.92, against: RIVALS, words: 'the smallest rival' },
  { section: 'size', candidates: ['distroless'], limit: 0.6, against: RIVALS, words: 'the smallest rival' },
  { section: 'push', candidates: OURS, limit: 0.02, ...UV_EXAMPLE },
  { section: 'context-unused', candidates: OURS, limit: 0, words: 'none' },
  { section: 'second-synth', candidates: ['ours'], limit: 1.1, against: ['stub'], words: 'the stub' },
  { section: 'monorepo', candidates: ['ours'], limit: 1.5, against: ['stub'], words: 'the stub' },
  { section: 'monorepo-affected', subject: '1,000 services', candidates: ['ours'], limit: 2, words: 'at most 2 s' },
  { section: 'monorepo-print', subject: '1,000 services', candidates: ['ours'], limit: 2.5, words: 'at most 2.5 s' },
  { section: 'monorepo-change', candidates: ['ours'], limit: 0.5, against: ['all'], words: 'all services' },
  { section: 'monorepo-change', candidates: ['ours'], limit: 0.5, ...DOCKER_INIT },
];

/** What a candidate had to reach in a section, and whether it did. */
export function verdicts(results: Results, section: string, subject: string, candidate: string): string[] {
  const values = results.of(section, subject, candidate);
  const targets = TARGETS.filter(target =>
    target.section === section && [undefined, subject].includes(target.subject) && target.candidates.includes(candidate));
  return targets.map(({ limit, against, words }) => {
    const rivals = (against ?? []).map(name => results.of(section, subject, name)).filter(list => list.length).map(median);
    const wanted = against ? `≤ ${limit.toFixed(2)} × ${words}` : words;
    if (!values.length || (against && !rivals.length)) {
      return `${wanted}: not measured`;
    }
    const figure = median(values) / (against ? Math.min(...rivals) : 1);
    return `${wanted}: ${against ? `${figure.toFixed(figure < 0.1 ? 3 : 2)}, ` : ''}${figure <= limit ? 'reached' : '**missed**'}`;
  });
}

/** Whether the milliseconds a service stay what they are when there are ten times as many. */
export function linearity(results: Results): string | undefined {
  const [few, many] = ['100 services', '1,000 services'].map(subject => results.of('monorepo', subject, 'ours'));
  if (!few.length || !many.length) {
    return undefined;
  }
  const ratio = median(many) / median(few);
  return `A service among 1,000 takes ${ratio.toFixed(2)} × the time of one among 100: ${ratio <= 1.2 ? 'linear' : '**not linear**'}.`;
}
