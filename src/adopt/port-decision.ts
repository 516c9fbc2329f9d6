import { argvFact } from './command-fact';
import { portOf } from './command-line';
import { Decisions } from './decisions';
import { Confidence, Fact } from './fact';

/** Decides the port. A source may have several ports: sources agree if one port is in all of them. */
export async function decidePort(decisions: Decisions, facts: readonly Fact[], fallback: number): Promise<void> {
  const own = facts.filter(({ option }) => option === 'port');
  const said = own.filter(({ confidence }) => confidence !== Confidence.GUESSED).map(fact => ({ fact, source: fact.evidence.split(':')[0] }));
  const commands = facts.filter(({ option }) => option === 'command').map(fact => argvFact(fact, { PORT: String(fallback) })).flatMap((fact) => {
    const port = Array.isArray(fact.value) ? portOf(fact.value) : undefined;
    return port === undefined ? [] : [{ fact: { ...fact, option: 'port', value: port }, source: `${fact.evidence} command` }];
  });
  const all = [...said, ...commands];
  const sources = [...new Set(all.map(({ source }) => source))];
  const says = (source: string, port: unknown) => all.some(entry => entry.source === source && entry.fact.value === port);
  const common = all.map(({ fact }) => fact.value).find(port => sources.every(source => says(source, port)));
  const chosen = all.map(({ fact }) => ({ ...fact, confidence: Confidence.STATED })).filter(({ value }) => common === undefined || value === common);
  await decisions.decide('port', chosen.length ? chosen : own, undefined, answer => Number(answer));
}
