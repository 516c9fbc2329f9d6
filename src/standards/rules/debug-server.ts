import { CheckedContainer } from '../checked-container';
import { Rule, Severity } from '../rule';

const COMMANDS = [
  /(?<=^|\s)--reload(?=\s|$)/,
  /(?<=^|[\s/])fastapi dev(?=\s|$)/,
  /(?<=^|[\s/])flask( (-A|--app|-e|--env-file) \S+| -\S+)* run(?=\s|$)/,
  /(?<=^|[\s/])(manage\.py|django-admin|-m django) runserver(?=\s|$)/,
  /(?<=^|\s)-m (http\.server|pdb|debugpy)(?=\s|$)/,
  /(?<=^|[\s/])debugpy(?=\s|$)(?<!-m debugpy)/,
];
const VARIABLES = /^(FLASK_DEBUG|FLASK_ENV|DJANGO_DEBUG|DEBUG|UVICORN_RELOAD|PYTHONDEVMODE)$/;

/** @param prefix the prefix of the options in messages */
function problems(prefix: string, words: string[], environment: { readonly [name: string]: string }): string[] {
  const line = words.join(' ');
  const found = COMMANDS.map(pattern => pattern.exec(line)?.[0].trim()).filter(text => text !== undefined);
  return [
    ...found.map(text => `${prefix}command: ${text} is for development: it is slow, and may let others run code. Move it to devCommand, and use a production server here.`),
    ...Object.entries(environment).filter(([name, value]) => VARIABLES.test(name) && /^(1|true|yes|on|development)$/i.test(value))
      .map(([name, value]) => `${prefix}environment: ${name}=${value} is for development. Remove it, and set it with docker:dev --env.`),
  ];
}

export class DebugServer extends Rule {
  public constructor() {
    super({
      id: 'debug-server',
      severity: Severity.ERROR,
      summary: 'Production does not use a development server or debug settings.',
      source: 'https://flask.palletsprojects.com/en/stable/deploying/',
    });
  }

  public check({ processes: [web, ...others], production }: CheckedContainer): string[] {
    const { entrypoint = [], command = [], environment } = production.imageConfig;
    return [
      ...problems('', [...entrypoint, ...command], environment),
      ...problems('processes.web.', [], web.environment),
      ...others.flatMap(process => problems(`processes.${process.name}.`, [...entrypoint, ...process.command], process.environment)),
    ];
  }
}
