import { Framework } from '../../../src';
import { findings } from '../check';

const low = (port: string) => `port: ${port} is below 1024, where only root may listen if all capabilities are dropped. Set port to 8000 and publish it as ${port}.`;

test('every user may listen on ports from 1024', () => {
  expect(findings('low-port', { port: 1024 })).toEqual([]);
  expect(findings('low-port', { framework: Framework.NONE })).toEqual([]);
});

test('only root may listen on ports below 1024', () => {
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

test.each(['1024-1030', '8080/tcp', '$UNKNOWN', '${constructor}', '$HIGH', '"8000"'])('every user may listen: EXPOSE %s', (ports) => {
  expect(findings('low-port', {}, ({ production }) => {
    production.addEnvironment('HIGH', '8080');
    production.raw(`EXPOSE ${ports}`);
  })).toEqual([]);
});

const malformed = (text: string) => `EXPOSE ${text} is not a port of the container, such as 8000, 8000/udp and 8000-8010: the build fails, or exposes another port. Ports of the host are set when the container starts.`;

test.each(['8080:80', '127.0.0.1:8080:80', '8080:80/tcp', '"8080:80"', '[::1]:8080:80', '1:80-90'])('EXPOSE %s exposes 80, and names a port of the host', (text) => {
  expect(findings('low-port', {}, ({ production }) => production.raw(`EXPOSE ${text}`))).toEqual([malformed(text.replace(/"/g, '')), low('80')]);
});

test.each(['8080:8000', '8000,8001', 'http', '70000', '8010-8000', '8000/icmp', '8000/', '-1', '8000-', '80.5', '8000-70000', '123456', '8000/tcp/udp', '+8000'])('EXPOSE %s is not a port', (text) => {
  expect(findings('low-port', {}, ({ production }) => production.raw(`EXPOSE ${text}`))).toContain(malformed(text));
});

test.each(['8000', '8000/tcp', '8000/UDP', '8000/sctp', '8000-8010', '8000-8000/tcp', '65535', '$UNKNOWN', '${UNKNOWN:-8000}', '8000   8001'])('EXPOSE %s is fine', (text) => {
  expect(findings('low-port', {}, ({ production }) => production.raw(`EXPOSE ${text}`))).toEqual([]);
});

test('root may listen everywhere, and exposes ports too', () => {
  expect(findings('low-port', {}, ({ production }) => {
    production.user('root');
    production.raw('EXPOSE 8080:80');
  })).toEqual([malformed('8080:80')]);
});

test('a process and the web have ports of their own', () => {
  expect(findings('low-port', { port: 8000, processes: { worker: { command: ['work'], port: 80 }, other: { command: ['work'] } } })).toEqual([low('80').replace('port:', 'processes.worker.port:')]);
  expect(findings('low-port', { framework: Framework.NONE, command: ['a'] }, ({ production }) => production.raw('EXPOSE 80'))).toEqual([low('80')]);
});
