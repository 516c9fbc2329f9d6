import { Framework } from '../../../src';
import { findings } from '../check';

const low = (port: string) => `port: ${port} is below 1024, where only root may listen if all capabilities are dropped. Set port to 8000 and publish it as ${port}.`;

test('ports from 1024 are for everyone', () => {
  expect(findings('low-port', { port: 1024 })).toEqual([]);
  expect(findings('low-port', { framework: Framework.NONE })).toEqual([]);
});

test('ports below are for root', () => {
  expect(findings('low-port', { port: 1023 })).toEqual([low('1023')]);
  expect(findings('low-port', {}, ({ production }) => production.raw('EXPOSE 53/udp 8001'))).toEqual([low('53')]);
  expect(findings('low-port', { port: 80 }, ({ production }) => production.user('root'))).toEqual([]);
  expect(findings('low-port', { port: 80 }, ({ production }) => production.user('0:0'))).toEqual([]);
  expect(findings('low-port', { port: 80 }, ({ production }) => production.user('10'))).toEqual([low('80')]);
});

test.each(['80-90', '8000 80-90/tcp', '"80"', '80/udp 8001', '$WEB', '${WEB}/tcp', '${NONE:-80}', '$PORTS', '$BELOW', '8000 80'])('EXPOSE %s', (ports) => {
  expect(findings('low-port', {}, ({ base, dockerfile, production }) => {
    dockerfile.addArgument('BELOW', '80');
    base.raw('ARG PORTS=80-81');
    production.addEnvironment('WEB', '80');
    production.raw(`EXPOSE ${ports}`);
  })).toEqual([low('80')]);
});

test.each(['1024-1030', '8080/tcp', '$UNKNOWN', '${constructor}', '$HIGH', '"8000"'])('EXPOSE %s is for everyone', (ports) => {
  expect(findings('low-port', {}, ({ production }) => {
    production.addEnvironment('HIGH', '8080');
    production.raw(`EXPOSE ${ports}`);
  })).toEqual([]);
});
