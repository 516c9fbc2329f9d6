import { Framework } from '../../../src';
import { findings } from '../check';

const low = (port: string) => `port: ${port} is below 1024, where only root may listen when no capability is left. Set port to 8000 and publish it as ${port}.`;

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
